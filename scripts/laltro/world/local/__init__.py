"""Submissions and proposals on this machine, in its git repository."""
