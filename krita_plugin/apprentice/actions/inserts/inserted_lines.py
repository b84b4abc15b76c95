"""The line that is said of an insertion: what was inserted, and what is to be known of it."""

from __future__ import annotations

from ...host import marks
from ...pictures.tiles import Rect
from ...qt import QImage
from ...vendored import in_turn, later, tr, tr_n

CHANGED, ISOLATED = later("The painting has changed since."), later("A layer is isolated.")
HIDDEN = later("A layer is isolated: show all layers to see it.")
# One of `marks.FORMS` -> the sentence that it was inserted.
_INSERTED = {
    "picture": later("Inserted as a new group: picture."),
    "colours": later("Inserted as a new group: colours only."),
    "light": later("Inserted as a new group: light only."),
}


def inserted_line(form: str, layers: int, remark: str) -> str:
    """Return the line on an insertion of a form and so many layers; without a remark it says how to undo it."""
    if form == marks.IN_LAYERS:
        said = tr_n(
            "Inserted as a group of {count} layer: take what you like of it.",
            "Inserted as a group of {count} layers: take what you like of it.",
            layers,
        )
    else:
        said = tr(_INSERTED[form])
    undo = tr("Krita's Undo takes it out.")
    return in_turn([said, remark or undo])


def card_remark(problem: str, *, scaled_up: bool) -> str:
    """Return the sentence that it is the card's picture, and after it the sentence that says why."""
    said = tr("It is the card's picture, scaled up.") if scaled_up else tr("It is the card's picture.")
    return in_turn([said, problem])


def size_remark(image: QImage, place: Rect) -> str:
    """Return the sentence that a picture was scaled up to its place; empty where it fills that."""
    width, height = image.width(), image.height()
    if (width, height) == (place.width, place.height):
        return ""
    return tr("Made at {width} × {height} and scaled up: more cannot be sent.", width=width, height=height)
