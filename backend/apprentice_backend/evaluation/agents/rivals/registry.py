"""The rivals by name, and the package that each learner of the benchmark needs."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

from ...artists.artist import Artist
from ..learn import Curve


def _learn(module: str, settings: str, artist: Artist, seed: int, slates: int) -> Curve:
    """Let a rival learn an artist; its library, of the extra [bench], is imported now."""
    adapter = importlib.import_module(f"{__package__}.{module}")
    return adapter.learn_artist(getattr(adapter, settings), artist, seed, slates)


# Learner -> a function that lets it learn one artist: (artist, seed, number of slates of four) -> its curve.
RIVALS: dict[str, Callable[[Artist, int, int], Curve]] = {
    "mabwiser_linucb": partial(_learn, "linear_bandits", "LINUCB"),
    "mabwiser_lints": partial(_learn, "linear_bandits", "LINTS"),
    "sb3_dqn": partial(_learn, "deep_learners", "DQN_SETTINGS"),
    "sb3_ppo": partial(_learn, "deep_learners", "PPO_SETTINGS"),
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
    """Return one sentence where a package that `learner` needs is not installed, else an empty string."""
    package, extra = _NEEDS.get(learner, ("", ""))
    if not package or find_spec(package) is not None:
        return ""
    return f"{learner} is left out, since {package} is missing: install krita-apprentice[{extra}] into this Python"
