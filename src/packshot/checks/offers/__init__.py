"""Rules of price lists and stock lists: a head, and lines of SKUs, in one file or a folder of parts."""
