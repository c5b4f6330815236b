"""What a file from outside is, told by its content, and what is refused before its meaning is read."""
