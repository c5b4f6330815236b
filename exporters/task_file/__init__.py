"""The bound file 一问一档: names of its files, counted pages, the Word parts, the records, and the bag around them."""
