"""Colour spaces, gamut mapping and colour differences for arrays of colours, in numpy."""
