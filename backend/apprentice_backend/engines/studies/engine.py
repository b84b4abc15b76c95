"""The class of the engine `studies`."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Event, Lock

import cv2

from apprentice_shared.bounds import MAX_NAME
from apprentice_shared.errors import EngineError, EngineOutOfMemory
from apprentice_shared.language import tr

from ...packs.shipped import is_plain_title
from ...picture_size import scaled_size
from ..base import AMOUNT, INTENTS, PROOFS, Engine, EngineInfo, Image, Pixels, RenderRequest
from ..framer import FRAMINGS, Framer, ProposedFrame
from .canvas.analysis import ANALYSIS_PX, Analysis, analyse
from .canvas.prepared_canvas import PreparedCanvas, prepare_canvas
from .framings.propose import DIMENSION, propose_frames
from .recipes.plan import make_plan
from .recipes.recipe import Intent, Intents, Recipes
from .slate import OnEvent, is_out_of_memory, render_slate
from .study import StudySource
from .threads import single_threaded_opencv

_CACHED = 4  # analyses kept, one per canvas: an artist goes back and forth between a few
LEAST_PX = 16


class StudiesEngine(Engine, Framer):
    """Makes studies in colour, brushwork, light and framing.

    Args:
        recipes: of all values that the engine knows, by (dimension, value).
        intents: all that the engine knows, by name.
    """

    def __init__(self, recipes: Recipes, intents: Intents | None = None) -> None:
        self._recipes = recipes
        self._intents = intents or {}
        self._analyses: OrderedDict[str, Analysis] = OrderedDict()
        self._lock = Lock()

    def describe(self) -> EngineInfo:
        """Describe this engine."""
        return EngineInfo(
            name="studies",
            title=tr("Studies"),
            abilities=frozenset({"canvas", "blank", "palette", "layers", AMOUNT, INTENTS, PROOFS, FRAMINGS}),
            dimension_words={
                "color": tr("Colour", context="dimension"),
                "style": tr("Brushwork", context="dimension"),
                "mood": tr("Light", context="dimension"),
                "composition": tr("Framing", context="dimension"),
            },
            value_words=self._value_words(),
            first_vary=("color", "mood"),
            alone=frozenset({DIMENSION}),
            intents={name: tr(intent.title, context="intent") for name, intent in self._intents.items()},
            against={name: intent.against for name, intent in self._intents.items() if intent.against},
            max_values=2,
            mark=tr("made from your pixels, no AI image model"),
            about=tr("Repaints a copy of your painting: no AI image model, and quick on any computer."),
        )

    def render(self, request: RenderRequest, on_event: OnEvent, cancelled: Event) -> list[Image]:
        """Make one study per mix; see `Engine.render`.

        Without a canvas, or on one that is wholly transparent, a study starts from a starter ground.
        """
        with self._lock, single_threaded_opencv():
            try:
                intent = self._intent(request)
                plans = [
                    make_plan(mix, self._recipes, request.palette, request.palette_amount, wish=intent)
                    for mix in request.mixes
                ]
                return render_slate(self._source(request), plans, request, on_event, cancelled)
            except (cv2.error, MemoryError) as exc:
                if is_out_of_memory(exc):
                    raise EngineOutOfMemory(
                        tr("not enough memory for studies of this size: ask for smaller ones")
                    ) from exc
                raise EngineError(tr("the studies could not be made of this canvas: ask again, or report it")) from exc

    def framings(self, canvas: Pixels, aspect: float = 0.0) -> list[ProposedFrame]:
        """Propose framings by what the canvas shows; see `Framer.framings`."""
        height, width = canvas.shape[:2]
        seen = prepare_canvas(canvas, *scaled_size(width, height, ANALYSIS_PX, least_px=LEAST_PX))
        known = {
            value: recipe.framing
            for (dimension, value), recipe in self._recipes.items()
            if dimension == DIMENSION and recipe.framing is not None
        }
        return propose_frames(analyse(seen.rgb), known, width / height, aspect)

    def close(self) -> None:
        """Forget the analyses of earlier canvases."""
        with self._lock:
            self._analyses.clear()

    def _intent(self, request: RenderRequest) -> tuple[Intent, float] | None:
        if not request.intent:
            return None
        intent = self._intents.get(request.intent)
        if intent is None:
            raise EngineError(tr("there is no intent {name} here: choose another", name=request.intent[:MAX_NAME]))
        return intent, request.intent_amount

    def _value_words(self) -> dict[str, str]:
        """Return the titles of values in the client's language, but for those that clients write by themselves."""
        words = {}
        for (dimension, value), recipe in self._recipes.items():
            title = tr(recipe.title, context=dimension) if recipe.title else ""
            if title and not is_plain_title(dimension, value, title):
                words[f"{dimension}={value}"] = title
        return words

    def _source(self, request: RenderRequest) -> StudySource:
        canvas = None
        if request.canvas is not None:
            canvas = prepare_canvas(request.canvas, request.width_px, request.height_px)
        picture = self._analysis(canvas) if canvas is not None and not canvas.hidden else None
        if not request.proof_px:
            return StudySource(canvas, picture, request.width_px, request.height_px)
        # The analysis is that of the whole canvas, as for the pictures themselves: a proof shows what these will.
        width, height = scaled_size(request.width_px, request.height_px, request.proof_px)
        small = None if canvas is None else prepare_canvas(canvas.pixels, width, height)
        if small is not None and picture is not None and picture.kind != "picture":
            # A ground is laid at the proof's own size, and is to have its drawing's focus there.
            picture = analyse(small.rgb, kind=picture.kind)
        return StudySource(small, picture, width, height, is_proof=True)

    def _analysis(self, canvas: PreparedCanvas) -> Analysis:
        """Return the analysis of a canvas, measured once for the same pixels."""
        digest = hashlib.sha256(repr(canvas.rgb.shape).encode())
        digest.update(canvas.rgb.data)
        key = digest.hexdigest()
        if key not in self._analyses:
            self._analyses[key] = analyse(canvas.rgb)
        self._analyses.move_to_end(key)
        while len(self._analyses) > _CACHED:
            self._analyses.popitem(last=False)
        return self._analyses[key]
