"""Forms as people meet them: on the site and on GitHub."""
