"""Attribute packs: what the attributes mean to an engine, as data; `phrases/` for engines that read words."""
