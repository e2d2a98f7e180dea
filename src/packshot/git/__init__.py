"""Git: the repository around a catalogue, its commits and its working tree. It knows nothing of products or YAML."""
