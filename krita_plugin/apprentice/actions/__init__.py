"""The deeds of the artist, one a file: each joins the panel, the model, the link and Krita's documents."""
