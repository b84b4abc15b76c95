"""A window on a picture: a level rectangle that may reach beyond the picture's edges."""

from __future__ import annotations

from dataclasses import dataclass

_WHOLE = 5e-4  # a window whose sides lie this near to the picture's is the whole picture


@dataclass(frozen=True)
class Window:
    """A rectangle in shares of a picture's width and height; what lies beyond 0 or 1 is bare ground."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    @property
    def width(self) -> float:
        """The width, in shares of the picture's."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height, in shares of the picture's."""
        return self.bottom - self.top

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom

    @property
    def whole(self) -> bool:
        """True where the window is the whole picture and no more."""
        return max(abs(self.left), abs(self.top), abs(self.right - 1.0), abs(self.bottom - 1.0)) < _WHOLE

    def at(self, amount: float) -> Window:
        """Return the window that lies between the whole picture (0) and this one (1)."""
        left, top, right, bottom = (
            side + amount * (own - side) for side, own in zip((0.0, 0.0, 1.0, 1.0), self.sides, strict=True)
        )
        return Window(left, top, right, bottom)

    def place_of(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place of the picture lies in the window, in shares of the window."""
        return (x - self.left) / self.width, (y - self.top) / self.height
