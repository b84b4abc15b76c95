"""The engine interface: a request, the events and images that answer it, and the class that every engine is.

An engine turns attribute mixes into pictures. It knows no agent, no profile and no socket.
"""

from __future__ import annotations

import abc
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.bounds import DEFAULT_FEEDBACK, DEFAULT_PREVIEW_PX, DEFAULT_STRENGTH, SEED, SHARE, SIDE_PX
from apprentice_shared.language import Sentence, later, tr
from apprentice_shared.swatch import is_hex_color

# sRGB with straight alpha, shape (height, width, 4), 0 to 255.
Pixels = NDArray[np.uint8]

# The ability of an engine that renders small pictures in a moment, from the canvas alone.
PROOFS = "proofs"
AMOUNT = "amount"
# The ability of an engine that makes studies with an intent, such as dusk: `EngineInfo.intents` has their names.
INTENTS = "intents"
# The part of a note that says that the canvas held nothing to make a study of.
MADE_UP = later("a scene made up, for the page is blank")


@dataclass(frozen=True)
class Layer:
    """One separable step of an image, to be laid over those before it.

    Args:
        name: its name for the artist, e.g. "Light".
        pixels: shape (height, width, 4), as large as the image.
        blending: Krita's name of the blending mode: "normal", "multiply", "screen", "color", "luminize" …
        opacity: 0 to 1.
    """

    name: str
    pixels: Pixels
    blending: str = "normal"
    opacity: float = 1.0


@dataclass(frozen=True)
class Note:
    """The changes in a picture, for an artist who wants to paint it: parts of a sentence, in no language yet."""

    parts: tuple[Sentence, ...] = ()

    @property
    def is_made_up(self) -> bool:
        """True where it says that the scene was made up, because the canvas is blank."""
        return any(part.text == MADE_UP for part in self.parts)

    def __str__(self) -> str:
        """Put the note into the words of the language in use; empty for no parts."""
        # Translators: what stands between the parts of a note, spaces included
        changes = tr(", ", context="note").join(map(str, self.parts))
        return tr("{changes}.", changes=changes[:1].upper() + changes[1:]) if changes else ""

    def to_text(self) -> str:
        """Return the note as it is kept: codes and values as JSON, empty for no parts."""
        parts = [part.to_data() for part in self.parts]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")) if parts else ""


