"""The base of all agents here: they keep the evidence, and save and restore it."""

from __future__ import annotations

from collections.abc import Sequence

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from .base import Agent, AgentState, Context, Slate, check_count
from .bayes.evidence import Evidence
from .constraints import Constraints
from .space.apart import choose_apart
from .space.candidates import Candidates
from .space.design import Design, Floats
from .space.known import Known
from .space.unseen import first_slate
from .wishes import SlateWishes


class EvidenceAgent(Agent):
    """An agent that keeps all that the artist was shown and has said.

    Its state is the evidence, after a head (agent, version, seed, space) by which `restore` refuses another agent's.
    """

    version = 1

    def __init__(self, space: AttributeSpace, *, seed: int) -> None:
        super().__init__(space, seed=seed)
        self.design = Design(space)
        self._evidence = Evidence(self.design)

    def shown(self, slate: Slate | Sequence[AttributeMix]) -> None:
        """Take note that these suggestions were shown."""
        self._evidence.show(slate)

    def survey(self, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Return mixes of a Latin design that were not shown, or else mixes far apart."""
        check_count(count)
        candidates = Candidates(self.design, constraints or Constraints(), seed=self.seed + len(self._evidence.slates))
        return [self.design.mix(row) for row in first_slate(candidates, self._known(), count, self.seed)]

    def choose(
        self,
        mixes: Sequence[AttributeMix],
        count: int,
        context: Context,
        distances: Floats | None = None,
        *,
        wishes: SlateWishes | None = None,
    ) -> list[int]:
        """Choose the candidate of the highest expected rating, then by expectation and by how pictures differ."""
        check_count(count)
        wishes = wishes or SlateWishes()
        worth, _ = self.expected(mixes, context, wishes.features)
        return choose_apart(worth, count, wishes.demands(distances, len(mixes), count))

    def state(self) -> AgentState:
        """Return the head (agent, version, seed, space) and the evidence; a subclass adds what these do not imply."""
        return {
            "agent": self.name,
            "version": self.version,
            "seed": self.seed,
            "space": self._space_as_json(),
            **self._evidence.to_dict(),
        }

    def restore(self, state: AgentState) -> None:
        """Restore a state that `state` returned; a subclass restores what it added."""
        if state.get("agent") != self.name:
            raise ValueError(f"this state belongs to the agent {state.get('agent')!r}, not to {self.name!r}")
        if state.get("version") != self.version:
            raise ValueError(
                f"this state has version {state.get('version')!r}, this agent reads version {self.version}"
            )
        if state.get("space") != self._space_as_json():
            raise ValueError("this state was learned over other attributes: start a new profile for these")
        self._evidence = Evidence.from_dict(self.design, state)
        self.seed = state["seed"]

    def _space_as_json(self) -> list[list[object]]:
        # A list of pairs, since the order of an object's keys may be lost on the way through a file.
        return [[name, list(values)] for name, values in self.space.dimensions.items()]

    def _known(self) -> Known:
        """Return what the artist has seen and rated."""
        return Known(self.design, self._evidence.shown_weights(), self._evidence.rated_weights())
