"""Tabular Q-learning, as in this project's first version.

The state is the combination of values in front of the artist, an action sets one value of one dimension: 625 states
and 20 actions in the default space. A rating says something of at most four of these 12,500 cells and nothing of any
other, so a few dozen ratings leave almost the whole table as it was. The agent is here to be compared with.

Source: Watkins and Dayan 1992, "Q-learning".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from apprentice_shared.attributes import AttributeSpace

from ..base import MIDDLE_STARS, AgentState, Context
from ..space.candidates import Candidates
from ..space.design import Floats
from .scoring_agent import ScoringAgent


@dataclass(frozen=True)
class QLearningSettings:
    """The hyperparameters."""

    learning_rate: float = 0.7
    """The part of its distance to a rating by which a cell moves, in (0, 1]: large, since ratings are few."""
    discount: float = 0.2
    """The worth of a star at the next picture, in [0, 1): little, since the artist may stop at any picture."""
    epsilon_start: float = 1.0
    """The chance of a random action before the first rating."""
    epsilon_decay: float = 0.97
    """The factor on that chance with each rating."""
    epsilon_end: float = 0.1
    """The smallest that the chance becomes."""


class QLearningAgent(ScoringAgent):
    """A learner of a table: state and action -> stars."""

    name = "q_learning"

    def __init__(self, space: AttributeSpace, *, seed: int, settings: QLearningSettings | None = None) -> None:
        super().__init__(space, seed=seed)
        self.settings = settings or QLearningSettings()
        # (state, action) -> value in stars; a state is the chosen values' columns, an action one column.
        self._table: dict[tuple[str, int], float] = {}
        self._arrived: dict[str, float] = {}
        self._state = ""
        self._state_stars = 0.0

    @property
    def epsilon(self) -> float:
        """The chance of a random action now."""
        decayed = self.settings.epsilon_start * self.settings.epsilon_decay**self._evidence.ratings
        return max(self.settings.epsilon_end, decayed)

    def _score(self, weights: Floats, context: Context) -> Floats:
        return np.array([self._arrived.get(key, MIDDLE_STARS) for key in self._keys(weights)])

    def _draw(self, candidates: Candidates, context: Context, rng: np.random.Generator) -> Floats:
        if not self._state:
            corners = candidates.corners()
            return corners[rng.integers(len(corners))]
        row = self._nearest_allowed(candidates)
        actions = [(name, column) for name, columns in candidates.columns.items() for column in columns]
        if not actions:
            return row
        best = max(actions, key=lambda action: self._table.get((self._state, action[1]), MIDDLE_STARS))
        name, column = best if rng.random() >= self.epsilon else actions[rng.integers(len(actions))]
        row[candidates.columns[name]] = 0.0
        row[column] = 1.0
        return row

    def _nearest_allowed(self, candidates: Candidates) -> Floats:
        """Return the state as a row, with the first allowed value where the constraints forbid the state's own."""
        chosen = {int(column) for column in self._state.split(",")}
        values = {}
        for name, columns in candidates.columns.items():
            kept = [column for column in columns if column in chosen] or columns
            values[name] = self.design.names[kept[0]][1]
        return candidates.corner(values)

    def _learn(self, weights: Floats, stars: float, context: Context) -> None:
        arrived = self._keys(weights[None])[0]
        ahead = max((self._table.get((arrived, action), MIDDLE_STARS) for action in range(len(weights))), default=0.0)
        # About the middle of the scale, so that a future that was never seen neither adds nor takes.
        target = stars + self.settings.discount * (ahead - MIDDLE_STARS)
        for action in self._actions_to(arrived):
            before = self._table.get((self._state, action), MIDDLE_STARS)
            self._table[self._state, action] = before + self.settings.learning_rate * (target - before)
        before = self._arrived.get(arrived, MIDDLE_STARS)
        self._arrived[arrived] = before + self.settings.learning_rate * (stars - before)
        if stars >= self._state_stars:
            self._state, self._state_stars = arrived, stars

    def _actions_to(self, arrived: str) -> list[int]:
        """Return the actions that lead from the state to `arrived`: those that change something."""
        columns = [int(column) for column in arrived.split(",") if column]
        before = self._state.split(",")
        return [column for column in columns if str(column) not in before] or columns

    def _keys(self, rows: Floats) -> list[str]:
        """Name each mix by the strongest value of each dimension that it moves."""
        blocks = list(self.design.slices.values())
        strongest = np.stack([block.start + rows[:, block].argmax(axis=1) for block in blocks], axis=1)
        moved = np.stack([rows[:, block].any(axis=1) for block in blocks], axis=1)
        return [
            ",".join(str(column) for column, moves in zip(columns, these, strict=True) if moves)
            for columns, these in zip(strongest.tolist(), moved.tolist(), strict=True)
        ]

    def _learned(self) -> AgentState:
        return {
            "table": [[state, action, value] for (state, action), value in self._table.items()],
            "arrived": [[state, value] for state, value in self._arrived.items()],
            "state": [self._state, self._state_stars],
        }

    def _relearn(self, learned: AgentState) -> None:
        self._table = {(state, action): value for state, action, value in learned["table"]}
        self._arrived = dict(learned["arrived"])
        self._state, self._state_stars = learned["state"]
