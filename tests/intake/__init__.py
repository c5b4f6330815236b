"""What readers of foreign files make of real layouts."""
