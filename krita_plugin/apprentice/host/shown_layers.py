"""The pixels that a document shows in a few places: by them an isolated layer and a change are noticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# So many places a side, each so many pixels a side: a millisecond for all.
_PROBES, _PROBE_PX = 16, 4


def shown(document: Any) -> Iterator[bytes]:
    """Yield the pixels that a document shows in each of a few places, in its own colour space."""
    return (bytes(document.pixelData(*place)) for place in _places(document))


def is_isolated(document: Any) -> bool:
    """Return whether Krita shows one layer alone: then what shows is not what the root has. No call says so."""
    root = document.rootNode()
    return any(
        pixels != bytes(root.projectionPixelData(*place))
        for pixels, place in zip(shown(document), _places(document), strict=True)
    )


def _places(document: Any) -> list[tuple[int, int, int, int]]:
    width, height = document.width(), document.height()
    side_x, side_y = min(_PROBE_PX, width), min(_PROBE_PX, height)
    return [
        (width * column // _PROBES, height * row // _PROBES, side_x, side_y)
        for row in range(_PROBES)
        for column in range(_PROBES)
    ]
