"""Krita's documents, colours and palettes; only `krita_documents` and `swatches` call Krita's API."""
