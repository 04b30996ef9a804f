"""What can be derived from a catalogue. Pure."""
