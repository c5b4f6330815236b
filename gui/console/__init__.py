"""The command line as people meet it; the window and the command line are the two ways to the same records.

The verbs themselves are in main.py. What is said of them in Chinese, what they share and how they answer lies here,
since both ends that people touch lie in this package; nothing here knows Qt.
"""
