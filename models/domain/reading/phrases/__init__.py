"""What stands under a head or in a cell: units and their roles, measures, duties, deadlines, statuses."""
