"""Messages from server to client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..swatch import SwatchPart
from .base import Message, Reply
from .parts import (
    EnginePart,
    EventPart,
    LayerPart,
    LimitsPart,
    PackPart,
    PalettePart,
    ProfilePart,
    SignalPart,
    StartPart,
    SuggestionPart,
    TasteValuePart,
    VarietyPart,
)


@dataclass(frozen=True)
class Welcome(Message):
    """The server's answer to `Hello`; from here on requests are taken.

    Args:
        protocol: the version that both sides speak from here on.
        server: name and version, for the log.
        instance: names this run of the backend; another one numbers its kept messages anew.
        pixel_format: what image payloads are in, both ways: "rgba", "png" or "webp".
        limits: the server's bounds.
        engine: the engine that renders unless a request names another.
        profiles: all profiles, the default one first.
        attributes: dimension -> its values, those of the attribute packs in use included.
        packs: all attribute packs.
    """

    type: ClassVar[str] = "welcome"

    protocol: int
    server: str
    instance: str
    pixel_format: str
    limits: LimitsPart
    engine: EnginePart
    profiles: tuple[ProfilePart, ...]
    attributes: Mapping[str, tuple[str, ...]]
    packs: tuple[PackPart, ...] = ()


@dataclass(frozen=True)
class EngineChanged(Message):
    """Sent unasked: the engine has become ready, has failed, or is another one."""

    type: ClassVar[str] = "engine_changed"

    engine: EnginePart


@dataclass(frozen=True)
class NeedImage(Reply):
    """The server does not hold this image (any more): send it, then the request goes on."""

    type: ClassVar[str] = "need_image"

    image: str


@dataclass(frozen=True)
class Queued(Reply):
    """The request waits; `position` requests are before it."""

    type: ClassVar[str] = "queued"

    position: int


@dataclass(frozen=True)
class Progress(Reply):
    """How far the request is: `fraction` 0 to 1, never falling; `stage` in words, may be empty."""

    type: ClassVar[str] = "progress"

    fraction: float
    stage: str = ""
    seconds_left: float | None = None


@dataclass(frozen=True)
class Preview(Reply):
    """A rough look at picture `index`; the binary frame of that hash came just before."""

    type: ClassVar[str] = "preview"

    index: int
    image: str


@dataclass(frozen=True)
class Notice(Reply):
    """One sentence that the artist should know; the request goes on."""

    type: ClassVar[str] = "notice"
    kept: ClassVar[bool] = True

    text: str


@dataclass(frozen=True)
class SuggestionReady(Reply):
    """Suggestion `index` of the slate is done; the binary frame of its image came just before."""

    type: ClassVar[str] = "suggestion"
    kept: ClassVar[bool] = True

    index: int
    slate_id: str
    suggestion: SuggestionPart


@dataclass(frozen=True)
class SlateReady(Reply):
    """All suggestions of the slate are done.

    Args:
        profile: the profile that it belongs to.
        engine: what rendered it.
        suggestions: their ids, in order.
        canvas_palette: the canvas' own palette; empty without a canvas.
    """

    type: ClassVar[str] = "slate"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    slate_id: str
    profile: ProfilePart
    engine: EnginePart
    suggestions: tuple[str, ...]
    canvas_palette: tuple[SwatchPart, ...] = ()


@dataclass(frozen=True)
class RenderReady(Reply):
    """A suggestion, rendered again; the binary frames of its image and of its layers, bottom first, came just before.

    Laid over the canvas, the layers give the picture; empty where none were asked for, or the engine has none.
    """

    type: ClassVar[str] = "rendered"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    suggestion: str
    image: str
    layers: tuple[LayerPart, ...] = ()


@dataclass(frozen=True)
class RequestCancelled(Reply):
    """The request was stopped: cancelled by its client, or by a newer slate of the same client."""

    type: ClassVar[str] = "cancelled"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True


@dataclass(frozen=True)
class Recorded(Reply):
    """What was said is on disk.

    Args:
        event: the id of the event that was written, or taken back.
        profile: the profile that it belongs to, with its new number of ratings.
        suggestion: the suggestion that it is about; empty where there is none.
    """

    type: ClassVar[str] = "recorded"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    event: str
    profile: ProfilePart
    suggestion: str = ""


@dataclass(frozen=True)
class ImageReady(Reply):
    """The image asked for; its binary frame came just before."""

    type: ClassVar[str] = "image"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    image: str


@dataclass(frozen=True)
class TasteReport(Reply):
    """What a profile has learned; `text` says it in a few lines.

    Args:
        values: one per attribute value.
        agent: what learns it.
        starts: what it starts from beside its ratings; empty for nothing.
        signals: the implicit signals, whether each counts, and what it is taken to say.
        variety: how varied the suggestions were.
    """

    type: ClassVar[str] = "taste"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    profile: ProfilePart
    values: tuple[TasteValuePart, ...]
    text: str
    agent: str
    starts: tuple[StartPart, ...] = ()
    signals: tuple[SignalPart, ...] = ()
    variety: VarietyPart = field(default_factory=VarietyPart)


@dataclass(frozen=True)
class HistoryReport(Reply):
    """A profile's events, newest first."""

    type: ClassVar[str] = "history"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    profile: ProfilePart
    events: tuple[EventPart, ...]


@dataclass(frozen=True)
class PalettesReport(Reply):
    """Palettes, best first."""

    type: ClassVar[str] = "palettes"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    palettes: tuple[PalettePart, ...]


@dataclass(frozen=True)
class PacksReport(Reply):
    """All attribute packs, and the attributes with the values of those in use."""

    type: ClassVar[str] = "packs"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    packs: tuple[PackPart, ...]
    attributes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ProfilesReport(Reply):
    """All profiles, the default one first; `profile` is the one that the request was about, empty if it is gone."""

    type: ClassVar[str] = "profiles"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    profiles: tuple[ProfilePart, ...]
    profile: str = ""


@dataclass(frozen=True)
class ProfileExported(Reply):
    """A profile as the text of one file."""

    type: ClassVar[str] = "profile_exported"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    profile: ProfilePart
    data: str


@dataclass(frozen=True)
class ErrorReply(Reply):
    """The request failed; `id` is empty where the error belongs to no request.

    Args:
        code: a stable code, one of `errors.ErrorCode`.
        message: one sentence for the artist, saying what to do.
        details: facts for a program, such as the versions that the server speaks.
    """

    type: ClassVar[str] = "error"
    kept: ClassVar[bool] = True
    final: ClassVar[bool] = True

    code: str
    message: str
    details: Mapping[str, str] = field(default_factory=dict)
