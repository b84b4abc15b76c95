"""The interface of all agents, and the values that they take and return.

An agent learns one profile's taste over the attribute space. It is a fold over the profile's event log: only `shown`,
`update` and `set_value`, called in the log's order, change it. So undo and forget are a replay without some events.
"""

from __future__ import annotations

import abc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.signals import SIGNALS

from .beliefs import Explanation, Taste
from .constraints import Constraints
from .space.design import Floats
from .wishes import SlateWishes

# The middle of the scale of 1 to 5 stars. Models of taste predict ratings as distances from it.
MIDDLE_STARS = 3.0

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
        intent: the intent that the picture was made with, beside its mix; empty for none.

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
    intent: str = ""

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


def check_features(mixes: Sequence[AttributeMix], features: Sequence[object] | None) -> None:
    """Raise a `ValueError` where there are measures of pictures, and not as many as mixes."""
    if features is not None and len(features) != len(mixes):
        raise ValueError(f"features must be as many as the mixes ({len(mixes)}), got {len(features)}")


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
    def survey(self, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Return mixes from all over what the constraints allow, whatever is believed of them.

        Args:
            count: the number of mixes, at least 1.
            constraints: the artist's limits; None allows everything.

        Returns:
            As `suggest`, in no order of worth.

        Raises:
            ValueError: as `suggest`.
        """

    @abc.abstractmethod
    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return the mix of the highest expected rating, without exploring."""

    @abc.abstractmethod
    def expected(
        self,
        mixes: Sequence[AttributeMix],
        context: Context,
        features: Sequence[Mapping[str, float] | None] | None = None,
    ) -> tuple[Floats, Floats]:
        """Return the expected ratings of mixes, in stars, not clipped to 1..5, and their standard deviations.

        Args:
            mixes: any number of them; "as painted" stands for a picture that was not made from a mix.
            context: the canvas and subject.
            features: measures of each mix's picture, by name, None where it was not measured; an agent that learns from
                measures expects by what the picture shows, not by what such mixes bring as a rule.

        Returns:
            Shape (n,) each; a standard deviation is NaN where the agent keeps none.

        Raises:
            ValueError: a mix names what the space does not have, or `features` are not as many as the mixes.
        """

    @abc.abstractmethod
    def choose(
        self,
        mixes: Sequence[AttributeMix],
        count: int,
        context: Context,
        distances: Floats | None = None,
        *,
        wishes: SlateWishes | None = None,
    ) -> list[int]:
        """Choose a slate among candidates, by worth, by what a rating would tell, and by how their pictures differ.

        Args:
            mixes: the candidates.
            count: the number of suggestions, at least 1.
            context: the canvas and subject.
            distances: between the pictures of all candidates, OKLab times 100, shape (n, n); None where none were made.
            wishes: what else the slate is wanted to be; None for the middle of the dial.

        Returns:
            The places of `count` different candidates, or of all where they are fewer, the one believed best first.
            With `distances`, the closest pair is at least `wishes.least` apart and one at least `wishes.other` from the
            first; where no such slate is left among the candidates, the slate whose closest pair is furthest apart.

        Raises:
            ValueError: `count` is below 1, a mix names what the space does not have, or a shape is wrong.
        """

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
