"""Apprentice's own layers in a document: found at any depth, and left out of what is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .marks import GROUP_PREFIX

_GROUP, _OURS = "grouplayer", ("grouplayer", "paintlayer")


def own_layers(document: Any, *, hidden: bool = False) -> Iterator[Any]:
    """Yield Apprentice's groups and layers in a document, at any depth; those that show, or `hidden` ones as well."""
    return _among(document.topLevelNodes(), hidden=hidden)


def is_own(node: Any) -> bool:
    """Return whether a node is Apprentice's, or lies in one of Apprentice's groups."""
    while node is not None:
        if node.type() in _OURS and node.name().startswith(GROUP_PREFIX):
            return True
        node = node.parentNode()
    return False


def without_own_layers(document: Any) -> Any:
    """Return a copy without Apprentice's visible groups and layers; None where the document shows none.

    Krita composes the copy anew while it takes a group out, and lets its event loop turn meanwhile. Asking for the
    projection to be refreshed would compose it a second time, and hold Krita up for as long as that takes.
    """
    if next(own_layers(document), None) is None:
        return None
    copy = document.clone()
    copy.setBatchmode(True)
    for node in list(own_layers(copy)):
        node.remove()
    copy.waitForDone()
    return copy


def _among(nodes: list[Any], *, hidden: bool) -> Iterator[Any]:
    for node in nodes:
        kind = node.type()
        if kind not in _OURS or not (hidden or node.visible()):
            continue
        if node.name().startswith(GROUP_PREFIX):
            yield node
        elif kind == _GROUP:
            yield from _among(node.childNodes(), hidden=hidden)
