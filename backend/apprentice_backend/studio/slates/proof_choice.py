"""Four that differ: more mixes are proposed than are shown, and small proofs tell which of them look different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.attributes import AttributeMix

from ...agents.base import Agent, Context
from ...agents.constraints import Constraints
from ...agents.wishes import SlateWishes
from ...color.oklab import Floats
from ...engines.base import Pixels
from ...observe import measure
from ...picture_difference import distances_between, to_compared, with_matched_lightness

# Mixes that are proposed for each one shown, and those that are proposed besides where these look too much alike.
PROOFS_EACH, _MORE_EACH = 4, 8
# Suggestions of a slate that is chosen by proofs. One picture has nothing to differ from, and whether more than six can
# all lie apart takes longer to find out with each one more: many seconds for eight, and no end for sixteen.
_FEWEST, _MOST = 2, 6
# A proof differs from its picture a little, in the brushwork above all: so much of a distance is in doubt.
PROOF_DOUBT = 0.5
# With lightness and contrast matched, pictures lie apart at least this share of what is asked of them as they are.
_MATCHED = 0.5
# Change of the mean L from which a key is darker or lighter than the canvas'.
_KEY = 0.03

# Makes a proof of each mix.
Prove = Callable[[Sequence[AttributeMix]], list[Pixels]]


@dataclass(frozen=True)
class Choice:
    """A slate chosen by proofs.

    Args:
        mixes: of the suggestions, the one believed best first.
        other: the place of the suggestion that is something else than the first; None where none is far from it.
        differs: whether all pictures differ as much as is wanted.
        has_keys: whether one is darker in key than the canvas, and one lighter.
    """

    mixes: tuple[AttributeMix, ...]
    other: int | None = None
    differs: bool = True
    has_keys: bool = True


@dataclass(frozen=True)
class ProofChooser:
    """Chooses slates by worth and by how different their pictures look.

    Args:
        agent: lends the agent, which proposes, expects and chooses; it is given back while proofs are made.
        context: the canvas and subject.
        canvas: the painting, whose key the slate's keys are held against; None for an empty one.
        prove: makes proofs of mixes.
    """

    agent: Callable[[], AbstractContextManager[Agent]]
    context: Context
    canvas: Pixels | None
    prove: Prove

    def choose(self, count: int, constraints: Constraints) -> Choice:
        """Choose a slate; where those proposed look too much alike, or are all of one key, more are proposed.

        One suggestion alone, or more than six, are as the agent suggests them, without proofs.

        Args:
            count: of the suggestions, at least 1.
            constraints: the artist's limits; `surprise` says how different the pictures are to be.

        Raises:
            Whatever `prove` raises.
        """
        with self.agent() as agent:
            if not _FEWEST <= count <= _MOST:
                return Choice(tuple(agent.suggest(self.context, count, constraints)))
            mixes = agent.suggest(self.context, PROOFS_EACH * count, constraints)
        if len(set(mixes)) == 1:
            return Choice(tuple(mixes[:count]), differs=False)
        mixes = self._shuffled(mixes)
        proofs = self.prove(mixes)
        with self.agent() as agent:
            choice = self._choice(agent, mixes, proofs, count, constraints.surprise)
            if choice.differs and choice.has_keys and choice.other is not None:
                return choice
            # What comes next by worth is much like the first.
            more = [mix for mix in agent.survey(_MORE_EACH * count, constraints) if mix not in mixes]
        if not more:
            return choice
        proofs += self.prove(more)
        with self.agent() as agent:
            return self._choice(agent, [*mixes, *more], proofs, count, constraints.surprise)

    def _shuffled(self, mixes: list[AttributeMix]) -> list[AttributeMix]:
        """Return mixes in an order of the painting's own, so that an agent to whom all are alike differs with it."""
        if self.canvas is None:
            return mixes
        rng = np.random.default_rng(crc32(to_compared(self.canvas).tobytes()))
        return [mixes[place] for place in rng.permutation(len(mixes))]

    def _choice(
        self, agent: Agent, mixes: Sequence[AttributeMix], proofs: Sequence[Pixels], count: int, surprise: float
    ) -> Choice:
        labs = [to_compared(proof) for proof in proofs]
        keys = self._keys(labs)
        wishes = SlateWishes(surprise, [measure(proof) for proof in proofs], keys)
        matched = distances_between(with_matched_lightness(labs)) / _MATCHED
        distances = np.maximum(np.minimum(distances_between(labs), matched) - PROOF_DOUBT, 0.0)
        chosen = agent.choose(mixes, count, self.context, distances, wishes=wishes)
        between = distances[np.ix_(chosen, chosen)]
        furthest = int(np.argmax(between[0]))
        return Choice(
            tuple(mixes[index] for index in chosen),
            furthest if between[0, furthest] >= wishes.other else None,
            differs=bool((between[np.triu_indices(len(chosen), 1)] >= wishes.least).all()),
            has_keys=all(key[chosen].any() for key in keys),
        )

    def _keys(self, labs: Sequence[Floats]) -> tuple[NDArray[np.bool_], ...]:
        """Return which proofs are darker in key than the canvas, and which are lighter; nothing where none is."""
        if self.canvas is None:
            return ()
        change = np.array([lab[..., 0].mean() for lab in labs]) - to_compared(self.canvas)[..., 0].mean()
        keys = change <= -_KEY, change >= _KEY
        # Where nothing that may vary moves the key, as in brushwork or framing, no key is wanted.
        return keys if any(key.any() for key in keys) else ()
