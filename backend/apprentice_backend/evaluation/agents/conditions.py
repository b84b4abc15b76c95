"""What is compared: which learner, in which world, with what help."""

from __future__ import annotations

from dataclasses import dataclass

from apprentice_shared.attributes import AttributeSpace

from ...agents import NAMES as AGENTS
from ...agents import create
from ...agents.base import SURPRISE_DEFAULT, Constraints
from ..artists.artist import Artist
from ..artists.worlds import WORLDS
from .learn import Curve, learn
from .rivals.registry import RIVALS
from .simulated_priors import PRIORS

# Settings are tuned on the first seeds and reported on the second; no artist is in both.
DEVELOPMENT_SEED = 0
REPORTING_SEED = 1_000_000

LEARNERS = (*AGENTS, *RIVALS)


@dataclass(frozen=True)
class Condition:
    """One row of the table.

    Args:
        label: as the table prints it.
        agent: one of `LEARNERS`.
        world: one of `WORLDS`.
        reasons: whether the artist taps reasons.
        pixels: whether each rating comes with what the picture showed.
        prior: one of `priors.PRIORS`, or empty for none.
        surprise: where the dial from familiar to surprising stands.
        vary: the dimensions that slates move; empty for all.
        vary_slates: how many of the first slates keep to `vary`; None is all, and what is recommended keeps to it too.
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

    @property
    def is_plain(self) -> bool:
        """Whether the learner has stars alone, and moves what it likes."""
        return self == Condition(self.label, self.agent, self.world)

    def allowed(self, slate: int) -> Constraints:
        """Return what slate number `slate`, from 0, must keep to."""
        held = bool(self.vary) and (self.vary_slates is None or slate < self.vary_slates)
        return Constraints(vary=frozenset(self.vary) if held else None, surprise=self.surprise)

    def play(self, space: AttributeSpace, seed: int, slates: int) -> Curve:
        """Let the learner learn the artist of one seed."""
        artist = Artist(WORLDS[self.world], space, seed=seed, reasons=self.reasons, pixels=self.pixels)
        if self.agent in RIVALS:
            return RIVALS[self.agent](artist, seed, slates)
        prior = PRIORS[self.prior](artist, seed) if self.prior else None
        return learn(create(self.agent, space, seed=seed, prior=prior), artist, slates, self.allowed)
