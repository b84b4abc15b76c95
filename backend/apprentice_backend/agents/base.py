"""The interface of all agents, and the values that they take and return.

An agent learns one profile's taste over the attribute space. It is a fold over the profile's event log: only `shown`,
`update` and `set_value`, called in the log's order, change it. So undo and forget are a replay without some events.
"""

from __future__ import annotations

import abc
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.signals import SIGNALS

from .constraints import Constraints

# The middle of the scale of 1 to 5 stars. Models of taste predict ratings as distances from it.
MIDDLE_STARS = 3.0
# Contributions and unknown values that are kept of an explanation, the greatest first.
MOST_KEPT = 4

# The measures of a picture that `observe` takes, each scaled to about [0, 1] or [-1, 1] as said there.
MEASURES = (
    "lightness",
    "contrast",
    "chroma",
    "warmth",
    "edge_density",
    "symmetry",
    "balance_x",
    "balance_y",
)


@dataclass(frozen=True)
class Context:
    """The canvas and the subject for which a slate is asked.

    Args:
        features: the canvas' measures by name, a subset of `MEASURES`; empty without a canvas.
        subject: the subject of the picture in the artist's words; empty where unknown.
        palette: the canvas' swatches as "#rrggbb", by decreasing area.
    """

    features: Mapping[str, float] = field(default_factory=dict)
    subject: str = ""
    palette: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "features", MappingProxyType(dict(self.features)))

    def measures(self) -> list[float]:
        """Return the canvas' measures in the order of `MEASURES`, 0 for those that it lacks."""
        return [self.features.get(name, 0.0) for name in MEASURES]

    @classmethod
    def empty(cls) -> Context:
        """Return the context without canvas and subject."""
        return cls()


@dataclass(frozen=True)
class Slate:
    """The suggestions shown together.

    Args:
        mixes: the mix of each suggestion, in the order shown.
        context: the canvas and subject that they were made for.
        id: the slate's id in the store; None where it has none.
    """

    mixes: tuple[AttributeMix, ...]
    context: Context = field(default_factory=Context.empty)
    id: str | None = None


@dataclass(frozen=True)
class Feedback:
    """One thing that the artist said of a suggestion, or did with it.

    Args:
        mix: the suggestion's mix.
        rating: 1 to 5 stars; None where only a signal was given.
        context: the canvas and subject that the suggestion was made for.
        reasons: dimension -> +1 (it made the picture good) or -1 (it made it bad).
        signal: something that the artist did with the suggestion, one of `SIGNALS`.
        slate_id: the slate in which it was shown, so that a pick is read as a preference among its neighbours.
        features: measures of the picture that was shown, by name.

    Raises:
        ValueError: the rating, a reason or the signal is out of range, or there is neither rating nor signal.
    """

    mix: AttributeMix
    rating: float | None = None
    context: Context = field(default_factory=Context.empty)
    reasons: Mapping[str, int] = field(default_factory=dict)
    signal: str | None = None
    slate_id: str | None = None
    features: Mapping[str, float] | None = None

    def __post_init__(self) -> None:
        if self.rating is not None and not 1 <= self.rating <= 5:
            raise ValueError(f"rating must be in 1..5, got {self.rating!r}")
        if self.signal is not None and self.signal not in SIGNALS:
            raise ValueError(f"signal must be one of {', '.join(SIGNALS)}, got {self.signal!r}")
        if self.rating is None and self.signal is None:
            raise ValueError("feedback needs a rating or a signal, got neither")
        for dimension, direction in self.reasons.items():
            if direction not in (-1, 1):
                raise ValueError(f"the reason {dimension} must be +1 or -1, got {direction!r}")


@dataclass(frozen=True)
class Contribution:
    """The part of a prediction that one value, or one pair of values, adds.

    Args:
        name: "color=warm", or "color=warm & mood=joyful" for a pair.
        stars: added to the predicted rating.
        spread: the standard deviation of `stars`; 0 where the agent keeps none.
    """

    name: str
    stars: float
    spread: float = 0.0


