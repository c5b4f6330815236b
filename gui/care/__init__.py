"""文件体检 in the window: the work in the background and at a click, and the panel that shows what it found."""
