"""Learners from other people's libraries, to measure ours against, and what each learner needs to be installed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from importlib.util import find_spec

from ..artists.artists import Artist
from .learner_run import Curve

# Lets a rival learn one artist: artist, seed, how many slates of four.
Rival = Callable[[Artist, int, int], Curve]


def _rival(module: str, function: str) -> Rival:
    """Return a rival whose library is imported when it first plays."""

    def play(artist: Artist, seed: int, slates: int) -> Curve:
        found: Rival = getattr(importlib.import_module(f".{module}", __package__), function)
        return found(artist, seed, slates)

    return play


RIVALS = {
    "mabwiser_linucb": _rival("linear_bandits", "play_linucb"),
    "mabwiser_lints": _rival("linear_bandits", "play_lints"),
    "sb3_dqn": _rival("deep_rivals", "play_dqn"),
    "sb3_ppo": _rival("deep_rivals", "play_ppo"),
}
# Learner -> the package that it needs, and the extra that brings it.
_NEEDS = {
    "dqn": ("torch", "agents"),
    "ppo": ("torch", "agents"),
    "mabwiser_linucb": ("mabwiser", "bench"),
    "mabwiser_lints": ("mabwiser", "bench"),
    "sb3_dqn": ("stable_baselines3", "bench"),
    "sb3_ppo": ("stable_baselines3", "bench"),
}


def say_missing(learner: str) -> str:
    """Return one sentence where a package that `learner` needs is not installed, else nothing."""
    package, extra = _NEEDS.get(learner, ("", ""))
    if not package or find_spec(package) is not None:
        return ""
    return f"{learner} is left out, since {package} is missing: install krita-apprentice[{extra}] into this Python"
