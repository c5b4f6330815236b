"""Word documents and pasted text as paragraphs and tables, each with its place."""
