"""What the list of tasks and the page of one task share."""
