"""Reports on how ready products are: figures out of what was judged, and their forms for people and programs."""
