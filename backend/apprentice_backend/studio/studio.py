"""The studio: the loop of a slate, and the way of every other request to what answers it.

A request comes in as the protocol's message and its reply goes out as one; who asked, and over what, is not known here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ApprenticeError, Cancelled, EngineNotReady, ErrorCode, RequestError, StoreError
from apprentice_shared.messages import (
    EnginePart,
    GetImage,
    ImageReady,
    Notice,
    PackPart,
    PacksReport,
    ProfilePart,
    Progress,
    Render,
    Request,
    SetPacks,
    Suggest,
)

from ..agents.base import Constraints, Context
from ..engines.base import Engine, EngineInfo, Pixels, Progressed, RenderEvent, RenderRequest
from ..observe import measure
from ..palettes.extract import extract_palette
from ..profiles import Profiles
from ..store import ProfileRecord
from ..surroundings import Surroundings
from .answers import Answer
from .answers.feedback import FeedbackAnswers
from .answers.palettes import PaletteAnswers
from .answers.profiles import ProfileAnswers
from .answers.variety import newly_narrow
from .engine_pool import EngineKey, EnginePool
from .image_cache import ImageCache
from .pack_shelf import PackShelf
from .parts import engine_part
from .pictures import MAX_PIXELS, canvas_in
from .slates.lessons import lesson_for
from .slates.recall import Recall
from .slates.rerender import Once, as_before, check_size, render_again
from .slates.slate_run import PALETTE_SIZE, Outlet, SlatePlan, SlateRun

logger = logging.getLogger(__name__)

# Four of the largest pictures that a raw frame can carry.
MAX_SLATE_PIXELS = 4 * MAX_PIXELS


class Studio:
    """Answers every request of the protocol. Any thread may call; `suggest` takes as long as its engine does.

    Args:
        profiles: the profiles and their agents.
        engines: the engines.
        images: canvases received and pictures rendered.
        around: the clock, and where seeds and ids come from that nobody chose.
        packs: the attribute packs; None for none beside the built-in values.
    """

    def __init__(
        self,
        profiles: Profiles,
        engines: EnginePool,
        images: ImageCache,
        around: Surroundings,
        packs: PackShelf | None = None,
    ) -> None:
        self.images = images
        self._packs = packs or PackShelf(())
        self._profiles = profiles
        self._engines = engines
        self._around = around
        self._recall = Recall(images)
        self._profile_answers = ProfileAnswers(profiles)
        self._answers: dict[type[Request], Callable[[Any], Answer]] = {
            **self._profile_answers.by_request(),
            **FeedbackAnswers(profiles).by_request(),
            **PaletteAnswers(profiles, images).by_request(),
            GetImage: self._get_image,
            SetPacks: self._set_packs,
        }

    @property
    def warning(self) -> str:
        """One sentence where a damaged or newer file was set aside at the start, else empty."""
        return self._profiles.log.warning

    @property
    def space(self) -> AttributeSpace:
        """The attributes that mixes are made of."""
        return self._profiles.space

    def packs(self) -> tuple[PackPart, ...]:
        """Describe all attribute packs."""
        return self._packs.parts()

    def engine(self) -> EnginePart:
        """Describe the engine of requests that name none; one that cannot be made is described by what is wrong."""
        key = self._engines.default
        try:
            return engine_part(self._engines.get(key).describe())
        except ApprenticeError as exc:
            return EnginePart(key.name, title=key.name, model=key.model, ready=False, problem=str(exc))

    def profiles(self) -> tuple[ProfilePart, ...]:
        """Describe all profiles, the default one first."""
        return self._profile_answers.all()

    def warm_up(self) -> None:
        """Load ahead what the first slate would wait for: the engine's modules, the default profile's agent."""
        self.engine()
        with self._profiles.agent(self._profiles.find("")) as agent:
            logger.info("Ready to suggest with the agent %s", agent.name)

    def answer(self, request: Request) -> Answer:
        """Answer any request but `Suggest`, `Render` and `Cancel`; what it changes is on disk when this returns.

        Raises:
            RequestError: it names something that does not exist.
            StoreError: the disk failed; nothing was changed.
            ValueError: one of its values is out of range.
        """
        return self._answers[type(request)](request)

    def suggest(self, request: Suggest, outlet: Outlet, cancelled: Event) -> None:
        """Make one slate: send its progress, its suggestions as they are done, and at last `SlateReady`.

        Args:
            request: what to suggest; the image of its canvas must be held.
            outlet: where the replies go.
            cancelled: looked at between all steps.

        Raises:
            Cancelled: `cancelled` was set.
            EngineError: the engine failed; what was sent before stands.
            RequestError, StoreError, ValueError: as `answer`.
        """
        pixels = request.width_px * request.height_px
        if pixels > MAX_PIXELS or pixels * request.count > MAX_SLATE_PIXELS:
            raise RequestError("That is more than four pictures of 4096 × 4096: ask for less.", ErrorCode.TOO_LARGE)
        profile = self._profiles.find(request.profile)
        key = self._engines.key(request.engine, request.model, request.device)
        engine = self._engines.get(key)
        info = engine.describe()
        if not info.ready:
            raise EngineNotReady(info.problem)
        canvas = canvas_in(self.images, request.canvas) if request.canvas else None
        _stop_if(cancelled)
        plan = self._plan(request, profile, key, info, canvas)
        _stop_if(cancelled)
        plan = self._with_references(plan, engine, outlet, cancelled)
        run = SlateRun(plan, self._profiles.log, self.images, outlet, self._around.now_s)

        def on_event(event: RenderEvent) -> None:
            _stop_if(cancelled)
            run.take(event)

        engine.render(_render_request(plan, canvas), on_event, cancelled)
        _stop_if(cancelled)
        narrow = newly_narrow(self._profiles.log.log(profile.id), self.space, len(plan.mixes))
        if narrow:
            outlet.send(Notice(request.id, narrow), ())
        run.finish(engine.describe(), self._profiles.find(profile.id))

    def render(self, request: Render, outlet: Outlet, cancelled: Event) -> None:
        """Render a suggestion again and send `RenderReady`; arguments and errors as `suggest`."""
        check_size(request)
        slate = self._profiles.log.slate_of(request.suggestion)
        if slate is None:
            raise RequestError("That suggestion was forgotten: ask for a new slate.", ErrorCode.UNKNOWN_SUGGESTION)
        asked = slate.context.get("request", {})
        model, device = asked.get("model", slate.model), asked.get("device", "")
        engine = self._engines.get(self._engines.key(slate.engine, model, device))
        canvas = canvas_in(self.images, request.canvas) if request.canvas else None
        _stop_if(cancelled)
        suggestion = next(item for item in slate.suggestions if item.id == request.suggestion)
        once = Once(
            request,
            as_before(request, slate, canvas, self._recall.held),
            (suggestion.width_px, suggestion.height_px),
            self._recall.held(suggestion.image),
        )
        render_again(once, engine, outlet, cancelled)

    def _with_references(self, plan: SlatePlan, engine: Engine, outlet: Outlet, cancelled: Event) -> SlatePlan:
        """Put the rated pictures into a plan; those that have to be rendered again first say so."""

        def on_event(event: RenderEvent) -> None:
            _stop_if(cancelled)
            if isinstance(event, Progressed):
                outlet.send(Progress(plan.request.id, event.fraction, event.stage), ())

        return replace(plan, references=self._recall.references(plan.lesson, engine, on_event, cancelled))

    def _plan(
        self, request: Suggest, profile: ProfileRecord, key: EngineKey, engine: EngineInfo, canvas: Pixels | None
    ) -> SlatePlan:
        palette = () if canvas is None else extract_palette(canvas, PALETTE_SIZE)
        features = {} if canvas is None else measure(canvas)
        context = Context(features, request.subject, tuple(swatch.hex for swatch in palette))
        constraints = Constraints(
            vary=None if request.vary is None else frozenset(request.vary),
            locks=request.locks,
            bans=request.bans,
            surprise=request.surprise,
            max_values=engine.max_values,
        )
        space = None if request.packs is None else self._packs.space(request.packs)
        with self._profiles.agent(profile, space) as agent:
            mixes = agent.suggest(context, request.count, constraints)
            explanations = tuple(agent.explain(mix, context) for mix in mixes)
            lesson = lesson_for(request, engine, lambda: self._profiles.log.log(profile.id), agent.taste, mixes)
        seed = self._around.new_seed() if request.seed is None else request.seed
        return SlatePlan(
            id=self._around.new_id(),
            request=request,
            profile=profile,
            context=context,
            canvas_palette=palette,
            mixes=tuple(mixes),
            seeds=tuple((seed + index) % 2**31 for index in range(len(mixes))),
            explanations=explanations,
            engine=engine,
            key=key,
            lesson=lesson,
        )

    def _get_image(self, request: GetImage) -> Answer:
        frame = self.images.get(request.image)
        if frame is None:
            raise RequestError("That picture is not held any more: ask for a new slate.", ErrorCode.UNKNOWN_IMAGE)
        return Answer(ImageReady(request.id, frame.hash), (frame.for_request(request.id),))

    def _set_packs(self, request: SetPacks) -> Answer:
        try:
            self._packs.use(request.in_use)
        except OSError as exc:
            raise StoreError(
                f"The choice of packs cannot be kept ({exc.strerror or exc}): make room, and try again."
            ) from exc
        self._profiles.space = self._packs.space()
        return Answer(PacksReport(request.id, self.packs(), dict(self.space.dimensions)))


def _render_request(plan: SlatePlan, canvas: Pixels | None) -> RenderRequest:
    request = plan.request
    return RenderRequest(
        mixes=plan.mixes,
        seeds=plan.seeds,
        width_px=request.width_px,
        height_px=request.height_px,
        canvas=canvas,
        subject=request.subject,
        strength=request.strength,
        bans=Constraints(bans=request.bans).banned,
        palette=request.palette,
        preview_px=request.preview_px,
        avoid=plan.lesson.avoid,
        liked=tuple(plan.references.liked.values()),
        disliked=tuple(plan.references.disliked.values()),
        feedback=plan.lesson.strength,
        near_seed=plan.lesson.near_seed,
    )


def _stop_if(cancelled: Event) -> None:
    if cancelled.is_set():
        raise Cancelled("The slate was cancelled.")
