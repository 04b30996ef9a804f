"""How things are said: the words of one language, above what is known and below who says it. Pure."""
