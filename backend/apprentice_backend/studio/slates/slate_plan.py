"""The plan of a slate: mixes, seeds and explanations, decided before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache, partial

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.bounds import SEEDS
from apprentice_shared.messages import Suggest

from ...agents.base import Agent, Context
from ...agents.beliefs import Explanation
from ...agents.constraints import Constraints
from ...engines.base import EngineInfo, Pixels, RenderRequest
from ...observe import measure
from ...palettes.extract import extract_palette
from ...palettes.swatch import Palette
from ...profiles import Profiles
from ...store import LogPage, ProfileRecord, SuggestionRecord
from ...surroundings import Surroundings
from ..engine_pool import EngineKey
from ..pack_shelf import PackShelf
from .lessons import Lesson, RecalledPictures, lesson_for
from .slate_terms import SlateTerms

PALETTE_SIZE = 5


@dataclass(frozen=True)
class SlatePlan:
    """All that is known of a slate before it is rendered.

    Args:
        id: the slate's id.
        request: the request that asked for it.
        profile: the profile whose taste chose the mixes.
        context: what the canvas shows.
        canvas_palette: the canvas' swatches; empty without a canvas.
        mixes: one per suggestion.
        seeds: one per suggestion.
        explanations: one per suggestion.
        engine: the engine that will render it, as it describes itself.
        key: the engine's place in the pool.
        lesson: what the profile's ratings say to the engine itself.
        read_log: returns the profile's log; the store is read at the first call only, for a long log takes a second.
        recalled: the rated pictures that the engine is shown.
    """

    id: str
    request: Suggest
    profile: ProfileRecord
    context: Context
    canvas_palette: Palette
    mixes: tuple[AttributeMix, ...]
    seeds: tuple[int, ...]
    explanations: tuple[Explanation, ...]
    engine: EngineInfo
    key: EngineKey
    lesson: Lesson
    read_log: Callable[[], LogPage]
    recalled: RecalledPictures = field(default_factory=RecalledPictures)

    def suggestion_id(self, index: int) -> str:
        """Return the id of one suggestion."""
        return f"{self.id}-{index + 1}"

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
            preview_px=request.preview_px,
            avoid=self.lesson.avoid,
            liked=tuple(self.recalled.liked.values()),
            disliked=tuple(self.recalled.disliked.values()),
            feedback=self.lesson.strength,
            near_seed=self.lesson.near_seed,
        )


class Planner:
    """Plans slates with the agents of profiles. Any thread may call."""

    def __init__(self, profiles: Profiles, packs: PackShelf, around: Surroundings) -> None:
        self._profiles = profiles
        self._packs = packs
        self._around = around

    def plan(
        self, request: Suggest, profile: ProfileRecord, key: EngineKey, engine: EngineInfo, canvas: Pixels | None
    ) -> SlatePlan:
        """Return the plan of a slate, without its recalled pictures: its mixes are the agent's.

        The canvas is the painting, shape (height, width, 4), uint8; None stands for an empty one.

        Raises:
            ConfigError: the request names a pack that does not exist.
            ValueError: the request names a dimension or value that does not exist.
        """
        palette = () if canvas is None else extract_palette(canvas, PALETTE_SIZE)
        measures = {} if canvas is None else measure(canvas)
        context = Context(measures, request.subject, tuple(swatch.hex for swatch in palette))
        constraints = Constraints(
            vary=None if request.vary is None else frozenset(request.vary),
            locks=request.locks,
            bans=request.bans,
            surprise=request.surprise,
            max_values=engine.max_values,
        )
        space = None if request.packs is None else self._packs.space(request.packs)
        read_log = cache(partial(self._profiles.read_log, profile.id))
        with self._agent(request, profile, space) as agent:
            mixes = agent.suggest(context, request.count, constraints)
            explanations = tuple(agent.explain(mix, context) for mix in mixes)
            lesson = lesson_for(request, engine, read_log, agent.taste, mixes) if request.taste else Lesson()
        seed = self._around.new_seed() if request.seed is None else request.seed
        return SlatePlan(
            id=self._around.new_id(),
            request=request,
            profile=profile,
            context=context,
            canvas_palette=palette,
            mixes=tuple(mixes),
            seeds=tuple((seed + index) % SEEDS for index in range(len(mixes))),
            explanations=explanations,
            engine=engine,
            key=key,
            lesson=lesson,
            read_log=read_log,
        )

    def _agent(
        self, request: Suggest, profile: ProfileRecord, space: AttributeSpace | None
    ) -> AbstractContextManager[Agent]:
        if request.taste:
            return self._profiles.agent(profile, space)
        return nullcontext(self._profiles.newcomer(profile, space))
