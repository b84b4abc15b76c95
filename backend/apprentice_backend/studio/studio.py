"""The studio: the loop of a slate, and the table of the methods that answer every other request.

A request comes in as the protocol's message and its reply goes out as one; clients and sockets are not known here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

from apprentice_shared.errors import ApprenticeError, Cancelled, EngineNotReady, ErrorCode, RequestError, StoreError
from apprentice_shared.language import tr
from apprentice_shared.messages import (
    EnginePart,
    EnginesReport,
    GetEngines,
    GetImage,
    GetProofs,
    ImageReady,
    Notice,
    PacksReport,
    Progress,
    Render,
    Request,
    SetEngine,
    SetPacks,
    Suggest,
)
from apprentice_shared.system_errors import why_of

from ..engines.base import Engine, Progressed, RenderEvent
from ..profiles import Profiles
from ..surroundings import Surroundings
from .answers import Answer
from .answers.feedback import FeedbackAnswers
from .answers.framings import FramingAnswers
from .answers.palettes import PaletteAnswers
from .answers.profiles import ProfileAnswers
from .answers.proofs import ProofAnswers
from .answers.variety import newly_narrow
from .engine_choice import EngineChoice
from .engine_pool import EnginePool
from .image_cache import ImageCache
from .pack_shelf import PackShelf
from .parts import engine_part
from .pictures import MAX_PIXELS, canvas_in
from .slates.lessons import ShownPicture
from .slates.recall import Recall
from .slates.rerender import Rerender, check_size, render_again, request_now
from .slates.slate_plan import Planner, SlatePlan
from .slates.slate_run import Outlet, SlateRun
from .slates.slate_terms import SlateTerms, check_amount

logger = logging.getLogger(__name__)

# Four of the largest pictures that a raw frame can carry.
MAX_SLATE_PIXELS = 4 * MAX_PIXELS


class Studio:
    """Answers every request of the protocol. Any thread may call; `run` takes as long as its engine does."""

    def __init__(
        self,
        profiles: Profiles,
        engines: EnginePool,
        images: ImageCache,
        around: Surroundings,
        packs: PackShelf | None = None,
        *,
        engine_choice: EngineChoice | None = None,
    ) -> None:
        self.profiles = profiles
        self.images = images
        self.packs = packs or PackShelf(())
        self._engines = engines
        self._engine_choice = engine_choice or EngineChoice(engines)
        self._around = around
        self._planner = Planner(profiles, engines, self.packs, around)
        self._recall = Recall(images)
        self._proofs = ProofAnswers(engines, images, self.packs)
        self._answers: dict[type[Request], Callable[[Any], Answer]] = {
            **ProfileAnswers(profiles).by_request(),
            **FeedbackAnswers(profiles).by_request(),
            **PaletteAnswers(profiles, images).by_request(),
            **FramingAnswers(profiles, engines, images).by_request(),
            GetImage: self._get_image,
            SetPacks: self._set_packs,
            GetEngines: self._get_engines,
            SetEngine: self._set_engine,
        }
        self._renders: dict[type[Request], Callable[[Any, Outlet, Event], None]] = {
            Suggest: self.suggest,
            Render: self.render,
        }

    @property
    def warning(self) -> str:
        """One sentence where a damaged or newer file was set aside at the start, else empty."""
        return self.profiles.warning

    def rest(self) -> None:
        """Let pictures go that were not used since the last call but one, as far as they are too many."""
        self.images.rest()
        self._recall.rest()

    def engine(self) -> EnginePart:
        """Describe the default engine; one that cannot be made is described by its problem."""
        key = self._engines.default
        try:
            return engine_part(self._engines.get(key).describe())
        except ApprenticeError as exc:
            return EnginePart(key.name, title=key.name, model=key.model, ready=False, problem=str(exc))

    def warm_up(self) -> None:
        """Load ahead what the first slate would wait for: the engine's modules, packs, the default profile's agent."""
        self.engine()
        self._engines.read_packs()
        with self.profiles.agent(self.profiles.find("")) as agent:
            logger.info("Ready to suggest with the agent %s", agent.name)

    def takes_a_render(self, request: Request) -> bool:
        """Return whether a request waits for its turn and is done by `run`; `answer` does all others but `Cancel`."""
        return type(request) in self._renders

    def run(self, request: Request, outlet: Outlet, cancelled: Event) -> None:
        """Do a request that takes a render; arguments and errors as `suggest`."""
        with self._proofs.resting():
            self._renders[type(request)](request, outlet, cancelled)

    def answer(self, request: Request, cancelled: Event | None = None) -> Answer:
        """Answer a request that takes no render; its changes are on disk when this returns.

        Proofs alone take long enough to be cancelled.

        Raises:
            Cancelled: `cancelled` was set, or `close` was called.
            RequestError: the request names something that does not exist.
            StoreError: the disk failed; nothing was changed.
            ValueError: a value of the request is out of range.
        """
        if isinstance(request, GetProofs):
            return self._proofs.answer(request, cancelled or Event())
        return self._answers[type(request)](request)

    def close(self) -> None:
        """Stop what nobody waits for once the backend ends."""
        self._proofs.close()

    def suggest(self, request: Suggest, outlet: Outlet, cancelled: Event) -> None:
        """Make one slate: send its progress, its suggestions as they are done, and at last `SlateReady`.

        The image of its canvas must be held. `cancelled` is looked at between all steps.

        Raises:
            Cancelled: `cancelled` was set.
            EngineError: the engine failed; replies sent before stand.
            RequestError, StoreError, ValueError: as `answer`.
        """
        _check_slate_size(request)
        profile = self.profiles.find(request.profile)
        key = self._engines.key(request.engine, request.model, request.device)
        engine = self._engines.get(key)
        info = engine.describe()
        if not info.ready:
            raise EngineNotReady(info.problem)
        canvas = canvas_in(self.images, request.canvas) if request.canvas else None
        _stop_if(cancelled)
        plan = self._planner.plan(request, profile, key, canvas, cancelled)
        _stop_if(cancelled)
        plan = self._with_recalled(plan, engine, outlet, cancelled)
        run = SlateRun(plan, self.profiles.log, self.images, outlet, self._around.now_s)
        if plan.notice:
            outlet.send(Notice(request.id, plan.notice), ())

        def on_event(event: RenderEvent) -> None:
            _stop_if(cancelled)
            run.take(event)

        engine.render(plan.render_request(canvas), on_event, cancelled)
        _stop_if(cancelled)
        narrow = newly_narrow(plan.read_log(), plan.suggestions(), self.profiles.space)
        if narrow:
            outlet.send(Notice(request.id, narrow), ())
        run.finish(engine.describe(), self.profiles.find(profile.id))

    def render(self, request: Render, outlet: Outlet, cancelled: Event) -> None:
        """Render a suggestion again and send `RenderReady`; arguments and errors as `suggest`."""
        check_size(request)
        slate = self.profiles.log.slate_of(request.suggestion)
        if slate is None:
            raise RequestError(tr("That suggestion was forgotten: ask for new ones."), ErrorCode.UNKNOWN_SUGGESTION)
        terms = SlateTerms.of(slate)
        engine = self._engines.get(self._engines.key(slate.engine, terms.model, terms.device))
        check_amount(1.0 if request.amount is None else request.amount, engine.describe())
        canvas = canvas_in(self.images, request.canvas) if request.canvas else None
        _stop_if(cancelled)
        shown = ShownPicture(slate, slate.suggestion(request.suggestion))
        held = self._recall.held
        rerender = Rerender(request, shown, request_now(request, shown, canvas, held), held(shown.suggestion.image))
        render_again(rerender, engine, outlet, cancelled)

    def _with_recalled(self, plan: SlatePlan, engine: Engine, outlet: Outlet, cancelled: Event) -> SlatePlan:
        """Put the rated pictures into a plan; where one has to be rendered again first, the client is told."""

        def on_event(event: RenderEvent) -> None:
            _stop_if(cancelled)
            if isinstance(event, Progressed):
                outlet.send(Progress(plan.request.id, event.fraction, event.stage), ())

        return replace(plan, recalled=self._recall.pictures(plan.lesson, engine, on_event, cancelled))

    def _get_image(self, request: GetImage) -> Answer:
        frame = self.images.get(request.image)
        if frame is None:
            raise RequestError(tr("That picture is gone: ask for new suggestions."), ErrorCode.UNKNOWN_IMAGE)
        return Answer(ImageReady(request.id, frame.hash), (frame.for_request(request.id),))

    def _get_engines(self, request: GetEngines) -> Answer:
        return Answer(EnginesReport(request.id, self._engine_choice.parts()))

    def _set_engine(self, request: SetEngine) -> Answer:
        self._engine_choice.use(request.engine)
        return Answer(EnginesReport(request.id, self._engine_choice.parts()))

    def _set_packs(self, request: SetPacks) -> Answer:
        try:
            self.packs.use(request.in_use)
        except OSError as exc:
            raise StoreError(
                tr("The choice of packs cannot be kept ({why}): mend that and try again.", why=why_of(exc))
            ) from exc
        self.profiles.space = self.packs.space()
        return Answer(PacksReport(request.id, self.packs.parts(), dict(self.profiles.space.dimensions)))


def _check_slate_size(request: Suggest) -> None:
    pixels = request.width_px * request.height_px
    if pixels > MAX_PIXELS or pixels * request.count > MAX_SLATE_PIXELS:
        raise RequestError(tr("That is more than four pictures of 4096 × 4096: ask for less."), ErrorCode.TOO_LARGE)


def _stop_if(cancelled: Event) -> None:
    if cancelled.is_set():
        raise Cancelled(tr("The suggestions were cancelled."))
