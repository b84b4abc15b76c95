"""The framings proposed for one painting, and the frame that the artist works with."""

from __future__ import annotations

from dataclasses import dataclass

from ..pictures.tiles import Rect
from ..vendored import messages
from .formats import AS_IS, BY_KEY, OWN, FrameFormat, largest, reformed


@dataclass(frozen=True)
class ProposedFraming:
    """A frame, in the painting's pixels, and its aim, as `messages.FramingPart` names it."""

    aim: str
    frame: Rect


class PaintingFramings:
    """The framings of one painting: asked for in a format, proposed, one of them chosen and changed by hand.

    `size` is the painting's width and height in pixels, None for no painting; `waiting` the id of the request that is
    waited for, empty for none; `frame` what mats lie around, None for none; `chosen` the place of the proposal that it
    began with, None where it began as an own one.
    """

    def __init__(self) -> None:
        self.format: FrameFormat = AS_IS
        self.is_turned = False
        self.size: tuple[int, int] | None = None
        self.proposals: tuple[ProposedFraming, ...] = ()
        self.chosen: int | None = None
        self.frame: Rect | None = None
        self.waiting = ""

    @property
    def ratio(self) -> float:
        """The ratio that the frame keeps; 0 for none."""
        return self.format.ratio_on(self.size, is_turned=self.is_turned) if self.size is not None else 0.0

    def begin(self, size: tuple[int, int] | None) -> None:
        """Begin anew with a painting of a size, None for none; the format stays."""
        self.size, self.proposals, self.waiting = size, (), ""
        self.put_away()

    def put_away(self) -> None:
        """Work with no frame."""
        self.frame = self.chosen = None

    def set_format(self, key: str) -> None:
        """Take a format; the one that is on is turned. A frame takes it, too, about its middle."""
        asked = BY_KEY[key]
        self.is_turned = asked is self.format and bool(asked.turned_title) and not self.is_turned
        self.format = asked
        if self.frame is not None:
            self.frame = reformed(self.frame, self.ratio)

    def ask(self, request_id: str, canvas: str, profile: str) -> messages.GetFramings:
        """Ask for framings of a canvas, by its hash, in the format; an own format leaves the proportions open."""
        self.waiting = request_id
        ratio = 0.0 if self.format is OWN else self.ratio
        return messages.GetFramings(id=self.waiting, canvas=canvas, format=ratio, profile=profile)

    def receive(self, message: messages.Framings) -> bool:
        """Take the framings that are waited for; return whether they are."""
        size = self.size
        if message.id != self.waiting or size is None:
            return False
        self.waiting = ""
        self.proposals = tuple(ProposedFraming(part.aim, _in_pixels(part, size)) for part in message.framings)
        self.chosen = None
        return True

    def choose(self, index: int) -> None:
        """Work with the frame of a proposal; with none any longer where it is chosen already."""
        if self.chosen == index:
            self.put_away()
        else:
            self.chosen, self.frame = index, self.proposals[index].frame

    def take_own(self) -> None:
        """Work with the largest frame of the format within the painting."""
        if self.size is not None:
            self.chosen, self.frame = None, largest(self.size, self.ratio)

    @property
    def is_within(self) -> bool:
        """Whether the frame lies within the painting."""
        return self.frame is not None and self.size is not None and part_within(self.frame, self.size) == self.frame


def part_within(frame: Rect, size: tuple[int, int]) -> Rect | None:
    """Return the part of a frame that lies within a painting of a size; None where there is none."""
    left, top = max(0, frame.x), max(0, frame.y)
    right, bottom = min(size[0], frame.x + frame.width), min(size[1], frame.y + frame.height)
    return Rect(left, top, right - left, bottom - top) if right > left and bottom > top else None


def _in_pixels(part: messages.FramingPart, size: tuple[int, int]) -> Rect:
    """Return a framing in whole pixels of a painting."""
    left, top = round(part.x * size[0]), round(part.y * size[1])
    right, bottom = round((part.x + part.width) * size[0]), round((part.y + part.height) * size[1])
    return Rect(left, top, max(1, right - left), max(1, bottom - top))
