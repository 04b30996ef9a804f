"""What the repository looks after by itself: proposals of our own, counts of support, what a change may touch."""
