"""The office's own forms: their list, the editor of one, slots to insert, faults, and the paper as it will be."""
