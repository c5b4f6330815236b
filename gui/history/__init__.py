"""The operations of the workspace or of one task: what was done, before and after, and how it is taken back."""
