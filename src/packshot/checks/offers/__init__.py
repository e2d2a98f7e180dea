"""Rules of price lists and stock lists: a head, and lines that name SKUs; perhaps in a folder of parts."""
