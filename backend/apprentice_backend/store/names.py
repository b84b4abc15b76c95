"""Names of profiles: in one line, and told apart as a reader tells them apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from apprentice_shared.bounds import MAX_NAME

# Marks of direction turn the text around a name, and two names may differ by what nobody sees; joiners write scripts.
_JOINERS = "\u200c\u200d"
_ROOM = 6  # characters for a number after a name


def clean_name(name: str) -> str:
    """Return a name in one line, without marks that are not seen, at most `MAX_NAME` characters; perhaps empty."""
    return "".join(map(_written, name[: 4 * MAX_NAME])).strip()[:MAX_NAME].strip()


def name_key(name: str) -> str:
    """Return what two names share that read the same: in another case, another form of letters, or other spaces."""
    if name.isascii() and name.isprintable() and len(name) <= MAX_NAME:
        return " ".join(name.casefold().split())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean_name(name)).casefold())
    return " ".join("".join(letter for letter in folded if letter not in _JOINERS).split())


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name, or one with a number behind it, whose key is none of `taken`."""
    number, candidate = 1, name
    while name_key(candidate) in taken:
        number += 1
        candidate = f"{name[: MAX_NAME - _ROOM].strip()} {number}"
    return candidate


def _written(letter: str) -> str:
    """Return a letter as a name may have it: a space for what ends a line or moves the pen, nothing for what is unseen.

    By the general categories of Unicode: Cc, Zl, Zp; Cf, Cs.
    """
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cf", "Cs") and letter not in _JOINERS else letter
