"""Which offers could answer which shared needs, labs and services."""
