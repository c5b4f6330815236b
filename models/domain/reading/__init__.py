"""How the paragraphs and tables of other people become drafts of tasks: pure rules, none made for one document.

`marks` and `headed` find numbers and heads, `walking` and `cutting` where a task begins, `filling` what it says;
`phrases` reads what stands under a head, `tables` what stands in columns; `tidying` and `unread` say what a draft
should be checked for. What a rule is unsure of is a finding, never a guess.
"""
