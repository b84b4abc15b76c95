"""What is compared: which learner, in which world, with what help."""

from __future__ import annotations

from dataclasses import dataclass, field

from apprentice_shared.attributes import AttributeSpace

from ..agents import create
from ..agents.base import Agent, Constraints
from .artists import Artist
from .priors import PRIORS
from .worlds import WORLDS

# Settings are tuned on the first seeds and reported on the second; no artist is in both.
DEVELOPMENT_SEED = 0
REPORTING_SEED = 1_000_000


@dataclass(frozen=True)
class Condition:
    """One row of the table.

    Args:
        label: as the table prints it.
        agent: one of `agents.NAMES`.
        world: one of `WORLDS`.
        reasons: whether the artist taps reasons.
        prior: one of `priors.PRIORS`, or empty for none.
        constraints: what every slate keeps to.
    """

    label: str
    agent: str
    world: str = "base"
    reasons: bool = False
    prior: str = ""
    constraints: Constraints = field(default_factory=Constraints)

    def make(self, space: AttributeSpace, seed: int) -> tuple[Agent, Artist]:
        """Return the agent and the artist of one seed."""
        artist = Artist(WORLDS[self.world], space, seed=seed, reasons=self.reasons)
        prior = PRIORS[self.prior](artist, seed) if self.prior else None
        return create(self.agent, space, seed=seed, prior=prior), artist
