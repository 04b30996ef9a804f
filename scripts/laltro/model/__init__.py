"""What a catalogue is: schemas, records, their references, problems and words. Pure."""
