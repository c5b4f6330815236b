"""Drafts: what was read from a plan, a ledger or a notice, before anybody has taken it over into the records.

`fields` are the names of what such papers tell, with the wordings they stand under; `source` is what a file holds
before its meaning is read (paragraphs and grids); `draft` is what was understood; `comparison` sets it against the
records. Everything here is plain values and pure rules, so that the child of `models.isolation` can use them.
"""
