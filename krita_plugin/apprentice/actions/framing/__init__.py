"""Framings: proposals are asked for, mats follow the canvas, a frame becomes a selection or a copy."""
