"""Proximal policy optimisation over continuous mixes: "70% vibrant, 30% warm".

The actor gives each dimension a Dirichlet distribution over its values' weights, the critic gives the stars to expect;
both see the canvas' measures. Each rating is learned from together with those before it. Needs the extra [agents].

Source: Schulman et al. 2017, "Proximal policy optimization algorithms".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from apprentice_shared.attributes import AttributeSpace

from ..base import MEASURES, MIDDLE_STARS, AgentState, Context
from ..space.candidates import Candidates
from ..space.design import Floats
from .networks import pack_tensors, seeded, trunk, unpack_tensors
from .scoring_agent import ScoringAgent

# The part of a mix that is spread evenly over its values before its density is taken: a Dirichlet has none on the
# border of the simplex, where corners lie.
_INSIDE = 0.02
_Odds = TypeVar("_Odds", Floats, Tensor)


@dataclass(frozen=True)
class PpoSettings:
    """The hyperparameters."""

    hidden: int = 16
    """Units of the trunk."""
    learning_rate: float = 0.01
    """The step size of Adam."""
    clip: float = 0.2
    """The change of a mix's probability, as a part of it, beyond which a pass gains nothing."""
    epochs: int = 5
    """Passes over the latest ratings after each rating."""
    window: int = 40
    """The latest ratings that are learned from: more than the newest, since ratings are few."""
    entropy_bonus: float = 0.02
    """The worth of even odds, in stars for each nat."""
    value_weight: float = 0.5
    """The weight of the critic's squared error in the loss."""
    concentration: float = 0.5
    """Half the sum of a dimension's Dirichlet concentrations: so low that mixes lean towards corners."""
    least_concentration: float = 0.05
    """The part of each concentration that does not depend on the odds: above 0, so that no value dies out."""
    smallest_part: float = 0.1
    """The smallest weight of a value in a mix that is drawn, in (0, 1)."""


