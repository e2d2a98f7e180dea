"""JSON Schemas of a catalogue for editors: the keys of each file, with the existing names."""
