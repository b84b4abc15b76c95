"""The takes of an intent: the intent as it is, and others whose mixes vary around it by the artist's taste."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.language import in_row, tr

from ...agents.base import Agent, Context
from ...agents.constraints import Constraints
from ...agents.wishes import SlateWishes
from ...color.oklab import Floats
from ...engines.base import INTENTS, EngineInfo, Pixels
from ...observe import measure
from ...picture_difference import distances_between, to_compared
from .proof_choice import PROOF_DOUBT, Choice, Prove

# Shares of a mix that is laid over an intent: of one at full weight no intent is left.
SHARES = (0.35, 0.7)
PROPOSED = 10  # mixes of the agent's, each tried at both shares
# A take lies nearer to the intent than this share of the way from the canvas to it, so that it is still that intent.
_NEAR = 0.8
_MOST_BY_PROOFS = 6  # takes: whether more of them lie apart takes many seconds to find out


def check_intent(intent: str, engine: EngineInfo) -> None:
    """Raise a `RequestError` where an engine makes no study with an intent that is asked for."""
    if not intent or intent in engine.intents:
        return
    if INTENTS not in engine.abilities:
        text = tr("{engine} makes no studies with an intent: choose another engine.", engine=engine.title)
    else:
        text = tr("There is no such intent: choose from {names}.", names=in_row(engine.intents))
    raise RequestError(text, ErrorCode.BAD_VALUE)


@dataclass(frozen=True)
class TakeChooser:
    """Chooses the takes of an intent.

    Args:
        agent: lends the agent, which proposes and chooses; it is given back while proofs are made.
        context: the canvas and subject.
        canvas: the painting; None for an empty one.
        prove: makes proofs of mixes over the intent.
        first_vary: dimensions that vary where none of those asked for is left.
        against: values that contradict the intent: none of them is in a take unless the artist locked it.
    """

    agent: Callable[[], AbstractContextManager[Agent]]
    context: Context
    canvas: Pixels | None
    prove: Prove
    first_vary: tuple[str, ...]
    against: frozenset[tuple[str, str]] = frozenset()

    def choose(self, count: int, constraints: Constraints) -> Choice:
        """Choose takes: first the intent alone (what is locked with it), then the others, the one believed best first.

        The others are the agent's mixes at a share, chosen by expected stars and by how far their proofs lie from one
        another and from the intent alone. Those whose proofs have left the intent are passed over, as far as enough
        others are there. Where they look too much alike, as many come from all over what may vary.

        Args:
            count: of the takes, at least 1.
            constraints: the artist's limits; what is mixed with no others does not vary.

        Raises:
            Whatever `prove` raises.
        """
        alone = constraints.locked
        if count == 1:
            return Choice((alone,))
        with self.agent() as agent:
            around = self._around(agent, constraints)
            proposed = agent.suggest(self.context, max(PROPOSED, count), around)
        mixes = _takes(proposed, alone, ())
        if len(mixes) <= count or count > _MOST_BY_PROOFS:
            return Choice(tuple((mixes * count)[:count]))
        proofs = self.prove(mixes)
        choice = self._choice(mixes, proofs, count, constraints.surprise)
        if choice.differs:
            return choice
        # What the artist is believed to like is too much alike over this intent: whatever may vary is looked at.
        with self.agent() as agent:
            more = _takes(agent.survey(PROPOSED, around), alone, mixes)
        if not more:
            return choice
        return self._choice([*mixes, *more], [*proofs, *self.prove(more)], count, constraints.surprise)

    def _choice(self, mixes: list[AttributeMix], proofs: list[Pixels], count: int, surprise: float) -> Choice:
        """Choose among takes by their proofs, the first of which is the intent alone."""
        labs = [to_compared(proof) for proof in proofs]
        apart = np.maximum(distances_between(labs) - PROOF_DOUBT, 0.0)
        wishes = SlateWishes(surprise)
        kept = self._kept(labs, apart, wishes.least, count - 1)
        features = [measure(proofs[place]) for place in kept]
        with self.agent() as agent:
            chosen = agent.choose(
                [mixes[place] for place in kept],
                count - 1,
                self.context,
                apart[np.ix_(kept, kept)],
                wishes=replace(wishes, features=features),
            )
        places = [0, *(kept[place] for place in chosen)]
        between = apart[np.ix_(places, places)][np.triu_indices(len(places), 1)]
        return Choice(tuple(mixes[place] for place in places), differs=bool((between >= wishes.least).all()))

    def _around(self, agent: Agent, constraints: Constraints) -> Constraints:
        """Return the limits of what varies around an intent."""
        dimensions = agent.space.dimensions
        wanted = frozenset(dimensions) if constraints.vary is None else constraints.vary
        vary = (wanted - constraints.alone) or frozenset(self.first_vary) & frozenset(dimensions)
        against = {
            (dimension, value)
            for dimension, value in self.against
            if value in dimensions.get(dimension, ()) and dimension not in constraints.locks
        }
        return replace(constraints, vary=vary, bans=constraints.banned | against)

    def _kept(self, labs: Sequence[Floats], distances: NDArray[np.float64], least: float, count: int) -> list[int]:
        """Return the places of takes that look other than the intent alone, the first, and still are that intent."""
        away = distances[0]
        most = np.inf
        if self.canvas is not None:
            whole = to_compared(self.canvas)
            most = _NEAR * float(distances_between([labs[0], whole])[0, 1]) if whole.shape == labs[0].shape else np.inf
        others = range(1, len(labs))
        kept = [place for place in others if least <= away[place] <= max(most, 1.5 * least)]
        if len(kept) >= count:
            return kept
        # The nearest that can be told from it make up the number, then whatever there is.
        spare = sorted((place for place in others if place not in kept), key=lambda place: abs(away[place] - least))
        return sorted([*kept, *spare[: count - len(kept)]])


def _takes(proposed: Sequence[AttributeMix], alone: AttributeMix, known: Sequence[AttributeMix]) -> list[AttributeMix]:
    """Return mixes at every share over what is locked, each once; those that are known are left out.

    With nothing known, what is locked alone is the first.
    """
    takes = [] if known else [alone]
    takes += [_laid_over(mix, alone, share) for mix in proposed for share in SHARES]
    return [take for take in dict.fromkeys(takes) if take not in known]


def _laid_over(mix: AttributeMix, locked: AttributeMix, share: float) -> AttributeMix:
    """Return a mix at a share, with what is locked at full weight."""
    return AttributeMix({**mix.times(share).to_dict(), **locked.to_dict()})
