"""The pictures that palettes are measured on, from packages that anyone can install."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...untrusted.decode import decode_rgba
from ...untrusted.faults import PictureFault

# (package, folder in it) of the Python packages, and the folders of Debian's wallpaper packages.
_PACKAGES = (("skimage", "data"), ("sklearn", "datasets/images"))
WALLPAPERS = Path("/usr/share/wallpapers")
_MOST_PIXELS = 80_000_000
_SUFFIXES = (".jpg", ".jpeg", ".png")
# Pictures with a smaller share of coloured pixels are skipped as grey.
_COLORED_PART = 0.02


def find_pictures(folders: tuple[Path, ...] = ()) -> dict[str, Path]:
    """Return pictures by name: of scikit-image, scikit-learn, Debian's wallpapers where installed, and of `folders`."""
    found: dict[str, Path] = {}
    for package, inside in _PACKAGES:
        spec = importlib.util.find_spec(package)
        for root in spec.submodule_search_locations or () if spec else ():
            found |= {path.name: path for path in _pictures_in(Path(root, inside))}
    if WALLPAPERS.is_dir():
        for theme in sorted(WALLPAPERS.iterdir()):
            # Each theme holds one picture in many sizes; its preview is enough, and quick to decode.
            previews = sorted(theme.glob("contents/screenshot.*"))
            found |= {f"{theme.name}{path.suffix}": path for path in previews[:1]}
    for folder in folders:
        found |= {path.name: path for path in _pictures_in(folder)}
    return found


def load_pictures(paths: dict[str, Path], side_px: int) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Yield each opaque picture in colour, scaled to `side_px` squared, as sRGB with alpha, shape (side, side, 4)."""
    for name, path in paths.items():
        try:
            with path.open("rb") as file:
                whole = Image.fromarray(decode_rgba(file, _MOST_PIXELS))
        except (PictureFault, OSError):
            continue
        pixels = np.array(whole.resize((side_px, side_px), Image.Resampling.LANCZOS))
        spread = np.ptp(pixels[..., :3].astype(np.int16), axis=-1)
        if pixels[..., 3].min() == 255 and (spread > 16).mean() > _COLORED_PART:
            yield name, pixels


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in _SUFFIXES)
