"""The forms in which a suggestion can be inserted, as entries of a menu."""

from __future__ import annotations

from collections.abc import Mapping

from ..qt import QAction
from ..vendored import later, tr

# The forms of an insertion: key -> words in the menu.
FORMS = {
    "picture": later("Picture"),
    "colours": later("Colours only"),
    "light": later("Light only"),
    "layers": later("In layers"),
}
_PARTS = ("colours", "light")
_MOVED = later("Framing moved")
_NO_LAYERS = later("it was made in one piece")


def show_forms(entries: Mapping[str, QAction], *, parts_problem: str, in_layers: bool) -> None:
    """Enable the forms that can be done; the others say why not.

    Args:
        entries: by the keys of `FORMS`.
        parts_problem: the reason why colours or light alone cannot be inserted; empty where they can be.
        in_layers: whether it can be inserted in layers.
    """
    for key, entry in entries.items():
        problem = parts_problem if key in _PARTS else "" if key != "layers" or in_layers else tr(_NO_LAYERS)
        words = tr(FORMS[key])
        if problem:
            words = tr("{form} ({why})", form=words, why=tr(_MOVED if key in _PARTS else _NO_LAYERS))
        entry.setText(words)
        entry.setToolTip(problem)
        entry.setEnabled(not problem)
