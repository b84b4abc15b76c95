"""One study, stage by stage: ground, brushwork, colour, light, and a frame around all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from apprentice_shared.language import later

from ..base import Image, Pixels
from .canvas.analysis import Analysis, analyse, with_colors_of
from .canvas.prepared_canvas import LEAST_STYLE_PX, PreparedCanvas
from .layers import Steps, separate
from .masks.fields import Rgb, ramp
from .masks.overlay import blend
from .note import Done, Placing, write_note
from .recipes.plan import StudyPlan
from .stages.brushwork.operations import repaint
from .stages.colour.cube import apply_cube, build_cube, free_share
from .stages.framing.frame import Frame, ground_of
from .stages.framing.window_choice import choose_window
from .stages.ground.paper_ground import lay_ground, starter
from .stages.light.light import blend_lights
from .stages.light.light_masks import lay_light
from .stages.light.scene import Scene
from .stages.light.value_guard import guard_values
from .stages.places.repaint_places import repaint_places
from .stages.stage_part import ColorPart, StagePart

# Called with the name of each stage before it begins; raises to stop the work.
Step = Callable[[str], None]
# Called with the unlit picture, as a preview.
Show = Callable[[Pixels], None]

STAGES = (
    later("ground", context="stage"),
    later("brushwork", context="stage"),
    later("colour", context="stage"),
    later("light", context="stage"),
    later("framing", context="stage"),
)
_PROOF_STYLE_PX = 256  # longer side at which the brushwork of a proof is done, at least
_GROUND_FROM, _GROUND_TO = 0.02, 0.35  # a ground fades in with the amount, so that small amounts stay near the paper


@dataclass(frozen=True)
class StudySource:
    """A canvas and its analysis, shared by all studies of a slate.

    Args:
        canvas: the artist's canvas; None without one.
        picture: its analysis; None without a canvas, or where no pixel of it can be seen.
        width, height: of the studies, in pixels.
        is_proof: whether they are proofs: small, coarse in the brushwork, without a note.
    """

    canvas: PreparedCanvas | None
    picture: Analysis | None
    width: int
    height: int
    is_proof: bool = False


@dataclass(frozen=True)
class StudyRequest:
    """A request for one study.

    Args:
        plan: the work of each stage; an empty plan returns the canvas to the bit.
        seed: varies the study within its plan.
        layers: whether to return layers that add up to the study; there are none for a canvas with holes.
    """

    plan: StudyPlan
    seed: int
    layers: bool = False


def make_study(source: StudySource, request: StudyRequest, step: Step, show: Show) -> Image:
    """Make one study.

    `step` is called before every stage; `show` once, with the picture before it is lit.
    """
    plan, seed = request.plan, request.seed
    step(STAGES[0])
    if source.canvas is not None and plan.empty and not source.canvas.hidden:
        return Image(source.canvas.pixels)
    start, grounded, picture, alpha = _start(source, plan, seed)
    step(STAGES[1])
    styled = repaint(start, picture, plan.style, seed, _PROOF_STYLE_PX if source.is_proof else LEAST_STYLE_PX)
    step(STAGES[2])
    frame = _frame(picture, plan, seed)
    meant = _meant(styled, picture, request)
    if meant is not styled:
        picture = with_colors_of(picture, meant)
    rgb = meant
    if plan.color is not None or plan.light is not None:
        rgb = apply_cube(meant, build_cube(picture, plan.color, plan.light, seed))
    show(_framed(rgb, alpha, frame))
    step(STAGES[3])
    rgb = _lit(rgb, meant, picture, request)
    step(STAGES[4])
    if source.is_proof:
        return Image(_framed(rgb, alpha, frame))
    done = _done(plan, grounded=grounded, made_up=_is_blank(source))
    note = write_note(start, rgb, Placing.of(frame.window, picture.focus), done)
    if not request.layers or alpha is not None:
        return Image(_framed(rgb, alpha, frame), note)
    colored = meant
    if plan.color is not None:
        colored = apply_cube(meant, build_cube(picture, plan.color, None, seed))
    shown = _through(frame, (start, styled, colored, rgb))
    steps = Steps(shown[0], grounded or not frame.whole, *shown[1:])
    return Image(_joined(steps.final, None), note, separate(steps))


def _frame(picture: Analysis, plan: StudyPlan, seed: int) -> Frame:
    if plan.framing is None:
        return Frame()
    return Frame(choose_window(picture, plan.framing, seed), ground_of(picture.tiny))


def _through(frame: Frame, pictures: tuple[Rgb, ...]) -> list[Rgb]:
    """Show pictures through a frame; what was one object before is one object after."""
    shown: list[Rgb] = []
    for place, picture in enumerate(pictures):
        before = next((earlier for earlier in range(place) if pictures[earlier] is picture), None)
        shown.append(frame.apply(picture) if before is None else shown[before])
    return shown


def _framed(rgb: Rgb, alpha: NDArray[np.uint8] | None, frame: Frame) -> Pixels:
    return _joined(frame.apply(rgb), None if alpha is None else frame.apply_alpha(alpha))


def _done(plan: StudyPlan, *, grounded: bool, made_up: bool) -> Done:
    lights = [plan.light.asked] if plan.light is not None else []
    melts = False
    if plan.intent is not None:
        lights += [plan.intent.asked.light] if plan.intent.asked.light else []
        melts = any(place.params.edges < 0.0 for place in plan.intent.asked.places)
    spills = melts or any(max(light.bloom, light.haze, light.soft) > 0.0 for light in lights)
    return Done(grounded, made_up, bool(plan.style), bool(plan.style) or spills)


def _is_blank(source: StudySource) -> bool:
    """Tell whether there is nothing to make a study of: no canvas, one wholly transparent, or an empty page."""
    return source.canvas is None or source.canvas.hidden or source.picture is None or source.picture.kind == "blank"


def _start(source: StudySource, plan: StudyPlan, seed: int) -> tuple[Rgb, bool, Analysis, NDArray[np.uint8] | None]:
    """Return the picture to start from, whether a ground was laid under it, its analysis, and the alpha to keep."""
    if source.canvas is None or source.picture is None or source.canvas.hidden:
        ground = starter(source.height, source.width, seed)
        return ground, True, analyse(ground), None
    picture, canvas = source.picture, source.canvas
    if picture.kind == "picture":
        return canvas.rgb, False, picture, canvas.alpha
    ground = lay_ground(canvas.rgb, picture, seed)
    share = ramp(_GROUND_FROM, _GROUND_TO, plan.moved)
    if share < 1.0:
        ground = blend(canvas.rgb, ground, np.full((8, 8), share, np.float32))
    focus = None if picture.kind == "blank" else picture.focus
    alpha = canvas.alpha
    if canvas.drawing and alpha is not None:
        alpha = np.maximum(alpha, np.uint8(round(255 * share)))
    return ground, True, analyse(ground, focus, "picture"), alpha


def _meant(painted: Rgb, picture: Analysis, request: StudyRequest) -> Rgb:
    """Return the picture as its intent has it, before the mix; without an intent the picture itself."""
    part = request.plan.intent
    if part is None:
        return painted
    scene = _scene(picture, request.seed)
    meant = repaint_places(painted, part.asked.places, part.amount, scene, picture.figure)
    if not part.asked.color and part.asked.light is None:
        return meant
    picture = with_colors_of(picture, meant)
    color = ColorPart((((part.amount, part.asked.color),),), None) if part.asked.color else None
    light = (
        None if part.asked.light is None else StagePart(blend_lights([(part.amount, part.asked.light)]), part.amount)
    )
    toned = apply_cube(meant, build_cube(picture, color, light, request.seed))
    if light is None:
        return toned
    lit = lay_light(toned, light.asked, scene)
    return guard_values(lit, meant, light.asked, light.amount, parting=0.0)


def _scene(picture: Analysis, seed: int) -> Scene:
    return Scene(
        saliency=picture.focus.saliency,
        salient=picture.salient,
        protect=picture.focus.protect,
        focus_x=picture.focus.x,
        focus_y=picture.focus.y,
        light_x=picture.light_x,
        flat=picture.flat,
        chroma=picture.chroma,
        seed=seed,
    )


def _lit(toned: Rgb, painted: Rgb, picture: Analysis, request: StudyRequest) -> Rgb:
    """Light a picture whose colours and tones were moved already; `painted` is the picture before that."""
    light = request.plan.light
    if light is None:
        return toned
    lit = lay_light(toned, light.asked, _scene(picture, request.seed))
    return guard_values(lit, painted, light.asked, light.amount, free_share(request.plan.color))


def _joined(rgb: Rgb, alpha: NDArray[np.uint8] | None) -> Pixels:
    pixels: Pixels = cv2.cvtColor(rgb, cv2.COLOR_RGB2RGBA)
    if alpha is not None:
        pixels[..., 3] = alpha
    return pixels
