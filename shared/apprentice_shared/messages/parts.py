"""The parts that replies are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..swatch import SwatchPart


@dataclass(frozen=True)
class PalettePart:
    """A palette, and one line on why it is offered; `kind` is "canvas", "recommended" or the name of a tool."""

    kind: str
    name: str
    swatches: tuple[SwatchPart, ...]
    reason: str = ""


@dataclass(frozen=True)
class ContributionPart:
    """The effect of one attribute ("color=warm") on a predicted rating, in stars: mean and standard deviation."""

    name: str
    stars: float
    spread: float


@dataclass(frozen=True)
class ExplanationPart:
    """The reason for a suggestion, and the rating predicted for it.

    `predicted` = `base` + the sum of the contributions' stars; `spread` is its standard deviation, None where none is
    kept. `guess` says that the mix goes outside what is known, `unknown` by which values ("color=warm"), or pairs of
    values ("color=warm & mood=joyful"). `effects` are those of the mix's values as the taste tells them: each against
    the mean of its dimension.
    """

    text: str
    predicted: float
    base: float
    spread: float | None
    guess: bool
    contributions: tuple[ContributionPart, ...] = ()
    unknown: tuple[str, ...] = ()
    effects: tuple[ContributionPart, ...] = ()


@dataclass(frozen=True)
class SuggestionPart:
    """One suggestion: its mix and seed, the picture by its hash, the picture's palette, why, and what was changed.

    `other` says that it is meant to be something else than the first of its slate, `made_up` that its scene was made up
    because the canvas is blank. `intent` is the word for what the
    slate was to show, empty where it was asked for without an intent.
    """

    id: str
    mix: Mapping[str, Mapping[str, float]]
    seed: int
    image: str
    width_px: int
    height_px: int
    palette: tuple[SwatchPart, ...]
    explanation: ExplanationPart
    note: str = ""
    other: bool = False
    intent: str = ""
    made_up: bool = False


@dataclass(frozen=True)
class LayerPart:
    """One separable step of a picture, to be laid over the steps before it.

    `image` is a hash, `blending` Krita's name of the mode ("normal", "multiply", "color" …), `opacity` 0 to 1.
    """

    name: str
    image: str
    blending: str
    opacity: float


@dataclass(frozen=True)
class EnginePart:
    """An engine, its abilities and its words for the attributes; the fields are explained in `docs/engines.md`."""

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
    intents: Mapping[str, str] = field(default_factory=dict)
    alone: tuple[str, ...] = ()


@dataclass(frozen=True)
class EngineChoicePart:
    """An engine that is installed: its name, its title, and what it is in a sentence for an artist.

    `generative` says that its pictures come from an AI image model; `problem` is a sentence on what to do where it is
    not `ready`; `in_use` says that it renders unless a request names another.
    """

    name: str
    title: str
    about: str
    generative: bool = False
    ready: bool = True
    problem: str = ""
    in_use: bool = False


@dataclass(frozen=True)
class NotedPart:
    """A belief that a rating has changed clearly.

    The value is liked from now on (`direction` 1), liked less (-1), or neither can be said of it any longer (0).
    """

    dimension: str
    value: str
    direction: int


@dataclass(frozen=True)
class PackPart:
    """An attribute pack: its name, its title for the artist, and whether its values are proposed."""

    name: str
    title: str
    in_use: bool


@dataclass(frozen=True)
class ProfilePart:
    """One learned taste: its id, its name, and the number of ratings that it rests on."""

    id: str
    name: str
    ratings: int


@dataclass(frozen=True)
class TasteValuePart:
    """The effect of one attribute value on a rating, in stars: `mean` and standard deviation `spread`.

    `by_hand` is the effect that the artist set, where one was set; `ratings` the number of rated suggestions with the
    value; `why` says why it is suggested or avoided, in words that follow its name: "avoided, because of 6 ratings".
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
    """A starting point of a profile: "portfolio" or "profiles", in words ("42 paintings"), and the event's id.

    The same in numbers: `count` pictures or profiles, of pictures out of `found`, and `unread` that could not be read.
    """

    kind: str
    text: str
    event: str
    count: int = 0
    found: int = 0
    unread: int = 0


@dataclass(frozen=True)
class SignalPart:
    """A kind of implicit signal: whether it counts, how often it was seen, and the stars that it stands for.

    `stars` is against the artist's mean rating; None while the signal was not seen, or does not count.
    """

    kind: str
    on: bool
    seen: int
    stars: float | None = None


@dataclass(frozen=True)
class VarietyPoint:
    """The variety of one stretch of suggestions; at its end, `suggestions` had been made in all.

    `vendi` counts effectively different mixes; `entropy` (0 to 1) says how evenly values were used; `palettes` is the
    mean difference between palettes (OKLab), None where too few are known.
    """

    suggestions: int
    vendi: float
    entropy: float
    palettes: float | None = None


@dataclass(frozen=True)
class VarietyPart:
    """The variety of suggestions over time, as shown and as kept, oldest first; `notice` is a line where it narrows.

    `entropy` says, for each dimension, how evenly values were used in the last stretch, 0 to 1.
    """

    shown: tuple[VarietyPoint, ...] = ()
    kept: tuple[VarietyPoint, ...] = ()
    entropy: Mapping[str, float] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True)
class EventPart:
    """One entry of a profile's history.

    `kind` names the kind of event: "slate", "rating", "signal" or one of those that are about no suggestion; `at` is in
    seconds since 1970, UTC; `suggestion` is empty where there is none; `summary` tells the event's subject in a line;
    `learned` is false where the learn switch was off.
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
