"""Messages from client to server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..attributes import AttributeMix
from .base import MAX_NAME, MAX_SUBJECT, Message, Request, check_color, check_hash, check_id, check_length, check_range

MAX_COUNT = 16
MAX_SIDE_PX = 8192
SIGNAL_KINDS = ("picked", "inserted", "insert_undone", "palette_pulled", "more_like_this", "dismissed")


@dataclass(frozen=True)
class Hello(Message):
    """The first message of a connection.

    Args:
        protocol: the version of the protocol that the client speaks.
        token: the content of the token file in the data folder.
        client_id: chosen once per client; results are kept under it across connections.
        client: name and version, for the log.
        pixel_formats: what the client can read, best first, of "rgba", "png", "webp".
        last_seq: the last numbered message that arrived, 0 for none.
        instance: the `Welcome.instance` that `last_seq` belongs to, empty at first.
    """

    type: ClassVar[str] = "hello"

    protocol: int
    token: str
    client_id: str
    client: str = ""
    pixel_formats: tuple[str, ...] = ("rgba",)
    last_seq: int = 0
    instance: str = ""

    def __post_init__(self) -> None:
        check_id("client_id", self.client_id)
        check_length("token", self.token, 200)
        check_length("client", self.client, 200)
        check_length("instance", self.instance, 36)


@dataclass(frozen=True)
class Acknowledge(Message):
    """All kept messages up to number `up_to` have arrived; the server forgets them."""

    type: ClassVar[str] = "acknowledge"

    up_to: int


@dataclass(frozen=True)
class Suggest(Request):
    """Ask for one slate.

    Args:
        profile: a profile's id or name; empty for the default one.
        width_px: the width of the pictures wanted, 16 to 8192.
        height_px: their height, likewise.
        canvas: hash of the canvas' image; empty for none.
        document: an opaque name of the painting, so that its slates can be told apart.
        subject: what the picture shows, in words.
        vary: dimensions that may move; None for all.
        locks: dimension -> weights that every suggestion must carry.
        bans: "dimension=value" that must not appear.
        surprise: 0 familiar to 1 surprising.
        count: how many suggestions, 1 to 16.
        seed: fixes the pictures' seeds; None lets the server choose.
        strength: 0 keeps the canvas, 1 may repaint all of it.
        palette: swatches as "#rrggbb" that rule the colour; empty leaves colour to the mix.
        preview_px: longer side of previews; 0 for none.
        engine: which engine; empty for the server's own.
        model: which model it should use; empty for its default.
        device: where it should run; empty for the server's own choice.
        learn: whether what is said of this slate teaches the profile.
    """

    type: ClassVar[str] = "suggest"

    profile: str = ""
    width_px: int = 1024
    height_px: int = 1024
    canvas: str = ""
    document: str = ""
    subject: str = ""
    vary: tuple[str, ...] | None = None
    locks: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    bans: tuple[str, ...] = ()
    surprise: float = 0.5
    count: int = 4
    seed: int | None = None
    strength: float = 0.6
    palette: tuple[str, ...] = ()
    preview_px: int = 512
    engine: str = ""
    model: str = ""
    device: str = ""
    learn: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("profile", self.profile, MAX_NAME)
        check_range("width_px", self.width_px, 16, MAX_SIDE_PX)
        check_range("height_px", self.height_px, 16, MAX_SIDE_PX)
        if self.canvas:
            check_hash("canvas", self.canvas)
        check_length("document", self.document, 200)
        check_length("subject", self.subject, MAX_SUBJECT)
        AttributeMix.from_dict(self.locks)
        check_range("surprise", self.surprise, 0, 1)
        check_range("count", self.count, 1, MAX_COUNT)
        if self.seed is not None:
            check_range("seed", self.seed, 0, 2**31 - 1)
        check_range("strength", self.strength, 0, 1)
        for swatch in self.palette:
            check_color("palette", swatch)
        check_range("preview_px", self.preview_px, 0, 1024)


@dataclass(frozen=True)
class Render(Request):
    """Render a suggestion again: at the size it is to be inserted at, or as layers.

    Args:
        suggestion: its id.
        width_px: the width of the picture wanted, 16 to 8192.
        height_px: its height, likewise.
        canvas: hash of the canvas' image, as large as one likes; empty for none.
        layers: whether its separable steps are wanted too, from an engine with the ability "layers".
    """

    type: ClassVar[str] = "render"

    suggestion: str
    width_px: int
    height_px: int
    canvas: str = ""
    layers: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        check_id("suggestion", self.suggestion)
        check_range("width_px", self.width_px, 16, MAX_SIDE_PX)
        check_range("height_px", self.height_px, 16, MAX_SIDE_PX)
        if self.canvas:
            check_hash("canvas", self.canvas)


@dataclass(frozen=True)
class Cancel(Request):
    """Stop the request `target`; it answers with `RequestCancelled`, unless its result is already on the way."""

    type: ClassVar[str] = "cancel"

    target: str

    def __post_init__(self) -> None:
        super().__post_init__()
        check_id("target", self.target)


@dataclass(frozen=True)
class Rate(Request):
    """Rate a suggestion. The request's id is the rating's id: sent twice, it counts once.

    A later rating of the same suggestion takes the earlier one's place.

    Args:
        stars: 1 to 5.
        reasons: dimension -> +1 (it made the picture good) or -1 (it made it bad).
        at: when it was given, seconds since 1970, UTC; None for now.
        learn: whether it teaches the profile.
    """

    type: ClassVar[str] = "rate"

    suggestion: str
    stars: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    at: float | None = None
    learn: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        check_id("suggestion", self.suggestion)
        if not 1 <= self.stars <= 5:
            raise ValueError(f"stars must be a whole number from 1 to 5, got {self.stars}")
        for dimension, direction in self.reasons.items():
            if direction not in (-1, 1):
                raise ValueError(f"the reason {dimension} must be 1 (good) or -1 (bad), got {direction}")


@dataclass(frozen=True)
class Signal(Request):
    """Tell what the artist did with a suggestion; `kind` is one of `SIGNAL_KINDS`. Idempotent by id, like `Rate`."""

    type: ClassVar[str] = "signal"

    suggestion: str
    kind: str
    at: float | None = None
    learn: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        check_id("suggestion", self.suggestion)
        if self.kind not in SIGNAL_KINDS:
            raise ValueError(f"kind must be one of {', '.join(SIGNAL_KINDS)}, got {self.kind[:40]!r}")


@dataclass(frozen=True)
class SetValue(Request):
    """Set what an attribute value does to a rating, by hand: strong evidence, taken back with `Undo`.

    Args:
        stars: its effect against the mean of its dimension, -4 to 4; None lets it be learned from ratings again.
    """

    type: ClassVar[str] = "set_value"

    dimension: str
    value: str
    stars: float | None
    profile: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.stars is not None:
            check_range("stars", self.stars, -4, 4)


@dataclass(frozen=True)
class RatePalette(Request):
    """Rate a palette by itself: it teaches what palettes are recommended, and the colour side of the taste.

    Args:
        swatches: 1 to 16 colours as "#rrggbb".
        stars: 1 to 5.
    """

    type: ClassVar[str] = "rate_palette"

    swatches: tuple[str, ...]
    stars: int
    profile: str = ""
    at: float | None = None
    learn: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        check_range("the number of swatches", len(self.swatches), 1, 16)
        for swatch in self.swatches:
            check_color("swatch", swatch)
        if not 1 <= self.stars <= 5:
            raise ValueError(f"stars must be a whole number from 1 to 5, got {self.stars}")


@dataclass(frozen=True)
class Undo(Request):
    """Take back the event `event`, whatever was said; empty takes back the profile's last one."""

    type: ClassVar[str] = "undo"

    profile: str = ""
    event: str = ""


