"""Picture files: read within bounds, written with a word on where they come from."""
