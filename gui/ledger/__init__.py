"""The columns of the list of tasks, and the panel that takes the list out as a ledger."""
