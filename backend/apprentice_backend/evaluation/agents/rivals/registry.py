"""The rivals by name, and the package that each learner of the benchmark needs."""

from __future__ import annotations

from importlib.util import find_spec

from ...artists.artist import Artist
from ..learn import Curve

# Each library is imported when its rival first plays: the extra [bench] brings them.


def _play_linucb(artist: Artist, seed: int, slates: int) -> Curve:
    from .linear_bandits import LINUCB, play  # noqa: PLC0415

    return play(LINUCB, artist, seed, slates)


def _play_lints(artist: Artist, seed: int, slates: int) -> Curve:
    from .linear_bandits import LINTS, play  # noqa: PLC0415

    return play(LINTS, artist, seed, slates)


def _play_dqn(artist: Artist, seed: int, slates: int) -> Curve:
    from .deep_learners import DQN_SETTINGS, play  # noqa: PLC0415

    return play(DQN_SETTINGS, artist, seed, slates)


def _play_ppo(artist: Artist, seed: int, slates: int) -> Curve:
    from .deep_learners import PPO_SETTINGS, play  # noqa: PLC0415

    return play(PPO_SETTINGS, artist, seed, slates)


# Learner -> a function that lets it learn one artist: (artist, seed, number of slates of four) -> its curve.
RIVALS = {
    "mabwiser_linucb": _play_linucb,
    "mabwiser_lints": _play_lints,
    "sb3_dqn": _play_dqn,
    "sb3_ppo": _play_ppo,
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
