"""A slate on its way from the engine to the artist: each picture is measured, recorded, then shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.messages import (
    Notice,
    Preview,
    Progress,
    Reply,
    SlateReady,
    SuggestionPart,
    SuggestionReady,
)

from ...engines.base import EngineInfo, Image, Noticed, Previewed, Progressed, Rendered, RenderEvent
from ...observe import measure
from ...palettes.extract import extract_palette
from ...palettes.swatch import Palette, to_parts
from ...store import EventLog, ProfileRecord, SlateRecord, SuggestionRecord
from ..image_cache import ImageCache
from ..parts import engine_part, explanation_part, profile_part
from ..pictures import encode_pixels
from .slate_plan import PALETTE_SIZE, SlatePlan

Send = Callable[[Reply, tuple[ImageFrame, ...]], None]


@dataclass(frozen=True)
class Outlet:
    """The way out: the format of pictures, and a function that takes a reply with the images before it."""

    pixel_format: PixelFormat
    send: Send


class SlateRun:
    """Turns an engine's events into replies; a picture is in the store before it is sent."""

    def __init__(
        self, plan: SlatePlan, log: EventLog, images: ImageCache, outlet: Outlet, now_s: Callable[[], float]
    ) -> None:
        self._plan = plan
        self._log = log
        self._images = images
        self._outlet = outlet
        self._now_s = now_s
        self._fraction = 0.0
        self._recorded = False

    def take(self, event: RenderEvent) -> None:
        """Send the reply to one event of the engine.

        Raises:
            StoreError: a picture could not be recorded; it is not shown.
            RequestError: the profile, or what was shown of the slate, was deleted meanwhile.
        """
        request_id = self._plan.request.id
        match event:
            case Progressed():
                self._fraction = max(self._fraction, min(event.fraction, 1.0))
                self._outlet.send(Progress(request_id, self._fraction, event.stage, event.seconds_left), ())
            case Previewed():
                frame = encode_pixels(event.pixels, self._outlet.pixel_format, request_id)
                self._outlet.send(Preview(request_id, event.index, frame.hash), (frame,))
            case Noticed():
                self._outlet.send(Notice(request_id, event.text), ())
            case Rendered():
                self._show(event.index, event.image)

    def finish(self, engine: EngineInfo, profile: ProfileRecord) -> None:
        """Say that all suggestions are done; describe the engine and the profile as they are now."""
        plan = self._plan
        reply = SlateReady(
            id=plan.request.id,
            slate_id=plan.id,
            profile=profile_part(profile),
            engine=engine_part(engine),
            suggestions=tuple(plan.suggestion_id(index) for index in range(len(plan.mixes))),
            canvas_palette=to_parts(plan.canvas_palette),
        )
        self._outlet.send(reply, ())

    def _show(self, index: int, image: Image) -> None:
        plan = self._plan
        palette = extract_palette(image.pixels, PALETTE_SIZE)
        frame = encode_pixels(image.pixels, self._outlet.pixel_format, plan.request.id)
        self._record(index, image, frame, palette)
        self._images.add(frame)
        part = SuggestionPart(
            id=plan.suggestion_id(index),
            mix=plan.mixes[index].to_dict(),
            seed=plan.seeds[index],
            image=frame.hash,
            width_px=image.width_px,
            height_px=image.height_px,
            palette=to_parts(palette),
            explanation=explanation_part(plan.explanations[index], plan.effects(index)),
            note=str(image.note),
            other=index == plan.other,
            made_up=image.note.is_made_up,
            intent=plan.engine.intents.get(plan.request.intent, ""),
        )
        self._outlet.send(SuggestionReady(plan.request.id, index, plan.id, part), (frame,))

    def _record(self, index: int, image: Image, frame: ImageFrame, palette: Palette) -> None:
        shown = replace(
            self._plan.suggestions()[index],
            image=frame.hash,
            width_px=image.width_px,
            height_px=image.height_px,
            palette=tuple(asdict(swatch) for swatch in palette),
            features=measure(image.pixels),
            note=image.note.to_text(),
        )
        if self._recorded:
            self._log.complete_suggestion(shown)
        else:
            self._log.add_slate(self._slate(index, shown))
            self._recorded = True

    def _slate(self, index: int, shown: SuggestionRecord) -> SlateRecord:
        """Return the record of the whole slate, as it stands when its first picture is done."""
        plan = self._plan
        suggestions = plan.suggestions()
        suggestions[index] = shown
        return SlateRecord(
            id=plan.id,
            profile=plan.profile.id,
            at=self._now_s(),
            learned=plan.request.learn,
            engine=plan.engine.name,
            model=plan.engine.model,
            document=plan.request.document,
            context={
                "features": dict(plan.context.features),
                "subject": plan.context.subject,
                "palette": list(plan.context.palette),
                "request": asdict(plan.terms()),
            },
            suggestions=tuple(suggestions),
        )