@dataclass(frozen=True)
class Explanation:
    """The reasons for a mix, taken from the agent's model: ``base + sum(contributions) == predicted``.

    Args:
        predicted: the expected rating in stars, not clipped to 1..5.
        base: the expected rating of a picture left as painted, in stars.
        contributions: greatest magnitude first.
        spread: the standard deviation of `predicted`; None where the agent keeps none.
        guess: True where the mix has a value, or two values together, that were never rated.
        text: one line for the artist.
        unknown: the values ("color=warm"), or else pairs of values, that were never rated.
    """

    predicted: float
    base: float
    contributions: tuple[Contribution, ...]
    spread: float | None
    guess: bool
    text: str
    unknown: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Return what was expected and why as it is kept: numbers and names of values as JSON, in no language."""
        because = [[item.name, round(item.stars, 2)] for item in self.contributions[:MOST_KEPT]]
        kept = {"stars": round(self.predicted, 2), "because": because, "unknown": list(self.unknown[:MOST_KEPT])}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class TasteValue:
    """The effect of one value on a rating, against the mean of its dimension.

    Args:
        dimension: the value's dimension.
        value: its name.
        mean: the expected effect in stars.
        spread: the standard deviation of the effect in stars; 0 where the agent keeps none.
    """

    dimension: str
    value: str
    mean: float
    spread: float


@dataclass(frozen=True)
class Taste:
    """All that has been learned: an entry for each value, in the space's order, and the number of ratings behind it."""

    values: tuple[TasteValue, ...]
    ratings: int

    def of(self, dimension: str, value: str) -> TasteValue:
        """Return the entry of one value.

        Raises:
            KeyError: the taste has no such entry.
        """
        for entry in self.values:
            if (entry.dimension, entry.value) == (dimension, value):
                return entry
        raise KeyError((dimension, value))


class FeedbackLearner(abc.ABC):
    """Whoever learns from slates, feedback and values set by hand, over one space."""

    takes_values = False
    """True where `set_value` can be called."""

    def __init__(self, space: AttributeSpace) -> None:
        self.space = space

    @abc.abstractmethod
    def shown(self, slate: Slate | Sequence[AttributeMix]) -> None:
        """Take note that these suggestions were shown, so that they are not shown again."""

    @abc.abstractmethod
    def update(self, feedback: Feedback) -> None:
        """Learn from one piece of feedback."""

    def set_value(self, dimension: str, value: str, stars: float | None) -> None:
        """Take a value's effect from the artist: strong evidence, undone by a replay without it.

        `stars` is the effect against the mean of the value's dimension; None takes back what was set.

        Raises:
            ValueError: the space has no such value, or no effects are kept that could be set.
        """
        raise ValueError("no values can be set here")


class Foresight(FeedbackLearner):
    """An agent's belief after a little more feedback, nearly and quickly; the agent itself learns nothing."""

    @abc.abstractmethod
    def taste(self) -> Taste:
        """Return the effect of each value."""

    @abc.abstractmethod
    def best(self) -> AttributeMix:
        """Return the mix of the highest expected rating."""


AgentState = dict[str, Any]


def check_count(count: int) -> None:
    """Raise a `ValueError` where a slate of `count` suggestions is asked for and that is below 1."""
    if count < 1:
        raise ValueError(f"count must be at least 1, got {count!r}")


class Agent(FeedbackLearner):
    """A learner of one taste, made by `agents.create`."""

    name: str
    """The name by which `agents.create` and profiles know it."""
    takes_prior = False
    """True where the constructor takes a prior."""

    def __init__(self, space: AttributeSpace, *, seed: int) -> None:
        super().__init__(space)
        self.seed = seed

    @abc.abstractmethod
    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Propose a slate, without changing the agent's state.

        The choice depends on the state, the seed, the number of slates shown and the arguments, on nothing else.
        Without constraints every dimension varies and its weights sum to 1.

        Args:
            context: the canvas and subject that the slate is for.
            count: the number of mixes, at least 1.
            constraints: the artist's limits; None allows everything.

        Returns:
            `count` mixes, the one believed best first. They are all different, and none was shown before, as long as
            the constraints leave so many.

        Raises:
            ValueError: `count` is below 1, or the constraints name what the space does not have.
        """

    @abc.abstractmethod
    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return the mix of the highest expected rating, without exploring."""

    def set_value(self, dimension: str, value: str, stars: float | None) -> None:
        """Take a value's effect from the artist, as `FeedbackLearner` says; an agent that keeps no effects refuses."""
        raise ValueError(f"the agent {self.name!r} takes no values set by hand: choose 'bayes' for this profile")

    def foresight(self) -> Foresight | None:
        """Return what foresees the taste after more feedback; None where this agent cannot, or not without a fit."""
        return None

    def signal_stars(self) -> dict[str, float]:
        """Return the stars above the mean rating that each signal seen so far stands for; empty if none is learned."""
        return {}

    @abc.abstractmethod
    def explain(self, mix: AttributeMix, context: Context) -> Explanation:
        """Explain `mix` by the agent's model."""

    @abc.abstractmethod
    def taste(self) -> Taste:
        """Return the effect of each value, as learned so far."""

    @abc.abstractmethod
    def state(self) -> AgentState:
        """Return all that the agent has learned as JSON data: "agent", "version", and its own fields.

        Networks go in as base64 of safetensors under "tensors". Equal histories give equal states.
        """

    @abc.abstractmethod
    def restore(self, state: AgentState) -> None:
        """Take back a state that `state` returned.

        Raises:
            ValueError: the state is of another agent, another space, or another version.
        """
