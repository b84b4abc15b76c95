"""The values that the framing section shows, made of the framings of a painting."""

from __future__ import annotations

from dataclasses import dataclass

from ..framing.formats import FORMATS, OWN, FrameFormat
from ..framing.framings import PaintingFramings
from ..vendored import later, tr

_AIMS = {
    "closer": later("Closer"),
    "air": later("More air"),
    "taller": later("Taller"),
    "wider": later("Wider"),
    "off_centre": later("Off-centre"),
}


@dataclass(frozen=True)
class FormatShown:
    """A format: `title` is its word as it lies now."""

    key: str
    title: str
    is_on: bool


@dataclass(frozen=True)
class ProposedShown:
    """A proposed framing: `word` names its aim."""

    word: str
    tip: str
    is_on: bool


@dataclass(frozen=True)
class FramingShown:
    """The section: formats, proposals, the line below the buttons, and what can be pressed now.

    `has_mats` says that mats lie over the painting, `can_select` that their frame lies within it, `is_busy` that
    proposals are under way, `propose_tip` what keeps them from coming, or what they are.
    """

    has_document: bool
    can_propose: bool
    propose_tip: str
    is_busy: bool
    has_mats: bool
    can_select: bool
    line: str
    formats: tuple[FormatShown, ...] = ()
    proposals: tuple[ProposedShown, ...] = ()


def show_framing(framings: PaintingFramings, *, can_propose: bool, is_reading: bool, is_beside: bool) -> FramingShown:
    """Return what the section shows.

    Args:
        framings: the framings of the painting in view.
        can_propose: whether the engine proposes framings, or may once it is there.
        is_reading: whether the painting is being read for proposals.
        is_beside: whether the mats lie over a picture in the panel, because the canvas' place is not known.
    """
    return FramingShown(
        has_document=framings.size is not None,
        can_propose=framings.size is not None and can_propose,
        propose_tip=_propose_tip(can_propose=can_propose),
        is_busy=is_reading or bool(framings.waiting),
        has_mats=framings.frame is not None,
        can_select=framings.is_within,
        line=_line(framings, is_beside=is_beside),
        formats=tuple(FormatShown(each.key, _title(each, framings), each is framings.format) for each in FORMATS),
        proposals=tuple(
            ProposedShown(tr(_AIMS.get(each.aim, each.aim)), tr("Lay mats around this"), place == framings.chosen)
            for place, each in enumerate(framings.proposals)
        ),
    )


def _title(each: FrameFormat, framings: PaintingFramings) -> str:
    is_turned = each is framings.format and framings.is_turned
    return each.turned_title if is_turned else tr(each.title)


def _propose_tip(*, can_propose: bool) -> str:
    if can_propose:
        return tr("Three to five framings of the whole painting, in this format")
    return tr("This engine proposes no framings: lay your own.")


def _line(framings: PaintingFramings, *, is_beside: bool) -> str:
    frame = framings.frame
    if framings.size is None:
        return tr("Open a painting.")
    if frame is None:
        return tr("Mats show a framing over your painting, and change nothing in it.")
    size = tr("{width} × {height} pixels.", width=frame.width, height=frame.height)
    if is_beside:
        return size + " " + tr("Krita does not tell where the painting lies: the mats are shown here.")
    if not framings.is_within:
        return size + " " + tr("A selection cannot reach outside the painting: open a copy.")
    if framings.format is OWN:
        return size + " " + tr("Drag the handles. Esc puts the mats away.")
    return size + " " + tr("Drag the handles: the format is kept. Esc puts the mats away.")
