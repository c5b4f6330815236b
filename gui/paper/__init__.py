"""The reading view: blocks → lines → boxes → pages → paint; and printing."""
