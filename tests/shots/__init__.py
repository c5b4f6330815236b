"""Pictures of the window for the README and for looking: one file a part, each a series of states to be taken."""
