"""What a form asks, made from the schemas, and its answers as the text of an issue."""
