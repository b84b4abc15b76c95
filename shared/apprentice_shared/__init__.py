"""The code that the Krita plugin and the backend share: the wire protocol without I/O, the attributes, the data folder.

Standard library only, Python 3.10 syntax: the plugin carries a copy of this package into Krita's own interpreter.
"""
