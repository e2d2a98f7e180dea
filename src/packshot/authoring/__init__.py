"""Code that edits or writes a repository: canonical form, safe edits, editor schemas, importers, new repositories."""
