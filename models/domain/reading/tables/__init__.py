"""Tables of tasks, in sheets and documents alike: their header, the meaning of their columns, their rows."""
