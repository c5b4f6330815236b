"""Workbooks of every format and texts of cells as grids, numbers and dates as their cells show them."""
