"""Framings: windows on a canvas, proposed by aim. They change no pixel."""
