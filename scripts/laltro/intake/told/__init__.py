"""What is said of a decision: the reply, what changes field by field, the overview of many changes."""
