"""From what was meant to a decision: a change that is born valid, or every problem at once."""
