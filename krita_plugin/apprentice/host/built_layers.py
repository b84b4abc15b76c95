"""Krita's layers for an insertion, built off the tree: added to it, they are one undo step."""

from __future__ import annotations

from typing import Any

from ..pictures.tiles import Rect
from ..qt import QtCore
from .documents import LayerStack, NewLayer

# The colour space of inserted pixels, until Krita converts them: 8-bit sRGB.
_MODEL, _DEPTH, _PROFILE = "RGBA", "U8", "sRGB-elle-V2-srgbtrc.icc"


def build(document: Any, stack: LayerStack) -> list[Any]:
    """Return the nodes of a stack, with their pixels: its group, or its layers where it has none."""
    layers = [document.createNode(new.name, "paintlayer") for new in stack.layers]
    for layer, new in zip(layers, stack.layers, strict=True):
        _fill(document, layer, new, stack.place)
    return [_group(document, stack, layers)] if stack.group else layers


def _group(document: Any, stack: LayerStack, layers: list[Any]) -> Any:
    """Return a group, off the tree, that holds layers."""
    group = document.createGroupLayer(stack.group)
    if stack.blending:
        group.setBlendingMode(stack.blending)
    else:
        group.setPassThroughMode(True)
    for layer in layers:
        group.addChildNode(layer, None)
    return group


def _fill(document: Any, layer: Any, new: NewLayer, place: Rect) -> None:
    """Fill a layer with sRGB pixels; where the document has another colour space, the layer gets sRGB first."""
    layer.setBlendingMode(new.blending)
    layer.setOpacity(round(new.opacity * 255))
    own = (document.colorModel(), document.colorDepth(), document.colorProfile())
    if own != (_MODEL, _DEPTH, _PROFILE):
        layer.setColorSpace(_MODEL, _DEPTH, _PROFILE)
    layer.setPixelData(QtCore.QByteArray(new.pixels), place.x, place.y, place.width, place.height)
