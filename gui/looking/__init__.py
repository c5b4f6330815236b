"""Looking at stored files inside the window: their pages are read beside it and shown as they arrive."""
