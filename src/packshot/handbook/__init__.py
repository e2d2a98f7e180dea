"""The handbook: the data dictionary of the catalogue as pages for its editors. It is not published."""
