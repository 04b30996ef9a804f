"""Building the site into a folder."""
