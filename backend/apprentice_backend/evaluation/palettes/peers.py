"""Our extraction and those of other libraries as functions of one form, for `apprentice bench palettes`."""

from __future__ import annotations

import importlib
import io
import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...color.cielab import srgb_bytes_to_cielab
from ...palettes.convert import palette_to_bytes
from ...palettes.extract import extract_palette
from ...palettes.quantize import celebi_quantize

Colors = NDArray[np.uint8]
# An opaque picture as sRGB with alpha, shape (h, w, 4), and a number of colours -> the colours, shape (k, 3).
Extractor = Callable[[Colors, int], Colors]

OURS = "apprentice"


def extractors() -> dict[str, Extractor]:
    """Return our extraction and every peer's, by name.

    Raises:
        ModuleNotFoundError: a peer of the `[bench]` extra is not installed.
    """
    return {
        OURS: _ours,
        "k-means in CIELAB": _kmeans(),
        "Celebi": lambda pixels, count: celebi_quantize(_every(pixels, 4), count),
        "Pillow median cut": _pillow(Image.Quantize.MEDIANCUT, 0),
        "Pillow median cut, k-means": _pillow(Image.Quantize.MEDIANCUT, 1),
        "Pillow max coverage": _pillow(Image.Quantize.MAXCOVERAGE, 0),
        "Pillow octree": _pillow(Image.Quantize.FASTOCTREE, 0),
        "colorthief": _colorthief(),
        "colorgram": _colorgram(),
    }


def _ours(pixels: Colors, count: int) -> Colors:
    # Peers count paper as a colour, so ours does too.
    return palette_to_bytes(extract_palette(pixels, count, keep_paper=True))


def _every(pixels: Colors, step: int) -> Colors:
    return pixels[::step, ::step, :3].reshape(-1, 3)


def _kmeans() -> Extractor:
    cluster = importlib.import_module("sklearn.cluster")

    def extract(pixels: Colors, count: int) -> Colors:
        colors = _every(pixels, 4)
        lab = srgb_bytes_to_cielab(colors)
        labels = cluster.KMeans(count, n_init=4, random_state=0).fit_predict(lab)
        means = [colors[labels == label].mean(axis=0) for label in range(count) if (labels == label).any()]
        return np.array(means).round().astype(np.uint8)

    return extract


def _pillow(method: Image.Quantize, kmeans: int) -> Extractor:
    def extract(pixels: Colors, count: int) -> Colors:
        image = Image.fromarray(np.ascontiguousarray(pixels[..., :3]))
        quantized = image.quantize(count, method=method, kmeans=kmeans, dither=Image.Dither.NONE)
        return np.array(quantized.getpalette(), dtype=np.uint8).reshape(-1, 3)[:count]

    return extract


def _colorthief() -> Extractor:
    thief = importlib.import_module("colorthief").ColorThief

    def extract(pixels: Colors, count: int) -> Colors:
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, "BMP")
        with warnings.catch_warnings():
            # It calls what Pillow has deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            return np.array(thief(file).get_palette(count, 10)[:count], dtype=np.uint8)

    return extract


def _colorgram() -> Extractor:
    gram = importlib.import_module("colorgram")

    def extract(pixels: Colors, count: int) -> Colors:
        image = Image.fromarray(np.ascontiguousarray(pixels[..., :3]))
        return np.array([tuple(color.rgb) for color in gram.extract(image, count)], dtype=np.uint8)

    return extract
