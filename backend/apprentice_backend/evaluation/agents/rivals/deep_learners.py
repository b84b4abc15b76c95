"""DQN and PPO of stable-baselines3 on `ArtCreationEnv`. Needs the extra [bench].

They sit at the environment as any of that library's learners would: DQN changes one value per picture, as the seed of
this project did. They learn after every four pictures, so they are asked for nothing that our agents are not.
What they would recommend is where their policy goes, without exploring, from the picture that was rated best.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gymnasium
import numpy as np
import torch
from gymnasium.wrappers import FlattenObservation, TransformReward
from stable_baselines3 import DQN, PPO
from stable_baselines3.common.base_class import BaseAlgorithm
from stable_baselines3.common.callbacks import BaseCallback

from apprentice_shared.attributes import AttributeMix

from ....agents.base import MIDDLE_STARS, Context
from ....agents.compared.environment import ArtCreationEnv
from ...artists.artist import Artist
from ..learn import SLATE, Curve, differing_dimensions, score_recommended


@dataclass(frozen=True)
class DeepSettings:
    """Hyperparameters, chosen on development seeds."""

    algorithm: type[BaseAlgorithm]
    actions: str
    """One of `environment.ACTIONS`."""
    pictures: int
    """In an episode."""
    options: dict[str, Any]
    """What the library calls them."""
    hidden: tuple[int, ...] = (32,)
    walk: int = 6
    """How many steps the policy takes to what it recommends."""


DQN_SETTINGS = DeepSettings(
    DQN,
    actions="single",
    pictures=4,
    options={
        "learning_rate": 1e-2,
        "gamma": 0.0,
        "learning_starts": SLATE,
        "batch_size": 16,
        "train_freq": (SLATE, "step"),
        "gradient_steps": 20,
        "target_update_interval": SLATE,
        "exploration_fraction": 0.8,
        "exploration_final_eps": 0.1,
        "buffer_size": 1000,
    },
)
PPO_SETTINGS = DeepSettings(
    PPO,
    actions="single",
    pictures=4,
    options={
        "learning_rate": 1e-2,
        "gamma": 0.0,
        "n_steps": SLATE,
        "batch_size": SLATE,
        "n_epochs": 10,
        "ent_coef": 0.01,
        "normalize_advantage": False,
    },
)


class Sitting:
    """An artist in front of the environment, and what they were shown.

    Args:
        artist: who rates.
        settings: how the environment is set up.
    """

    def __init__(self, artist: Artist, settings: DeepSettings) -> None:
        self.artist = artist
        self.settings = settings
        self.mixes: list[AttributeMix] = []
        self.scores: list[float] = []
        self.best, self._best_stars = AttributeMix({}), 0.0

    def environment(self) -> gymnasium.Env[Any, Any]:
        """Return the environment as the library wants it: one flat observation, rewards about 0."""
        made = ArtCreationEnv(
            self._rate,
            self.artist.design.space,
            actions=self.settings.actions,
            context=self.artist.take_canvas,
            pictures=self.settings.pictures,
        )
        return TransformReward(FlattenObservation(made), lambda stars: stars - MIDDLE_STARS)

    def _rate(self, mix: AttributeMix) -> float:
        self.scores.append(self.artist.score(mix))
        stars = self.artist.rate([mix], str(len(self.mixes) // SLATE))[0].rating or MIDDLE_STARS
        self.mixes.append(mix)
        if stars >= self._best_stars:
            self.best, self._best_stars = mix, stars
        return stars

    def recommend(self, model: BaseAlgorithm, context: Context) -> AttributeMix:
        """Return where the policy goes from the picture that was rated best, nobody rating."""
        inner = ArtCreationEnv(
            lambda _: MIDDLE_STARS, self.artist.design.space, actions=self.settings.actions, context=context
        )
        imagined = FlattenObservation(inner)
        seen, _ = imagined.reset(seed=0, options={"mix": self.best})
        for _ in range(self.settings.walk):
            action, _ = model.predict(seen, deterministic=True)
            seen, *_ = imagined.step(action)
        return inner.mix


class _Recorder(BaseCallback):  # type: ignore[misc]  # the library is not read by mypy
    """Scores what would be recommended each time that the library has learned."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.recommended: list[float] = []

    def _on_step(self) -> bool:
        return True

    def _on_rollout_start(self) -> None:
        if self.num_timesteps:
            self._score()

    def _on_training_end(self) -> None:
        self._score()

    def _score(self) -> None:
        sitting = self.sitting
        score = score_recommended(sitting.artist, lambda context: sitting.recommend(self.model, context))
        self.recommended.append(score)


def play(settings: DeepSettings, artist: Artist, seed: int, slates: int) -> Curve:
    """Let one algorithm learn one artist, from as many pictures as the slates have."""
    sitting = Sitting(artist, settings)
    recorder = _Recorder(sitting)
    shape = {"net_arch": list(settings.hidden), "activation_fn": torch.nn.Tanh}
    model: Any = settings.algorithm
    model = model("MlpPolicy", sitting.environment(), seed=seed, device="cpu", policy_kwargs=shape, **settings.options)
    model.learn(SLATE * slates, callback=recorder)
    groups = [slice(SLATE * index, SLATE * (index + 1)) for index in range(slates)]
    return Curve(
        tuple(recorder.recommended),
        tuple(float(np.mean(sitting.scores[group])) for group in groups),
        tuple(max(sitting.scores[group]) for group in groups),
        tuple(differing_dimensions(sitting.mixes[group]) for group in groups),
    )
