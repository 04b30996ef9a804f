"""One language of the site: what is public in it, and how a value, a link or a day is shown."""
