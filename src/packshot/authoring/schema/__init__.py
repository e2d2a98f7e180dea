"""JSON Schemas of a catalogue for editors: the keys of each kind of file, and the existing names as values."""
