"""The plan of a slate: mixes, seeds and explanations, decided before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache, partial
from threading import Event

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.bounds import SEEDS
from apprentice_shared.language import later, tr
from apprentice_shared.messages import Suggest

from ...agents.base import Agent, Context
from ...agents.beliefs import Explanation, Taste, TasteValue
from ...agents.constraints import Constraints
from ...engines.base import PROOFS, EngineInfo, Pixels, RenderRequest
from ...observe import measure
from ...palettes.extract import extract_palette
from ...palettes.swatch import Palette
from ...profiles import Profiles
from ...store import LogPage, ProfileRecord, SuggestionRecord
from ...surroundings import Surroundings
from ..engine_pool import EngineKey, EnginePool
from ..pack_shelf import PackShelf
from .lessons import Lesson, RecalledPictures, lesson_for
from .proof_choice import Choice, ProofChooser
from .slate_terms import SlateTerms, check_amount
from .takes import TakeChooser, check_intent

PALETTE_SIZE = 5
MOVES = 2  # dimensions that one suggestion moves, at most: one idea, or two
PROOF_PX = 192
ALIKE = later("Among all that may change, these differ most: let more change for more variety.")


@dataclass(frozen=True)
class SlatePlan:
    """All that is known of a slate before it is rendered.

    Args:
        id: the slate's id.
        request: the request that asked for it.
        profile: the profile whose taste chose the mixes.
        context: what the canvas shows.
        canvas_palette: the canvas' swatches; empty without a canvas.
        mixes: one per suggestion, their weights times the amount that was asked for: what is shown.
        seeds: one per suggestion.
        explanations: one per suggestion.
        taste: of the agent that chose, when it chose.
        engine: the engine that will render it, as it describes itself.
        key: the engine's place in the pool.
        lesson: what the profile's ratings say to the engine itself.
        read_log: returns the profile's log; the store is read at the first call only, for a long log takes a second.
        recalled: the rated pictures that the engine is shown.
        other: the place of the suggestion that is meant to be something else than the first; None for none.
        notice: a sentence for the artist on the slate; empty for none.
    """

    id: str
    request: Suggest
    profile: ProfileRecord
    context: Context
    canvas_palette: Palette
    mixes: tuple[AttributeMix, ...]
    seeds: tuple[int, ...]
    explanations: tuple[Explanation, ...]
    taste: Taste
    engine: EngineInfo
    key: EngineKey
    lesson: Lesson
    read_log: Callable[[], LogPage]
    recalled: RecalledPictures = field(default_factory=RecalledPictures)
    other: int | None = None
    notice: str = ""

    def suggestion_id(self, index: int) -> str:
        """Return the id of one suggestion."""
        return f"{self.id}-{index + 1}"

    def effects(self, index: int) -> tuple[TasteValue, ...]:
        """Return what the taste says of the values in one suggestion."""
        mix = self.mixes[index]
        return tuple(entry for entry in self.taste.values if mix.weight(entry.dimension, entry.value) > 0.0)

    def suggestions(self) -> list[SuggestionRecord]:
        """Return the records of all suggestions, as they are while no picture is done."""
        return [
            SuggestionRecord(self.suggestion_id(index), mix.to_dict(), seed, explanation.to_text())
            for index, (mix, seed, explanation) in enumerate(
                zip(self.mixes, self.seeds, self.explanations, strict=True)
            )
        ]

    def terms(self) -> SlateTerms:
        """Return how the slate was asked for, for its record."""
        request = self.request
        return SlateTerms(
            strength=request.strength,
            bans=request.bans,
            palette=request.palette,
            model=self.key.model,
            device=self.key.device,
            canvas=request.canvas,
            feedback=self.lesson.strength,
            liked=tuple(self.recalled.liked),
            disliked=tuple(self.recalled.disliked),
            avoid=self.lesson.avoid.to_dict(),
            near_seed=self.lesson.near_seed,
            amount=request.amount,
            intent=request.intent,
        )

    def render_request(self, canvas: Pixels | None) -> RenderRequest:
        """Return the request to the engine; `canvas` is the artist's painting, None for an empty one."""
        request = self.request
        return RenderRequest(
            mixes=self.mixes,
            seeds=self.seeds,
            width_px=request.width_px,
            height_px=request.height_px,
            canvas=canvas,
            subject=request.subject,
            strength=request.strength,
            bans=Constraints(bans=request.bans).banned,
            palette=request.palette,
            palette_amount=request.amount,
            intent=request.intent,
            intent_amount=request.amount,
            preview_px=request.preview_px,
            avoid=self.lesson.avoid,
            liked=tuple(self.recalled.liked.values()),
            disliked=tuple(self.recalled.disliked.values()),
            feedback=self.lesson.strength,
            near_seed=self.lesson.near_seed,
        )


