"""The state of the panels: documents, slates, ratings and palettes as plain values. No Qt, no Krita."""
