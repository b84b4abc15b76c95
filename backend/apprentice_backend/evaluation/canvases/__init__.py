"""Canvases that engines and agents are measured on: drawn from code, or the pictures of a folder."""
