"""Picture files: read within bounds, and written with their origin in the metadata."""
