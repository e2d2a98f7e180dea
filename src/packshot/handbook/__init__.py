"""The handbook: the data dictionary of the catalogue as HTML pages for editors. It is not published."""
