"""Attribute packs: TOML files that say all there is to say of each attribute value, and their one reader.

`pack` reads a file, `shipped` knows the files of this folder. A value's recipe is kept as plain tables here: the
engine `studies` checks and compiles it.
"""
