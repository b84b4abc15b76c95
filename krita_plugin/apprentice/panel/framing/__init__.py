"""Mats over a painting, their handles, and the section that proposes framings."""
