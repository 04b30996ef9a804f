"""The search: its page, its facets, its index."""
