"""导入: one conversation for plans, ledgers, notices and pasted cells, from the file to the report of what was done."""