@dataclass(frozen=True)
class Image:
    """One rendered suggestion.

    Args:
        pixels: shape (height, width, 4), uint8, sRGB with straight alpha.
        note: what was changed.
        layers: the same picture as separable steps over the canvas, bottom first; empty where it has none.
    """

    pixels: Pixels
    note: Note = Note()
    layers: tuple[Layer, ...] = ()

    @property
    def width_px(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height_px(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True)
class RenderRequest:
    """A request to render one image per mix.

    Args:
        mixes: one attribute mix per image; "as painted" leaves that aspect exactly alone.
        seeds: one seed per image, 0 to 2**31 - 1; the same request with the same seed gives the same pixels.
        width_px: the width of every image returned, 16 to 8192.
        height_px: the height of every image returned, 16 to 8192.
        canvas: the artist's painting, in any size; None on an empty canvas.
        subject: the picture's subject, in words; engines without a text model ignore it.
        strength: 0 keeps the canvas, 1 may repaint all of it; image to image only.
        bans: (dimension, value) pairs that the artist never wants, for a negative prompt.
        palette: swatches as "#rrggbb" that rule the colour; empty leaves colour to the mix.
        palette_amount: how far they rule it, 0 (not at all) to 1, from an engine with the ability `AMOUNT`.
        preview_px: longer side of previews; 0 asks for none.
        avoid: values that the artist has rated low, by weight; milder than bans, for a negative prompt.
        liked: pictures by this engine or the artist that were rated 4 or 5, in any size, the best first.
        disliked: the same, rated 1 or 2, the worst first.
        feedback: weight of `liked` and `disliked`, 0 (none) to 1.
        near_seed: the seed of a picture that the artist wants more of; None for none.
        nearness: from 0, as without a `near_seed`, to 1, where all images start from it.
        paper: the colour behind transparent parts of the canvas, as "#rrggbb".
        layers: whether images should carry their layers, from an engine with the ability "layers".
        intent: the name of what all pictures are to show, such as "dusk", under their mixes; empty for none.
        intent_amount: of the intent, 0 (as without it) to 1.
        proof_px: longer side of proofs: small pictures of the same studies, made in a moment and without notes, by an
            engine with the ability `PROOFS`; 0 for pictures of the size asked for.

    Raises:
        ValueError: there is no mix, the seeds are not as many as the mixes, or a number or colour is out of range.
    """

    mixes: tuple[AttributeMix, ...]
    seeds: tuple[int, ...]
    width_px: int
    height_px: int
    canvas: Pixels | None = None
    subject: str = ""
    strength: float = DEFAULT_STRENGTH
    bans: frozenset[tuple[str, str]] = frozenset()
    palette: tuple[str, ...] = ()
    palette_amount: float = 1.0
    preview_px: int = DEFAULT_PREVIEW_PX
    avoid: AttributeMix = AttributeMix({})  # noqa: RUF009 -- frozen, so that sharing it is safe
    liked: tuple[Pixels, ...] = ()
    disliked: tuple[Pixels, ...] = ()
    feedback: float = DEFAULT_FEEDBACK
    near_seed: int | None = None
    nearness: float = 0.7
    paper: str = "#ffffff"
    layers: bool = False
    proof_px: int = 0
    intent: str = ""
    intent_amount: float = 1.0

    def __post_init__(self) -> None:
        if not self.mixes:
            raise ValueError("mixes must hold at least one mix, got none")
        if len(self.seeds) != len(self.mixes):
            raise ValueError(f"seeds must be as many as mixes ({len(self.mixes)}), got {len(self.seeds)}")
        near = () if self.near_seed is None else (self.near_seed,)
        if not all(seed in SEED for seed in (*self.seeds, *near)):
            raise ValueError(f"seeds must be in 0..2**31-1, got {(*self.seeds, *near)!r}")
        for name, side in (("width_px", self.width_px), ("height_px", self.height_px)):
            if side not in SIDE_PX:
                raise ValueError(f"{name} must be in {SIDE_PX.low}..{SIDE_PX.high}, got {side!r}")
        if self.proof_px and self.proof_px not in SIDE_PX:
            raise ValueError(f"proof_px must be 0 or in {SIDE_PX.low}..{SIDE_PX.high}, got {self.proof_px!r}")
        for name in ("strength", "palette_amount", "feedback", "nearness", "intent_amount"):
            if getattr(self, name) not in SHARE:
                raise ValueError(f"{name} must be in [0, 1], got {getattr(self, name)!r}")
        for color in (*self.palette, self.paper):
            if not is_hex_color(color, any_case=True):
                raise ValueError(f"palette and paper must look like '#1f2e3d', got {color!r}")


@dataclass(frozen=True)
class Progressed:
    """The progress of the whole request.

    Args:
        fraction: 0 to 1, never falling within one request.
        stage: the work that goes on, in words for the artist; may be empty.
        seconds_left: an estimate; None where there is none.
    """

    fraction: float
    stage: str = ""
    seconds_left: float | None = None


@dataclass(frozen=True)
class Previewed:
    """A rough version of image `index`, reported before the image is done."""

    index: int
    pixels: Pixels


@dataclass(frozen=True)
class Rendered:
    """Image `index`, done. Each index comes once, in any order."""

    index: int
    image: Image


@dataclass(frozen=True)
class Noticed:
    """One sentence for the artist, such as "not enough memory for four at once: two at a time"."""

    text: str


RenderEvent = Progressed | Previewed | Rendered | Noticed


@dataclass(frozen=True)
class EngineInfo:
    """The description of an engine: its names, its abilities, and whether it is ready.

    Args:
        name: as `--engine` takes it, one of `engines.NAMES`.
        title: the name that the panel shows.
        model: the model's id or folder; empty where there is none.
        device: "cpu", "cuda:0 NVIDIA …"; for the artist to read.
        abilities: among "subject" (reads words), "canvas" (works from the canvas), "blank" (works without one),
            "strength", "layers", "palette", "feedback" (learns from liked and disliked pictures), "near_seed",
            `AMOUNT` (a mix with smaller weights is the same picture nearer the canvas), `PROOFS`, `INTENTS`.
        dimension_words: attribute dimension -> the panel's word for it.
        value_words: "dimension=value" -> the panel's word for the value, where it differs from its name.
        first_vary: dimensions that the first slate varies; empty for all.
        alone: dimensions that are not mixed into suggestions in which others may move, such as a framing.
        intents: name of an intent -> the panel's word for it; empty without the ability `INTENTS`.
        against: name of an intent -> (dimension, value) pairs that contradict it, where there are any.
        native_px: side of the square in which it paints its finest; 0 for an engine that is as fine as the canvas.
        max_values: bound on the values per dimension of a mix that is proposed to this engine; None for no bound.
        generative: whether pictures come from an AI image model, and must be marked so.
        mark: the note on the picture's origin in layers and files.
        ready: whether it can render now.
        problem: one sentence that says what to do, where the engine is not ready.
        about: what it is, in a sentence for an artist who chooses between engines.
    """

    name: str
    title: str
    model: str = ""
    device: str = "cpu"
    abilities: frozenset[str] = frozenset()
    dimension_words: Mapping[str, str] = field(default_factory=dict)
    value_words: Mapping[str, str] = field(default_factory=dict)
    first_vary: tuple[str, ...] = ()
    alone: frozenset[str] = frozenset()
    intents: Mapping[str, str] = field(default_factory=dict)
    against: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    native_px: int = 0
    max_values: int | None = None
    generative: bool = False
    mark: str = ""
    ready: bool = True
    problem: str = ""
    about: str = ""


class Engine(abc.ABC):
    """Renders attribute mixes. One render at a time; any thread may call, `close` included."""

    @abc.abstractmethod
    def describe(self) -> EngineInfo:
        """Describe this engine, quickly: no model is loaded for the answer."""

    @abc.abstractmethod
    def render(self, request: RenderRequest, on_event: Callable[[RenderEvent], None], cancelled: Event) -> list[Image]:
        """Render one image per mix of the request.

        Args:
            request: the mixes and all that they are rendered from.
            on_event: called on this thread with progress, previews, and each image as soon as it is done.
            cancelled: read between steps; once it is set, nothing more is reported.

        Returns:
            The images in the order of the mixes.

        Raises:
            Cancelled: `cancelled` was set.
            EngineNotReady: something must be installed or downloaded first.
            EngineOutOfMemory: the request did not fit, by any of the ways that the engine knows.
            EngineError: anything else that went wrong, in one sentence.
        """

    @abc.abstractmethod
    def close(self) -> None:
        """Free the engine's memory; a later `render` takes it again. Closing twice is harmless."""
