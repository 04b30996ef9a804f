"""Pages of records and the feed of what is new."""
