"""Git: the repository around a catalogue, its commits and its working tree. Independent of products and YAML."""
