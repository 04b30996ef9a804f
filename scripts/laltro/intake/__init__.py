"""From what someone filled to a decision: read the body, decide, reply. Pure."""
