"""Which rows the benchmark has, in the order of its tables."""

from __future__ import annotations

from dataclasses import replace

from ...agents import DEFAULT_AGENT
from ...agents import NAMES as AGENTS
from ..artists.worlds import WORLDS
from .conditions import LEARNERS, Condition

QUICK_ARTISTS = 40
FULL_ARTISTS = 200
# What the project stands on: the default agent in the base world, alone, with reasons, and with priors.
DEFAULT_AGENT_ARTISTS = 1000

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
)
_PAST = Condition("bayes, 100 past profiles", DEFAULT_AGENT, "schools", prior="past")


def quick_conditions() -> list[Condition]:
    """Return our own agents in the base world, and what reasons do for the default one."""
    return [*(Condition(name, name) for name in AGENTS), _REASONS]


def full_conditions() -> list[Condition]:
    """Return every learner in every world, and the default agent with every help and under every restriction."""
    rows = []
    for world in WORLDS:
        rows += [Condition(name, name, world) for name in LEARNERS]
        rows.append(replace(_REASONS, world=world))
        rows += [*_HELPED, *_DIALLED, *_RESTRICTED] if world == "base" else []
        rows += [_PAST] if world == _PAST.world else []
    return rows


def full_artists(condition: Condition) -> int:
    """Return how many artists a row of the full form has."""
    in_base = condition in (Condition(DEFAULT_AGENT, DEFAULT_AGENT), _REASONS)
    return DEFAULT_AGENT_ARTISTS if in_base or condition.prior else FULL_ARTISTS
