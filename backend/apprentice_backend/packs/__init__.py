"""Attribute packs: what the values of the dimensions are, as data (TOML). The `studies` engine reads their recipes."""
