"""Rules: a catalogue in, diagnostics out. Pure; Frictionless does the tabular part."""
