"""The parts that replies are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..swatch import SwatchPart


@dataclass(frozen=True)
class PalettePart:
    """A palette and why it is offered; `kind` is "canvas" or "recommended"."""

    kind: str
    name: str
    swatches: tuple[SwatchPart, ...]
    reason: str = ""


@dataclass(frozen=True)
class ContributionPart:
    """What one attribute ("color=warm") adds to a predicted rating, in stars, and how unsure that is."""

    name: str
    stars: float
    spread: float


@dataclass(frozen=True)
class ExplanationPart:
    """Why a suggestion was made. `base` and the contributions' stars sum to `predicted`; `guess` marks a guess."""

    text: str
    predicted: float
    base: float
    spread: float | None
    guess: bool
    contributions: tuple[ContributionPart, ...] = ()


@dataclass(frozen=True)
class SuggestionPart:
    """One suggestion: what was asked for, the seed, the picture by its hash, its palette, why, and what changed."""

    id: str
    mix: Mapping[str, Mapping[str, float]]
    seed: int
    image: str
    width_px: int
    height_px: int
    palette: tuple[SwatchPart, ...]
    explanation: ExplanationPart
    note: str = ""


@dataclass(frozen=True)
class LayerPart:
    """One separable step of a picture, to be laid over those before it: its image by hash, how, and how strongly.

    `blending` is Krita's name of the mode ("normal", "multiply", "color" …), `opacity` 0 to 1.
    """

    name: str
    image: str
    blending: str
    opacity: float


@dataclass(frozen=True)
class EnginePart:
    """What the engine is, can do, and calls things; see the fields of the same names in `docs/engines.md`."""

    name: str
    title: str
    model: str = ""
    device: str = ""
    abilities: tuple[str, ...] = ()
    dimension_words: Mapping[str, str] = field(default_factory=dict)
    value_words: Mapping[str, str] = field(default_factory=dict)
    first_vary: tuple[str, ...] = ()
    generative: bool = False
    mark: str = ""
    ready: bool = True
    problem: str = ""


@dataclass(frozen=True)
class PackPart:
    """An attribute pack: its name, what the artist reads, and whether its values are proposed."""

    name: str
    title: str
    in_use: bool


@dataclass(frozen=True)
class ProfilePart:
    """One learned taste: its id, its name, how many ratings it rests on."""

    id: str
    name: str
    ratings: int


@dataclass(frozen=True)
class TasteValuePart:
    """What is known of one attribute value: its effect on a rating in stars, and how unsure that is.

    `by_hand` is the effect that the artist set, where one was set; `ratings` how many rated suggestions had the value;
    `why` says why it is suggested or avoided, as what follows its name: "avoided, because of 6 ratings".
    """

    dimension: str
    value: str
    mean: float
    spread: float
    by_hand: float | None = None
    ratings: int = 0
    why: str = ""


@dataclass(frozen=True)
class StartPart:
    """What a profile starts from: "portfolio" or "profiles", in words ("42 paintings"), and the event that said so."""

    kind: str
    text: str
    event: str


@dataclass(frozen=True)
class SignalPart:
    """A kind of implicit signal: whether it counts, how often it was seen, and the stars that it is taken to say.

    `stars` is against the artist's mean rating; None while it was not seen, or does not count.
    """

    kind: str
    on: bool
    seen: int
    stars: float | None = None


@dataclass(frozen=True)
class VarietyPoint:
    """How varied one stretch of suggestions was; `suggestions` is how many there had been at its end.

    `vendi` counts effectively different mixes; `entropy` (0 to 1) says how evenly values were used; `palettes` is the
    mean difference between palettes (OKLab), None where too few are known.
    """

    suggestions: int
    vendi: float
    entropy: float
    palettes: float | None = None


@dataclass(frozen=True)
class VarietyPart:
    """How varied suggestions were over time, as shown and as kept, oldest first; `notice` is said where they narrow.

    `entropy` gives, by dimension, how evenly values were used in the last stretch.
    """

    shown: tuple[VarietyPoint, ...] = ()
    kept: tuple[VarietyPoint, ...] = ()
    entropy: Mapping[str, float] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True)
class EventPart:
    """One entry of a profile's history.

    `kind` is "slate", "rating", "signal", "value" (set by hand), "palette" (rated by itself), "start" (what the taste
    starts from) or "switch" (a signal counts, or does not); `at` seconds since 1970, UTC; `suggestion` the
    suggestion it is about, empty where there is none; `learned` is false where the learn switch was off.
    """

    id: str
    kind: str
    at: float
    suggestion: str = ""
    stars: int | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)
    signal: str = ""
    summary: str = ""
    undone: bool = False
    learned: bool = True


@dataclass(frozen=True)
class LimitsPart:
    """The server's bounds: bytes of a text frame and of a binary frame, pixels of an image's longer side."""

    text_bytes: int
    binary_bytes: int
    image_side_px: int
