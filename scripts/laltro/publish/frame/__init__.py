"""What every page shares: the shell, the templates, the languages, the gates it must pass."""
