"""A change of records, whoever decided it: what becomes what, what is wrong with it, and what it is like."""
