"""A deep Q-network with a shared trunk and one head per dimension, replay and a target network.

The state is the picture's current mix and the canvas' measures; each head values every value of its dimension, and an
action, a value in each dimension, is worth the mean of its heads. Needs the extra [agents].

Source: Mnih et al. 2015, "Human-level control through deep reinforcement learning"; the heads as in Tavakoli et al.
2018, "Action branching architectures for deep reinforcement learning".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from apprentice_shared.attributes import AttributeSpace

from ..base import MEASURES, MIDDLE_STARS, AgentState, Context
from ..space.candidates import Candidates
from ..space.design import Floats
from .networks import pack_tensors, seeded, trunk, unpack_tensors
from .scoring_agent import ScoringAgent


@dataclass(frozen=True)
class DqnSettings:
    """The hyperparameters."""

    hidden: int = 32
    """Units of the trunk."""
    learning_rate: float = 0.05
    """The length of a gradient step: large, since ratings are few."""
    weight_decay: float = 1e-3
    """The part of each weight that a step takes away, times the learning rate."""
    discount: float = 0.2
    """The worth of a star at the next picture, in [0, 1): little, since the artist may stop at any picture."""
    steps_per_rating: int = 6
    """Gradient steps after each rating."""
    batch: int = 16
    """Ratings in each step, drawn from all."""
    target_every: int = 20
    """Ratings between copies of the network into the target."""
    epsilon_start: float = 1.0
    """The chance of a random value in each dimension, before the first rating."""
    epsilon_decay: float = 0.95
    """The factor on that chance with each rating."""
    epsilon_end: float = 0.1
    """The smallest that the chance becomes."""


# The state, action and reward of one rating.
_Step = list[Any]


class _Network(nn.Module):  # type: ignore[misc]  # torch is not read by mypy
    """A trunk and one head for each dimension; the heads' outputs lie side by side, shape (n, number of values)."""

    def __init__(self, inputs: int, hidden: int, outputs: int) -> None:
        super().__init__()
        self.trunk = trunk(inputs, hidden)
        self.heads = nn.Linear(hidden, outputs)

    def forward(self, state: Tensor) -> Tensor:
        return self.heads(self.trunk(state))


class DqnAgent(ScoringAgent):
    """A learner of the worth of each dimension's values, with one network."""

    name = "dqn"

    def __init__(self, space: AttributeSpace, *, seed: int, settings: DqnSettings | None = None) -> None:
        super().__init__(space, seed=seed)
        self.settings = settings or DqnSettings()
        values = len(self.design.names)
        with seeded(seed):
            self._network = _Network(values + len(MEASURES), self.settings.hidden, values)
            self._target = _Network(values + len(MEASURES), self.settings.hidden, values)
        self._target.load_state_dict(self._network.state_dict())
        self._replay: list[_Step] = []
        self._current, self._current_stars = np.zeros(values), 0.0

    @property
    def epsilon(self) -> float:
        """The chance of a random value in each dimension now."""
        decayed = self.settings.epsilon_start * self.settings.epsilon_decay ** len(self._replay)
        return max(self.settings.epsilon_end, decayed)

    def _state_row(self, context: Context) -> list[float]:
        return [*self._current.tolist(), *context.measures()]

    def _worth(self, context: Context) -> Floats:
        """Return each value's worth by its head, in stars about the middle of the scale, shape (number of values,)."""
        with torch.no_grad():
            return self._network(torch.tensor(self._state_row(context))).double().numpy()

    def _score(self, weights: Floats, context: Context) -> Floats:
        return MIDDLE_STARS + weights @ self._worth(context) / len(self.design.dimensions)

    def _draw(self, candidates: Candidates, context: Context, rng: np.random.Generator) -> Floats:
        worth = self._worth(context)
        values = {}
        for name, columns in candidates.columns.items():
            best = columns[int(np.argmax(worth[columns]))]
            chosen = best if rng.random() >= self.epsilon else columns[rng.integers(len(columns))]
            values[name] = self.design.names[chosen][1]
        return candidates.corner(values)

    def _learn(self, weights: Floats, stars: float, context: Context) -> None:
        self._replay.append([self._state_row(context), weights.tolist(), stars - MIDDLE_STARS])
        if stars >= self._current_stars:
            self._current, self._current_stars = weights, stars
        rng = np.random.default_rng([self.seed, len(self._replay)])
        columns = [torch.tensor(column) for column in zip(*self._replay, strict=True)]
        size = min(self.settings.batch, len(self._replay))
        for _ in range(self.settings.steps_per_rating):
            drawn = torch.from_numpy(rng.choice(len(self._replay), size, replace=False))
            self._step(*(column[drawn] for column in columns))
        if len(self._replay) % self.settings.target_every == 0:
            self._target.load_state_dict(self._network.state_dict())

    def _step(self, states: Tensor, actions: Tensor, rewards: Tensor) -> None:
        heads = len(self.design.dimensions)
        with torch.no_grad():
            # The state that an action leads to is the action's own mix.
            ahead = torch.cat([actions, states[:, actions.shape[1] :]], dim=1)
            best = torch.stack([self._target(ahead)[:, block].amax(dim=1) for block in self.design.slices.values()])
            targets = rewards + self.settings.discount * best.mean(dim=0)
        loss = nn.functional.mse_loss((self._network(states) * actions).sum(dim=1) / heads, targets)
        # Plain gradient steps have no state, so that a saved agent learns on as if it had never been saved.
        gradients = torch.autograd.grad(loss, list(self._network.parameters()))
        with torch.no_grad():
            for parameter, gradient in zip(self._network.parameters(), gradients, strict=True):
                parameter.mul_(1.0 - self.settings.learning_rate * self.settings.weight_decay)
                parameter.sub_(self.settings.learning_rate * gradient)

    def _learned(self) -> AgentState:
        networks = {"network": self._network, "target": self._target}
        tensors = {
            f"{kind}.{name}": value for kind, net in networks.items() for name, value in net.state_dict().items()
        }
        return {
            "tensors": pack_tensors(tensors),
            "replay": self._replay,
            "current": [self._current.tolist(), self._current_stars],
        }

    def _relearn(self, learned: AgentState) -> None:
        tensors = unpack_tensors(learned["tensors"])
        for kind, network in (("network", self._network), ("target", self._target)):
            prefix = f"{kind}."
            network.load_state_dict(
                {name[len(prefix) :]: value for name, value in tensors.items() if name.startswith(prefix)}
            )
        self._replay = [list(step) for step in learned["replay"]]
        current, self._current_stars = learned["current"]
        self._current = np.array(current)
