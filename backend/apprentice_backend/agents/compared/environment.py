"""The loop as a Markov decision process, for learners that speak gymnasium. Needs the extra [agents].

State: the mix of the picture in front of the artist, and the canvas' measures. Action: a change of the mix. Reward: the
rating, given by a person or a simulated artist.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ...packs.shipped import built_in_space
from ..base import MEASURES, Context
from ..space.design import Design

# The artist: gives 1 to 5 stars to a mix.
Rate = Callable[[AttributeMix], float]
Observation = dict[str, NDArray[np.float32]]

ACTIONS = ("single", "mix")


class ArtCreationEnv(gymnasium.Env[Observation, Any]):  # type: ignore[misc]  # gymnasium is not read by mypy
    """One episode is one sitting: a fixed number of pictures, each a change of the last.

    Args:
        rate: the artist.
        space: the attributes; None for the built-in values.
        actions: "single": an action is the index of a value, which its dimension then has at weight 1; "mix": an action
            is a number in [0, 1] for each value, scaled so that each dimension's weights sum to 1.
        context: the canvas, or a function that returns it, called at the start of each episode.
        pictures: the number of pictures in an episode, at least 1.

    Raises:
        ValueError: `actions` or `pictures` is out of range.
    """

    metadata: dict[str, Any] = {"render_modes": []}  # noqa: RUF012 - as gymnasium declares it

    def __init__(
        self,
        rate: Rate,
        space: AttributeSpace | None = None,
        *,
        actions: str = "single",
        context: Context | Callable[[], Context] | None = None,
        pictures: int = 20,
    ) -> None:
        if actions not in ACTIONS:
            raise ValueError(f"actions must be one of {', '.join(ACTIONS)}, got {actions!r}")
        if pictures < 1:
            raise ValueError(f"pictures must be at least 1, got {pictures!r}")
        self.design = Design(space or built_in_space())
        self.actions = actions
        self.pictures = pictures
        self._rate = rate
        self._context = context if callable(context) else lambda: context or Context.empty()
        self._canvas = _canvas(Context.empty())
        values = len(self.design.names)
        self.observation_space = spaces.Dict(
            {
                "mix": spaces.Box(0.0, 1.0, (values,), np.float32),
                "canvas": spaces.Box(-1.0, 1.0, (len(MEASURES),), np.float32),
            }
        )
        self.action_space: spaces.Space[Any]
        if actions == "single":
            self.action_space = spaces.Discrete(values)
        else:
            self.action_space = spaces.Box(0.0, 1.0, (values,), np.float32)
        self._weights = np.zeros(values)
        self._shown = 0

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Begin a sitting at a random corner, drawn from `seed`, or at the mix that `options` has under "mix"."""
        super().reset(seed=seed)
        self._weights[:] = 0.0
        for block in self.design.slices.values():
            self._weights[int(self.np_random.integers(block.start, block.stop))] = 1.0
        if options and "mix" in options:
            self._weights = self.design.weights([options["mix"]])[0]
        self._canvas = _canvas(self._context())
        self._shown = 0
        return self._observe(), {"mix": self.mix.to_dict()}

    @property
    def mix(self) -> AttributeMix:
        """The attributes of the picture in front of the artist."""
        return self.design.mix(self._weights)

    def step(self, action: Any) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Change the attributes, show the picture, and return its rating as the reward.

        The last picture truncates the episode; nothing terminates it.
        """
        if self.actions == "single":
            self._set_value(int(action))
        else:
            self._set_mix(np.clip(np.asarray(action, dtype=np.float64), 0.0, 1.0))
        self._shown += 1
        reward = float(self._rate(self.mix))
        return self._observe(), reward, False, self._shown >= self.pictures, {"mix": self.mix.to_dict()}

    def _set_value(self, column: int) -> None:
        for block in self.design.slices.values():
            if block.start <= column < block.stop:
                self._weights[block] = 0.0
        self._weights[column] = 1.0

    def _set_mix(self, weights: NDArray[np.float64]) -> None:
        for block in self.design.slices.values():
            total = weights[block].sum()
            even = np.full(block.stop - block.start, 1.0 / (block.stop - block.start))
            self._weights[block] = weights[block] / total if total > 0.0 else even

    def _observe(self) -> Observation:
        return {"mix": self._weights.astype(np.float32), "canvas": self._canvas.copy()}


def _canvas(context: Context) -> NDArray[np.float32]:
    return np.clip(np.array(context.measures(), dtype=np.float32), -1.0, 1.0)
