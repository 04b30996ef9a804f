"""Rules: a catalogue in, diagnostics out. Pure; Frictionless reads the cells."""
