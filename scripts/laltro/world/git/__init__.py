"""git: the repository read and written by plumbing, and what it remembers of records."""
