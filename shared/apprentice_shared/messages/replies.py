"""Messages from server to client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..bounds import MAX_SENTENCE
from ..errors import ErrorCode
from ..swatch import SwatchPart
from .base import Message, Reply, check_hash
from .parts import (
    EngineChoicePart,
    EnginePart,
    EventPart,
    LayerPart,
    LimitsPart,
    NotedPart,
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
class Challenge(Message, tag="challenge"):
    """The server's answer to `Hello`: it knows the token, and wants to see that the client does.

    Args:
        nonce_s: 64 hexadecimal digits in lower case, chosen at random for this connection alone.
        proof: HMAC-SHA-256 with the token as key, over "server", the port and both nonces; 64 hexadecimal digits.
    """

    nonce_s: str
    proof: str

    def __post_init__(self) -> None:
        check_hash("nonce_s", self.nonce_s)
        check_hash("proof", self.proof)


@dataclass(frozen=True)
class Welcome(Message, tag="welcome", lossy=True):
    """The server's answer to `Prove`; from here on requests are taken.

    Args:
        protocol: the version that both sides speak from here on.
        server: name and version, for the log.
        instance: names this run of the backend; another one numbers its kept messages anew.
        pixel_format: the encoding of image payloads, both ways: "rgba", "png" or "webp".
        limits: the server's bounds.
        engine: the engine that renders unless a request names another.
        profiles: all profiles, the default one first.
        attributes: dimension -> its values, those of the attribute packs in use included.
        packs: all attribute packs.
    """

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
class EngineChanged(Message, tag="engine_changed", lossy=True):
    """Sent unasked: the engine has become ready, has failed, or is another one."""

    engine: EnginePart


@dataclass(frozen=True)
class NeedImage(Reply, tag="need_image"):
    """The server does not hold this image (any more): send it, then the request goes on."""

    image: str


@dataclass(frozen=True)
class Queued(Reply, tag="queued"):
    """The request waits; `position` requests are before it."""

    position: int


@dataclass(frozen=True)
class Progress(Reply, tag="progress", droppable=True):
    """The progress of a request: `fraction` 0 to 1, never falling; `stage` in words, may be empty."""

    fraction: float
    stage: str = ""
    seconds_left: float | None = None


@dataclass(frozen=True)
class Preview(Reply, tag="preview", droppable=True):
    """A rough look at picture `index`; the binary frame of that hash came just before."""

    index: int
    image: str


@dataclass(frozen=True)
class Notice(Reply, tag="notice", kept=True, lossy=True):
    """One sentence that the artist should know; the request goes on."""

    text: str


@dataclass(frozen=True)
class SuggestionReady(Reply, tag="suggestion", kept=True):
    """Suggestion `index` of the slate is done; the binary frame of its image came just before."""

    index: int
    slate_id: str
    suggestion: SuggestionPart


@dataclass(frozen=True)
class SlateReady(Reply, tag="slate", final=True):
    """All suggestions of the slate are done.

    Args:
        profile: the slate's profile.
        engine: the engine that rendered it.
        suggestions: their ids, in order.
        canvas_palette: the canvas' own palette; empty without a canvas.
    """

    slate_id: str
    profile: ProfilePart
    engine: EnginePart
    suggestions: tuple[str, ...]
    canvas_palette: tuple[SwatchPart, ...] = ()


@dataclass(frozen=True)
class RenderReady(Reply, tag="rendered", final=True):
    """A suggestion, rendered again; the binary frames of its image and of its layers, bottom first, came just before.

    Laid over the canvas, the layers give the picture; empty where none were asked for, or the engine has none.
    """

    suggestion: str
    image: str
    layers: tuple[LayerPart, ...] = ()


@dataclass(frozen=True)
class RequestCancelled(Reply, tag="cancelled", final=True):
    """The request was stopped: cancelled by its client, or by a newer slate of the same client."""


@dataclass(frozen=True)
class Recorded(Reply, tag="recorded", final=True):
    """An event is on disk, or is taken back or forgotten there.

    Args:
        event: the id of the event that was written, or taken back.
        profile: the event's profile, with its new number of ratings.
        suggestion: the event's suggestion; empty where it is about none.
        noted: the beliefs that a rating or a pick has changed clearly, the greatest change first; mostly none.
    """

    event: str
    profile: ProfilePart
    suggestion: str = ""
    noted: tuple[NotedPart, ...] = ()


@dataclass(frozen=True)
class ImageReady(Reply, tag="image", final=True):
    """The image asked for; its binary frame came just before."""

    image: str


@dataclass(frozen=True)
class TasteReport(Reply, tag="taste", final=True):
    """The taste that a profile has learned; `text` says it in a few lines.

    Args:
        values: one per attribute value.
        agent: the name of the agent that learns it.
        starts: its starting points beside the ratings; empty for none.
        signals: the implicit signals, whether each counts, and the stars that it stands for.
        variety: the variety of the suggestions so far.
    """

    profile: ProfilePart
    values: tuple[TasteValuePart, ...]
    text: str
    agent: str
    starts: tuple[StartPart, ...] = ()
    signals: tuple[SignalPart, ...] = ()
    variety: VarietyPart = field(default_factory=VarietyPart)


@dataclass(frozen=True)
class HistoryReport(Reply, tag="history", final=True):
    """A profile's events, newest first."""

    profile: ProfilePart
    events: tuple[EventPart, ...]


@dataclass(frozen=True)
class PalettesReport(Reply, tag="palettes", final=True):
    """Palettes, best first."""

    palettes: tuple[PalettePart, ...]


@dataclass(frozen=True)
class PacksReport(Reply, tag="packs", final=True):
    """All attribute packs, and the attributes with the values of those in use."""

    packs: tuple[PackPart, ...]
    attributes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class EnginesReport(Reply, tag="engines", final=True, lossy=True):
    """The engines that are installed."""

    engines: tuple[EngineChoicePart, ...]


@dataclass(frozen=True)
class ProfilesReport(Reply, tag="profiles", final=True):
    """All profiles, the default one first; `profile` is the one that the request was about, empty if it is gone."""

    profiles: tuple[ProfilePart, ...]
    profile: str = ""


@dataclass(frozen=True)
class ProfileExported(Reply, tag="profile_exported", final=True):
    """A profile as the text of one file."""

    profile: ProfilePart
    data: str


@dataclass(frozen=True)
class ErrorReply(Reply, tag="error", final=True, lossy=True):
    """The request failed; `id` is empty where the error belongs to no request.

    Args:
        code: a stable code, one of `errors.ErrorCode`.
        message: one sentence for the artist, saying what to do.
        details: facts for a program, such as the versions that the server speaks.
    """

    code: str
    message: str
    details: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def saying(cls, request_id: str, code: ErrorCode, text: str) -> ErrorReply:
        """Make the reply of a sentence that may quote anything: it is put on one line, and cut."""
        return cls(request_id, code.value, " ".join(text[:MAX_SENTENCE].split()))
