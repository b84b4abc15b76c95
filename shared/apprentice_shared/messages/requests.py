"""Requests about a connection and about pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..attributes import AttributeMix
from ..bounds import (
    COUNT,
    DEFAULT_COUNT,
    DEFAULT_FEEDBACK,
    DEFAULT_PREVIEW_PX,
    DEFAULT_SIDE_PX,
    DEFAULT_STRENGTH,
    DEFAULT_SURPRISE,
    MAX_LANGUAGE,
    MAX_PATH,
    MAX_RULING,
    MAX_SUBJECT,
    MAX_WORD,
    NUMBER,
    PREVIEW_PX,
    SEED,
    SHARE,
    SIDE_PX,
)
from .base import Message, Request, check_color, check_hash, check_id, check_length, check_texts


@dataclass(frozen=True)
class Hello(Message, tag="hello", lossy=True):
    """The first message of a connection.

    Args:
        protocol: the version of the protocol that the client speaks.
        nonce_c: 64 hexadecimal digits in lower case, chosen at random for this connection alone.
        client_id: chosen once per client; results are kept under it across connections.
        client: name and version, for the log.
        pixel_formats: the formats that the client can read, best first, of "rgba", "png", "webp".
        last_seq: the last numbered message that arrived, 0 for none.
        instance: the `Welcome.instance` that `last_seq` belongs to, empty at first.
        language: the language in which the client is spoken to, as BCP 47 or a locale names it ("pt-BR", "de_AT");
            empty, or one that the server does not know, for English.
    """

    protocol: int
    nonce_c: str
    client_id: str
    client: str = ""
    pixel_formats: tuple[str, ...] = ("rgba",)
    last_seq: int = 0
    instance: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        check_hash("nonce_c", self.nonce_c)
        check_id("client_id", self.client_id)
        check_length("client", self.client, 200)
        check_texts("pixel_formats", self.pixel_formats, MAX_WORD, 16)
        NUMBER.check("last_seq", self.last_seq)
        check_length("instance", self.instance, 36)
        check_length("language", self.language, MAX_LANGUAGE)


@dataclass(frozen=True)
class Prove(Message, tag="prove"):
    """The client's answer to `Challenge`, once that has proved the server.

    Args:
        proof: HMAC-SHA-256 with the token as key, over "client", the port and both nonces; 64 hexadecimal digits.
    """

    proof: str

    def __post_init__(self) -> None:
        check_hash("proof", self.proof)


@dataclass(frozen=True)
class Acknowledge(Message, tag="acknowledge"):
    """All kept messages up to number `up_to` have arrived; the server forgets them."""

    up_to: int

    def __post_init__(self) -> None:
        NUMBER.check("up_to", self.up_to)


@dataclass(frozen=True)
class Suggest(Request, tag="suggest"):
    """Ask for one slate.

    Args:
        profile: a profile's id or name; empty for the default one.
        width_px: the width of the pictures wanted, 16 to 8192.
        height_px: the height of the pictures wanted, 16 to 8192.
        canvas: hash of the canvas' image; empty for none.
        document: an opaque name of the painting, so that its slates can be told apart.
        subject: what the picture shows, in words.
        vary: dimensions that may move; None for all.
        locks: dimension -> value -> weight that every suggestion must carry.
        bans: "dimension=value" that must not appear.
        surprise: 0 familiar to 1 surprising.
        count: how many suggestions, 1 to 16.
        seed: fixes the pictures' seeds; None lets the server choose.
        strength: 0 keeps the canvas, 1 may repaint all of it.
        feedback: how much rated pictures and values reach into an engine that learns from them, 0 not at all to 1.
        palette: swatches as "#rrggbb" that rule the colour; empty leaves colour to the mix.
        preview_px: longer side of previews; 0 for none.
        engine: which engine; empty for the server's own.
        model: which model it should use; empty for its default.
        device: where it should run; empty for the server's own choice.
        learn: whether what is said of this slate teaches the profile.
        packs: attribute packs whose values may be proposed beside the built-in ones; None for those in use.
        taste: whether what the profile has learned chooses; False proposes as to a newcomer.
        intent: what all pictures are to show, one of the engine's `intents` by name; empty for none.
        amount: 0 shows the canvas, 1 the whole studies; less than 1 from an engine with the ability "amount".
    """

    profile: str = ""
    width_px: int = DEFAULT_SIDE_PX
    height_px: int = DEFAULT_SIDE_PX
    canvas: str = ""
    document: str = ""
    subject: str = ""
    vary: tuple[str, ...] | None = None
    locks: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    bans: tuple[str, ...] = ()
    surprise: float = DEFAULT_SURPRISE
    count: int = DEFAULT_COUNT
    seed: int | None = None
    strength: float = DEFAULT_STRENGTH
    feedback: float = DEFAULT_FEEDBACK
    palette: tuple[str, ...] = ()
    preview_px: int = DEFAULT_PREVIEW_PX
    engine: str = ""
    model: str = ""
    device: str = ""
    learn: bool = True
    packs: tuple[str, ...] | None = None
    taste: bool = True
    amount: float = 1.0
    intent: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        SIDE_PX.check("width_px", self.width_px)
        SIDE_PX.check("height_px", self.height_px)
        if self.canvas:
            check_hash("canvas", self.canvas)
        check_length("document", self.document, 200)
        check_length("subject", self.subject, MAX_SUBJECT)
        if self.vary is not None:
            check_texts("vary", self.vary, MAX_WORD)
        check_texts("locks", self.locks, MAX_WORD)
        for weights in self.locks.values():
            check_texts("locks", weights, MAX_WORD)
        AttributeMix.from_dict(self.locks)
        check_texts("bans", self.bans, 2 * MAX_WORD + 1)
        SHARE.check("surprise", self.surprise)
        COUNT.check("count", self.count)
        if self.seed is not None:
            SEED.check("seed", self.seed)
        SHARE.check("strength", self.strength)
        SHARE.check("feedback", self.feedback)
        SHARE.check("amount", self.amount)
        check_length("intent", self.intent, MAX_WORD)
        check_texts("palette", self.palette, MAX_WORD, MAX_RULING)
        for swatch in self.palette:
            check_color("palette", swatch)
        PREVIEW_PX.check("preview_px", self.preview_px)
        for name, value in (("engine", self.engine), ("device", self.device)):
            check_length(name, value, MAX_WORD)
        check_length("model", self.model, MAX_PATH)
        if self.packs is not None:
            check_texts("packs", self.packs, MAX_WORD)


@dataclass(frozen=True)
class Render(Request, tag="render"):
    """Render a suggestion again: at the size it is to be inserted at, or as layers.

    Args:
        suggestion: the suggestion's id.
        width_px: the width of the picture wanted, 16 to 8192.
        height_px: the height of the picture wanted, 16 to 8192.
        canvas: hash of the canvas' image, in any size; empty for none.
        layers: whether the picture's separable steps are wanted too, from an engine with the ability "layers".
        amount: 0 for the canvas to 1 for the whole study, from an engine with the ability "amount"; None as it was
            shown with its slate.
    """

    suggestion: str
    width_px: int
    height_px: int
    canvas: str = ""
    layers: bool = False
    amount: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_id("suggestion", self.suggestion)
        SIDE_PX.check("width_px", self.width_px)
        SIDE_PX.check("height_px", self.height_px)
        if self.canvas:
            check_hash("canvas", self.canvas)
        if self.amount is not None:
            SHARE.check("amount", self.amount)


@dataclass(frozen=True)
class SetPacks(Request, tag="set_packs"):
    """Use these attribute packs, by their names, and no others: their values are proposed, locked, banned, learned."""

    in_use: tuple[str, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        check_texts("in_use", self.in_use, MAX_WORD)


@dataclass(frozen=True)
class GetEngines(Request, tag="get_engines"):
    """Ask which engines are installed, and which of them is in use."""


@dataclass(frozen=True)
class SetEngine(Request, tag="set_engine"):
    """Let this engine render what names no other, from now on; it is remembered."""

    engine: str

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("engine", self.engine, MAX_WORD, 1)


@dataclass(frozen=True)
class Cancel(Request, tag="cancel"):
    """Stop the request `target`; it answers with `RequestCancelled`, unless its result is already on the way."""

    target: str

    def __post_init__(self) -> None:
        super().__post_init__()
        check_id("target", self.target)


@dataclass(frozen=True)
class GetImage(Request, tag="get_image"):
    """Ask for an image by its hash."""

    image: str

    def __post_init__(self) -> None:
        super().__post_init__()
        check_hash("image", self.image)
