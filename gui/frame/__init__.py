"""What stands around the pages: rail, top bar, search, bottom line, waiting, coming forward."""
