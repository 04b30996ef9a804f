"""Asking the web whether addresses answer."""
