"""Krita's place, taken by a double."""
