"""What the site says: a catalogue and its words in, pages out. Pure."""
