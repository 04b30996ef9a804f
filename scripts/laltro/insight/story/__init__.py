"""How things came about: the thread from need to service, and what happened on the way."""
