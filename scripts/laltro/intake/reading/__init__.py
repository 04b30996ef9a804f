"""From what somebody sent to what was meant: the body, its form, its answers."""