class Planner:
    """Plans slates with the agents of profiles. Any thread may call."""

    def __init__(self, profiles: Profiles, engines: EnginePool, packs: PackShelf, around: Surroundings) -> None:
        self._profiles = profiles
        self._engines = engines
        self._packs = packs
        self._around = around

    def plan(
        self, request: Suggest, profile: ProfileRecord, key: EngineKey, canvas: Pixels | None, cancelled: Event
    ) -> SlatePlan:
        """Return the plan of a slate, without its recalled pictures: its mixes are the agent's.

        An engine that makes proofs shows which of more mixes look different; then all suggestions have one seed, so
        that they differ by their mixes alone. With an intent they are takes of it. A mix that comes again, where few
        are allowed, has the next seed.

        Args:
            request: the request for the slate.
            profile: the profile whose taste chooses.
            key: the engine's place in the pool.
            canvas: the painting, shape (height, width, 4), uint8; None for an empty one.
            cancelled: read while proofs are made.

        Raises:
            Cancelled, EngineError: as `Engine.render`, by which proofs are made.
            ConfigError: the request names a pack that does not exist.
            RequestError: less than the whole amount is asked of an engine that makes whole pictures alone, or an intent
                of one that does not know it.
            ValueError: the request names a dimension or value that does not exist.
        """
        engine = self._engines.get(key)
        info = engine.describe()
        check_amount(request.amount, info)
        check_intent(request.intent, info)
        palette = () if canvas is None else extract_palette(canvas, PALETTE_SIZE)
        measures = {} if canvas is None else measure(canvas)
        context = Context(measures, request.subject, tuple(swatch.hex for swatch in palette))
        constraints = Constraints(
            vary=None if request.vary is None else frozenset(request.vary),
            locks=request.locks,
            bans=request.bans,
            surprise=request.surprise,
            max_values=info.max_values,
            moves=MOVES,
            alone=info.alone,
        )
        # One space for the whole plan: packs may be switched while proofs are made.
        space = self._profiles.space if request.packs is None else self._packs.space(request.packs)
        read_log = cache(partial(self._profiles.read_log, profile.id))
        seed = self._around.new_seed() if request.seed is None else request.seed
        has_proofs = PROOFS in info.abilities

        def prove(some: Sequence[AttributeMix]) -> list[Pixels]:
            wanted = _proofs_of(request, [mix.times(request.amount) for mix in some], seed, canvas)
            return [image.pixels for image in engine.render(wanted, lambda _: None, cancelled)]

        agent_of = self._agent(request, profile, space)
        if request.intent:
            against = frozenset(info.against.get(request.intent, ()))
            takes = TakeChooser(agent_of, context, canvas, prove, info.first_vary, against)
            choice = takes.choose(request.count, constraints)
        elif has_proofs:
            choice = ProofChooser(agent_of, context, canvas, prove).choose(request.count, constraints)
        else:
            with agent_of() as agent:
                choice = Choice(tuple(agent.suggest(context, request.count, constraints)))
        mixes = tuple(mix.times(request.amount) for mix in choice.mixes)
        with agent_of() as agent:
            explanations = tuple(agent.explain(mix, context) for mix in mixes)
            taste = agent.taste()
            lesson = lesson_for(request, info, read_log, agent.taste, mixes) if request.taste else Lesson()
        return SlatePlan(
            id=self._around.new_id(),
            request=request,
            profile=profile,
            context=context,
            canvas_palette=palette,
            mixes=mixes,
            seeds=tuple((seed + step) % SEEDS for step in (_repeats(mixes) if has_proofs else range(len(mixes)))),
            explanations=explanations,
            taste=taste,
            engine=info,
            key=key,
            lesson=lesson,
            read_log=read_log,
            other=choice.other if taste.ratings else None,
            notice="" if choice.differs else tr(ALIKE),
        )

    def _agent(
        self, request: Suggest, profile: ProfileRecord, space: AttributeSpace
    ) -> Callable[[], AbstractContextManager[Agent]]:
        """Return what lends the agent that proposes: the profile's, or one that has learned nothing."""
        if request.taste:
            return partial(self._profiles.agent, profile, space)
        newcomer = self._profiles.newcomer(profile, space)
        return lambda: nullcontext(newcomer)


def _repeats(mixes: Sequence[AttributeMix]) -> list[int]:
    """Return how often each mix stands before itself."""
    return [list(mixes[:place]).count(mix) for place, mix in enumerate(mixes)]


def _proofs_of(request: Suggest, mixes: Sequence[AttributeMix], seed: int, canvas: Pixels | None) -> RenderRequest:
    """Return the request for proofs of mixes, made as the pictures of a slate would be."""
    return RenderRequest(
        mixes=tuple(mixes),
        seeds=(seed,) * len(mixes),
        width_px=request.width_px,
        height_px=request.height_px,
        canvas=canvas,
        palette=request.palette,
        palette_amount=request.amount,
        intent=request.intent,
        intent_amount=request.amount,
        preview_px=0,
        proof_px=PROOF_PX,
    )
