"""Parts of the pages that show evidence: taking it in, the list and the pictures, the card and what is filled in."""
