"""DQN and PPO of stable-baselines3 on `ArtCreationEnv`. Needs the extra [bench].

Both use the environment as any learner of that library would: an action changes one value of the picture. They learn
after every four pictures, as our agents do. Their recommendation is the mix that the policy walks to from the picture
that was rated best, without exploring.
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

from ....agents.base import MIDDLE_STARS, Context, Slate
from ....agents.compared.environment import ArtCreationEnv
from ...artists.artist import Artist
from ...artists.play import SLATE
from ..learn import Curve, differing_dimensions, score_recommended


@dataclass(frozen=True)
class DeepSettings:
    """Hyperparameters, chosen on development seeds."""

    algorithm: type[BaseAlgorithm]
    actions: str
    """One of `environment.ACTIONS`."""
    pictures: int
    """Pictures in an episode."""
    options: dict[str, Any]
    """Keyword arguments of the algorithm, under the library's names."""
    hidden: tuple[int, ...] = (32,)
    walk: int = 6
    """Steps that the policy takes from the best-rated picture to its recommendation."""


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
    """One artist at the environment, with the mixes that were shown and their scores."""

    def __init__(self, artist: Artist, settings: DeepSettings) -> None:
        self.artist = artist
        self.settings = settings
        self.mixes: list[AttributeMix] = []
        self.scores: list[float] = []
        self.best, self._best_stars = AttributeMix({}), 0.0

    def environment(self) -> gymnasium.Env[Any, Any]:
        """Return the environment in the form that the library takes: one flat observation, rewards centred on 0."""
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
        stars = self.artist.rate(Slate((mix,), id=str(len(self.mixes) // SLATE)))[0].rating or MIDDLE_STARS
        self.mixes.append(mix)
        if stars >= self._best_stars:
            self.best, self._best_stars = mix, stars
        return stars

    def recommend(self, model: BaseAlgorithm, context: Context) -> AttributeMix:
        """Return the mix that the policy walks to from the picture that was rated best; nobody rates on the way."""
        inner = ArtCreationEnv(
            lambda _: MIDDLE_STARS, self.artist.design.space, actions=self.settings.actions, context=context
        )
        imagined = FlattenObservation(inner)
        seen, _ = imagined.reset(seed=0, options={"mix": self.best})
        for _ in range(self.settings.walk):
            action, _ = model.predict(seen, deterministic=True)
            seen, *_ = imagined.step(action)
        return inner.mix


class _ScoreRecorder(BaseCallback):  # type: ignore[misc]  # the library is not read by mypy
    """Scores the recommendation after each time that the library has learned."""

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


def learn_artist(settings: DeepSettings, artist: Artist, seed: int, slates: int) -> Curve:
    """Let one algorithm learn one artist from 4 · `slates` pictures."""
    sitting = Sitting(artist, settings)
    recorder = _ScoreRecorder(sitting)
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
