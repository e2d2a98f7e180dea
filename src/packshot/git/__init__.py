"""Git: the repository around a catalogue, its commits and its working tree. Nothing here knows products or YAML."""
