"""What the tab 公示 of a task is made of."""
