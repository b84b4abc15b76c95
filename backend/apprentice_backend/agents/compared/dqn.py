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
from .scoring_agent import ScoringAgent
from .tensors import pack_tensors, unpack_tensors


@dataclass(frozen=True)
class DqnSettings:
    """Hyperparameters."""

    hidden: int = 32
    learning_rate: float = 0.05
    weight_decay: float = 1e-3
    discount: float = 0.2
    """What the next state promises counts for little, since the artist may stop at any picture."""
    steps_per_rating: int = 6
    batch: int = 16
    target_every: int = 20
    """Ratings between copies of the network into the target."""
    epsilon_start: float = 1.0
    epsilon_decay: float = 0.95
    epsilon_end: float = 0.1


# State, action and reward of one rating.
_Step = list[Any]


class _Network(nn.Module):  # type: ignore[misc]  # torch is not read by mypy
    """Trunk and heads; the heads' outputs lie side by side."""

    def __init__(self, inputs: int, hidden: int, outputs: int) -> None:
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(inputs, hidden), nn.Tanh())
        self.heads = nn.Linear(hidden, outputs)

    def forward(self, state: Tensor) -> Tensor:
        return self.heads(self.trunk(state))


class DqnAgent(ScoringAgent):
    """Learns the worth of each dimension's values with one network."""

    name = "dqn"

    def __init__(self, space: AttributeSpace, *, seed: int, settings: DqnSettings | None = None) -> None:
        super().__init__(space, seed=seed)
        self.settings = settings or DqnSettings()
        values = len(self.design.names)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self._network = _Network(values + len(MEASURES), self.settings.hidden, values)
            self._target = _Network(values + len(MEASURES), self.settings.hidden, values)
        self._target.load_state_dict(self._network.state_dict())
        # One row per rating: state, action, reward.
        self._replay: list[_Step] = []
        self._current, self._current_stars = np.zeros(values), 0.0

    @property
    def epsilon(self) -> float:
        """The chance of a random value now, per dimension."""
        decayed = self.settings.epsilon_start * self.settings.epsilon_decay ** len(self._replay)
        return max(self.settings.epsilon_end, decayed)

    def _state_row(self, context: Context) -> list[float]:
        return [*self._current.tolist(), *(context.features.get(name, 0.0) for name in MEASURES)]

    def _worth(self, context: Context) -> Floats:
        """Return what each head says of each value, in stars about the middle, shape (number of values,)."""
        with torch.no_grad():
            worth: Floats = self._network(torch.tensor(self._state_row(context))).double().numpy()
        return worth

    def _score(self, weights: Floats, context: Context) -> Floats:
        stars: Floats = MIDDLE_STARS + weights @ self._worth(context) / len(self.design.dimensions)
        return stars

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
        # Plain gradient steps keep no state of their own, so that a saved agent learns on as if never saved.
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
