"""Places: parts of a picture that an intent moves, each in value, temperature, chroma and edges.

`place` has the parameters, `areas` finds the places of a picture, `sky` its sky, `moves` adds the work on places up to
smooth fields, and `repaint_places` lays these over a picture of any size.
"""
