"""The conditions that the benchmark compares: a learner, a world, and the help that the learner has.

The quick form has our own agents in the base world, the full form every learner in every world.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from apprentice_shared.attributes import AttributeSpace

from ...agents import DEFAULT_AGENT, create
from ...agents import NAMES as AGENTS
from ...agents.constraints import SURPRISE_DEFAULT, Constraints
from ..artists.artist import Artist
from ..artists.worlds import WORLDS
from .learn import Curve, learn
from .rivals.registry import RIVALS
from .simulated_priors import PRIORS

# Settings are tuned on artists from seed 0 on, and reported on artists from this seed on.
REPORTING_SEED = 1_000_000

LEARNERS = (*AGENTS, *RIVALS)

QUICK_ARTISTS = 40
FULL_ARTISTS = 200
# The rows that the project stands on: the default agent in the base world, alone, with reasons, and with priors.
DEFAULT_AGENT_ARTISTS = 1000


@dataclass(frozen=True)
class Condition:
    """One row of the table.

    Args:
        label: the row's name in the table.
        agent: one of `LEARNERS`.
        world: one of `WORLDS`.
        reasons: whether the artist taps reasons.
        pixels: whether each rating comes with the measures of a picture.
        prior: one of `simulated_priors.PRIORS`, or empty for none.
        surprise: the dial from familiar, 0, to surprising, 1.
        vary: the dimensions that slates may vary; empty for all.
        vary_slates: the number of first slates that keep to `vary`; None for all, and recommendations keep to it too.
        moves: the dimensions that one suggestion moves, at most, recommendations too; None for all.
    """

    label: str
    agent: str
    world: str = "base"
    reasons: bool = False
    pixels: bool = False
    prior: str = ""
    surprise: float = SURPRISE_DEFAULT
    vary: tuple[str, ...] = ()
    vary_slates: int | None = None
    moves: int | None = None

    @property
    def is_plain(self) -> bool:
        """True where the learner has stars alone and may vary every dimension."""
        return self == Condition(self.label, self.agent, self.world)

    def allowed(self, slate: int) -> Constraints:
        """Return the constraints of slate number `slate`, counted from 0."""
        held = bool(self.vary) and (self.vary_slates is None or slate < self.vary_slates)
        return Constraints(vary=frozenset(self.vary) if held else None, surprise=self.surprise, moves=self.moves)

    def play(self, space: AttributeSpace, seed: int, slates: int) -> Curve:
        """Let the learner learn the artist of one seed from that many slates of four."""
        artist = Artist(WORLDS[self.world], space, seed=seed, reasons=self.reasons, pixels=self.pixels)
        if self.agent in RIVALS:
            return RIVALS[self.agent](artist, seed, slates)
        prior = PRIORS[self.prior](artist, seed) if self.prior else None
        return learn(create(self.agent, space, seed=seed, prior=prior), artist, slates, self.allowed)


_COLOR_AND_LIGHT = ("color", "mood")

_REASONS = Condition("bayes, reasons", DEFAULT_AGENT, reasons=True)
_HELPED = (
    Condition("bayes, right portfolio", DEFAULT_AGENT, prior="right"),
    Condition("bayes, wrong portfolio", DEFAULT_AGENT, prior="wrong"),
    Condition("bayes, reasons, right portfolio", DEFAULT_AGENT, reasons=True, prior="right"),
    Condition("bayes, reasons, right portfolio, pixels", DEFAULT_AGENT, reasons=True, pixels=True, prior="right"),
)
_DIALLED = (
    Condition("bayes, dial at familiar", DEFAULT_AGENT, surprise=0.0),
    Condition("bayes, dial at surprising", DEFAULT_AGENT, surprise=1.0),
)
_RESTRICTED = (
    Condition("bayes, colour and light in the first slate", DEFAULT_AGENT, vary=_COLOR_AND_LIGHT, vary_slates=1),
    Condition("bayes, colour and light in five slates", DEFAULT_AGENT, vary=_COLOR_AND_LIGHT, vary_slates=5),
    Condition("bayes, colour and light only", DEFAULT_AGENT, vary=_COLOR_AND_LIGHT),
    Condition("bayes, all but framing only", DEFAULT_AGENT, vary=("color", "mood", "style")),
    Condition("bayes, one dimension or two", DEFAULT_AGENT, moves=2),
    Condition("bayes, one dimension or two, reasons", DEFAULT_AGENT, moves=2, reasons=True),
)
_PAST = Condition("bayes, 100 past profiles", DEFAULT_AGENT, "schools", prior="past")


def quick_conditions() -> list[Condition]:
    """Return our own agents in the base world, and the default one with reasons."""
    return [*(Condition(name, name) for name in AGENTS), _REASONS]


def full_conditions() -> list[Condition]:
    """Return every learner in every world, and the default agent with every help and restriction."""
    rows = []
    for world in WORLDS:
        rows += [Condition(name, name, world) for name in LEARNERS]
        rows.append(replace(_REASONS, world=world))
        rows += [*_HELPED, *_DIALLED, *_RESTRICTED] if world == "base" else []
        rows += [_PAST] if world == _PAST.world else []
    return rows


def full_artists(condition: Condition) -> int:
    """Return the number of artists that a row of the full form is played on."""
    in_base = condition in (Condition(DEFAULT_AGENT, DEFAULT_AGENT), _REASONS)
    return DEFAULT_AGENT_ARTISTS if in_base or condition.prior else FULL_ARTISTS
