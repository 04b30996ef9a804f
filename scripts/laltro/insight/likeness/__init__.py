"""What is like what: doubles among records, and needs that say the same."""
