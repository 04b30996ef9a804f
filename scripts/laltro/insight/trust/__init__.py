"""How far a record may be believed: confirmations, deadlines, links that answer."""
