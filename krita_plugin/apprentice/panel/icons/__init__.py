"""The panel's icons: their `shapes`, how they are `drawn`, and the `stamps` that are made once and copied."""

from .drawn import draw, draw_star
from .shapes import NAMES

__all__ = ["NAMES", "draw", "draw_star"]