class _ActorCritic(nn.Module):  # type: ignore[misc]  # torch is not read by mypy
    """A trunk, an actor (logits, shape (n, number of values)) and a critic (stars about the middle, shape (n,))."""

    def __init__(self, inputs: int, hidden: int, outputs: int) -> None:
        super().__init__()
        self.trunk = trunk(inputs, hidden)
        self.actor = nn.Linear(hidden, outputs)
        self.critic = nn.Linear(hidden, 1)
        nn.init.zeros_(self.actor.weight)
        nn.init.zeros_(self.actor.bias)

    def forward(self, state: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.trunk(state)
        return self.actor(hidden), self.critic(hidden).squeeze(-1)


class PpoAgent(ScoringAgent):
    """A learner of distributions over weights."""

    name = "ppo"

    def __init__(self, space: AttributeSpace, *, seed: int, settings: PpoSettings | None = None) -> None:
        super().__init__(space, seed=seed)
        self.settings = settings or PpoSettings()
        with seeded(seed):
            self._network = _ActorCritic(len(MEASURES), self.settings.hidden, len(self.design.names))
        # 1 where a value is of a dimension, shape (values, dimensions).
        owners = [self.design.dimensions.index(name) for name, _ in self.design.names]
        self._owner = nn.functional.one_hot(torch.tensor(owners)).float()
        # The canvas' measures, the weights and the stars of the latest ratings.
        self._window: list[list[Any]] = []

    def _actor(self, context: Context) -> Floats:
        """Return the actor's logits, shape (number of values,)."""
        with torch.no_grad():
            return self._network(_inputs(context))[0].double().numpy()

    def _concentrations(self, odds: _Odds) -> _Odds:
        """Return the Dirichlet's concentrations from each value's odds within its dimension."""
        return self.settings.concentration * odds * 2.0 + self.settings.least_concentration

    def _score(self, weights: Floats, context: Context) -> Floats:
        """Return the critic's stars plus the actor's logits of the mix, against the mean of each dimension."""
        logits = self._actor(context)
        for block in self.design.slices.values():
            logits[block] -= logits[block].mean()
        with torch.no_grad():
            value = float(self._network(_inputs(context))[1])
        return MIDDLE_STARS + value + weights @ logits

    def _draw(self, candidates: Candidates, context: Context, rng: np.random.Generator) -> Floats:
        logits = self._actor(context)
        row = candidates.corner({})
        for name, columns in candidates.columns.items():
            block = self.design.slices[name]
            odds = np.exp(logits[block] - logits[block].max())
            concentrations = self._concentrations(odds / odds.sum())
            weights = rng.dirichlet(concentrations[[column - block.start for column in columns]])
            row[columns] = _tidy(weights, candidates.most_values, self.settings.smallest_part)
        return row

    def _learn(self, weights: Floats, stars: float, context: Context) -> None:
        self._window.append([_inputs(context).tolist(), weights.tolist(), stars - MIDDLE_STARS])
        self._window = self._window[-self.settings.window :]
        self._optimise(self._window)

    def _optimise(self, ratings: list[list[Any]]) -> None:
        states, actions, rewards = (torch.tensor(column) for column in zip(*ratings, strict=True))
        moved, logs = self._inside(actions.float())
        with torch.no_grad():
            before = self._log_density(self._log_odds(self._network(states)[0]), moved, logs)
            advantages = rewards - rewards.mean()
        optimiser = torch.optim.Adam(self._network.parameters(), lr=self.settings.learning_rate)
        for _ in range(self.settings.epochs):
            logits, values = self._network(states)
            log_odds = self._log_odds(logits)
            ratio = torch.exp(torch.clamp(self._log_density(log_odds, moved, logs) - before, -10.0, 10.0))
            clipped = torch.clamp(ratio, 1.0 - self.settings.clip, 1.0 + self.settings.clip)
            gain = torch.minimum(ratio * advantages, clipped * advantages).mean()
            entropy = -(log_odds.exp() * log_odds).sum(dim=1).mean() / len(self.design.dimensions)
            loss = self.settings.value_weight * nn.functional.mse_loss(values, rewards)
            loss = loss - gain - self.settings.entropy_bonus * entropy
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()

    def _inside(self, actions: Tensor) -> tuple[Tensor, Tensor]:
        """Return 1 for the dimensions that each row moves, and the logs of its weights, a little inside the simplex."""
        moved = ((actions @ self._owner) > 0.5).float()
        inside = (1.0 - _INSIDE) * actions + _INSIDE / (self._owner.sum(dim=0) @ self._owner.T)
        return moved, torch.log(inside / (inside @ self._owner @ self._owner.T))

    def _log_odds(self, logits: Tensor) -> Tensor:
        """Return the log of each value's odds within its dimension."""
        shifted = logits - logits.amax(dim=1, keepdim=True)
        return shifted - torch.log(shifted.exp() @ self._owner) @ self._owner.T

    def _log_density(self, log_odds: Tensor, moved: Tensor, logs: Tensor) -> Tensor:
        """Return the log-density of each row's mix, the dimensions that it leaves as painted left out."""
        concentrations = self._concentrations(log_odds.exp())
        terms = ((concentrations - 1.0) * logs - torch.lgamma(concentrations)) @ self._owner
        return (moved * (terms + torch.lgamma(concentrations @ self._owner))).sum(dim=1)

    def _learned(self) -> AgentState:
        return {"tensors": pack_tensors(self._network.state_dict()), "window": self._window}

    def _relearn(self, learned: AgentState) -> None:
        self._network.load_state_dict(unpack_tensors(learned["tensors"]))
        self._window = [list(rating) for rating in learned["window"]]


def _inputs(context: Context) -> Tensor:
    return torch.tensor([float(measure) for measure in context.measures()])


def _tidy(weights: Floats, most_values: int, smallest: float) -> Floats:
    """Return weights in steps of 0.01 that sum to 1, at most `most_values` of them, none under `smallest`."""
    tidy = np.zeros_like(weights)
    order = np.argsort(-weights, kind="stable")
    kept = [index for index in order[:most_values] if weights[index] >= smallest] or [order[0]]
    tidy[kept] = np.round(weights[kept] / weights[kept].sum(), 2)
    tidy[order[0]] += 1.0 - tidy.sum()
    return tidy
