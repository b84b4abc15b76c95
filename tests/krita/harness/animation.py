"""An animated picture of frames that were taken in Krita, with a pointer drawn in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

MOST_BYTES = 3_000_000
GLIDE_STEPS = 6
STEP_MS = 50
# An arrow, from its tip.
ARROW = ((0, 0), (0, 20), (5, 16), (8, 23), (12, 21), (9, 14), (15, 14))


@dataclass(frozen=True)
class Frame:
    """One picture of the animation.

    Args:
        picture: the screenshot.
        at: the pointer's tip.
        shown_ms: how long it is shown.
        is_pressed: whether the pointer's button is down.
    """

    picture: Image.Image
    at: tuple[float, float]
    shown_ms: int
    is_pressed: bool = False

    def drawn(self) -> Image.Image:
        """The picture with the pointer."""
        image = self.picture.copy()
        draw = ImageDraw.Draw(image)
        x, y = self.at
        if self.is_pressed:
            draw.ellipse((x - 13, y - 13, x + 13, y + 13), outline="white", width=2)
        draw.polygon([(x + right, y + down) for right, down in ARROW], fill="white", outline="black")
        return image


def frames_of(film: list[dict[str, Any]], folder: Path) -> list[Frame]:
    """Read a film's screenshots; where the pointer has gone elsewhere it glides there first."""
    frames: list[Frame] = []
    for entry in film:
        picture = Image.open(folder / entry["shot"]).convert("RGB")
        x, y = entry["at"]
        if frames and frames[-1].at != (x, y):
            frames += _glide(frames[-1], (x, y))
        frames.append(Frame(picture, (x, y), round(1000 * entry["seconds"]), entry["pressed"]))
    return frames


def _glide(before: Frame, to: tuple[float, float]) -> list[Frame]:
    """The pointer's way to another place over the picture that was there."""
    shares = [step / (GLIDE_STEPS + 1) for step in range(1, GLIDE_STEPS + 1)]
    eased = [share * share * (3.0 - 2.0 * share) for share in shares]
    ways = [tuple(a + share * (b - a) for a, b in zip(before.at, to, strict=True)) for share in eased]
    return [Frame(before.picture, (x, y), STEP_MS) for x, y in ways]


def save_animation(frames: list[Frame], path: Path) -> None:
    """Write an endless animated PNG: every pixel as it was on the screen, and a still where nothing can move.

    Raises:
        ValueError: it is larger than a page should have to load.
    """
    first, *others = [frame.drawn() for frame in frames]
    first.save(path, save_all=True, append_images=others, duration=[frame.shown_ms for frame in frames], loop=0)
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(
            f"{path.name} has {path.stat().st_size} bytes, which is more than {MOST_BYTES}: shorten the film"
        )