@dataclass(frozen=True)
class Forget(Request):
    """Delete all that a profile holds since a moment (seconds since 1970, UTC), for good."""

    type: ClassVar[str] = "forget"

    since: float
    profile: str = ""


@dataclass(frozen=True)
class GetImage(Request):
    """Ask for an image by its hash."""

    type: ClassVar[str] = "get_image"

    image: str

    def __post_init__(self) -> None:
        super().__post_init__()
        check_hash("image", self.image)


@dataclass(frozen=True)
class GetTaste(Request):
    """Ask what a profile has learned."""

    type: ClassVar[str] = "get_taste"

    profile: str = ""


@dataclass(frozen=True)
class GetHistory(Request):
    """Ask for a profile's last `limit` events, newest first, 1 to 1000."""

    type: ClassVar[str] = "get_history"

    profile: str = ""
    limit: int = 50

    def __post_init__(self) -> None:
        super().__post_init__()
        check_range("limit", self.limit, 1, 1000)


@dataclass(frozen=True)
class RecommendPalettes(Request):
    """Ask for palettes that fit the profile's taste and the canvas (by its hash; empty for none)."""

    type: ClassVar[str] = "recommend_palettes"

    profile: str = ""
    canvas: str = ""
    count: int = 3
    size: int = 5

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.canvas:
            check_hash("canvas", self.canvas)
        check_range("count", self.count, 1, MAX_COUNT)
        check_range("size", self.size, 1, 16)


@dataclass(frozen=True)
class GetProfiles(Request):
    """Ask for all profiles."""

    type: ClassVar[str] = "get_profiles"


@dataclass(frozen=True)
class CreateProfile(Request):
    """Make a profile; with `copy_of` it starts with all that another one has learned."""

    type: ClassVar[str] = "create_profile"

    name: str
    copy_of: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("name", self.name.strip(), MAX_NAME, 1)


@dataclass(frozen=True)
class RenameProfile(Request):
    """Give a profile another name."""

    type: ClassVar[str] = "rename_profile"

    profile: str
    name: str

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("name", self.name.strip(), MAX_NAME, 1)


@dataclass(frozen=True)
class ResetProfile(Request):
    """Delete all that a profile has learned; its name stays."""

    type: ClassVar[str] = "reset_profile"

    profile: str


@dataclass(frozen=True)
class DeleteProfile(Request):
    """Delete a profile and all that it has learned."""

    type: ClassVar[str] = "delete_profile"

    profile: str


@dataclass(frozen=True)
class ExportProfile(Request):
    """Ask for a profile as one small file, without pixels."""

    type: ClassVar[str] = "export_profile"

    profile: str


@dataclass(frozen=True)
class ImportProfile(Request):
    """Make a profile from the text of an exported file; `name` replaces the name in it."""

    type: ClassVar[str] = "import_profile"

    data: str
    name: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("name", self.name, MAX_NAME)
