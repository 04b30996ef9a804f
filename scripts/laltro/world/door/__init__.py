"""The door: the site on loopback, and its forms."""
