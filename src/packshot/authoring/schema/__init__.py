"""JSON Schemas of a catalogue for editors: what each file may say, with the names that exist."""
