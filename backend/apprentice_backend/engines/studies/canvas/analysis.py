"""The analysis of a canvas: measured once, shared by every study of that canvas."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, Literal

import cv2
import numpy as np

from ....color.oklab import Floats, srgb_bytes_to_oklab
from ....picture_size import scaled_size
from ..masks.fields import Rgb, channel_mean, grid, noise, quantiles, small_rgb, smoothstep
from ..threads import step_back
from .faces import find_faces
from .figure import figure_of
from .flat_areas import FlatAreas, find_flat_areas
from .focus import Focus, find_focus, normalised
from .kept_whole import KeptWhole, find_kept_whole
from .scattered_marks import find_scattered_marks

ANALYSIS_PX = 512
_QUARTER = 4
_DARKS, _LIGHTS = 0.03, 0.97  # shares of the pixels that are darker than the picture's low and its high value
_AXES = (0.3, 0.7)  # x between which an axis of symmetry is looked for

# Paper is a near-white, grey colour that covers most of a canvas; distances are in OKLab, a and b counted twice.
_PAPER_LIGHTNESS, _PAPER_CHROMA = 0.90, 0.04  # least and most
_LIKE_PAPER, _INK = 0.05, 0.10  # distances from paper below which a pixel is paper, above which it is drawn on
_PAPER_SHARE = 0.55  # of the canvas, at least
_BLANK, _STROKE = 0.0008, 0.02  # shares of ink below which paper is blank, and below which it holds one stroke

Kind = Literal["picture", "sketch", "stroke", "blank"]


@dataclass(frozen=True)
class Analysis:
    """The measures of a canvas; maps have the shape of `rgb` where nothing else is said.

    Args:
        rgb: the canvas, its longer side 512 px at most.
        lab: the same in OKLab.
        tiny: the same in OKLab at a quarter of the size.
        angle: direction of the picture's lines, radians.
        coherence: certainty of that direction, 0 to 1.
        gradient: steepness of lightness and colour.
        detail: local detail in lightness and colour, shape of `tiny`, 0 to 1.
        focus: the focus and the parts to protect.
        mean: mean OKLab colour.
        lights, darks: mean a and b of the lighter and of the darker half.
        median: median L.
        low, high: 3rd and 97th percentile of L.
        chroma: mean chroma.
        hue_deg: the dominant hue.
        light_x: side of the light, -1 left or 1 right.
        axis: x of the vertical axis about which the picture is nearest to symmetrical, 0 to 1.
        paper: OKLab of the commonest colour.
        marks: scattered small marks on calm ground, such as blown leaves or stars, 0 to 1.
        kind: "picture", "sketch" (line art on paper), "stroke" (hardly more than one on paper) or "blank" (paper).
        flat: the flat areas.
        salient: the saliency as light follows it, shape of `tiny`: a flat area is a plane in it.
        tiny_flat: `tiny` as a list of colours, shape (n, 3).
    """

    rgb: Rgb
    lab: Floats
    tiny: Floats
    angle: Floats
    coherence: Floats
    gradient: Floats
    detail: Floats
    focus: Focus
    mean: Floats
    lights: Floats
    darks: Floats
    median: float
    low: float
    high: float
    chroma: float
    hue_deg: float
    light_x: float
    axis: float
    paper: Floats
    marks: Floats
    kind: Kind
    flat: FlatAreas = field(repr=False)
    salient: Floats = field(repr=False)
    tiny_flat: Floats = field(repr=False)

    @cached_property
    def figure(self) -> Floats | None:
        """The things at the focus, cut out at the first use, at most 256 px a side, 0 to 1; None for no telling."""
        return figure_of(self.rgb, self.focus)

    @cached_property
    def kept_whole(self) -> KeptWhole:
        """The things that no edge of a frame may cut, found at the first use."""
        return find_kept_whole(self.rgb, self.lab, self.focus)


def analyse(picture: Rgb, focus: Focus | None = None, kind: Kind | None = None) -> Analysis:
    """Measure a canvas.

    Args:
        picture: opaque sRGB, any size.
        focus, kind: these of the canvas before a ground was laid under its drawing; None to find them here.
    """
    height, width = picture.shape[:2]
    rgb = small_rgb(picture, scaled_size(width, height, ANALYSIS_PX, least_px=8))
    # Looking for faces takes as long as all else, so it runs on another thread.
    with ThreadPoolExecutor(1, "faces", initializer=step_back) as beside:
        faces = beside.submit(find_faces, rgb if focus is None else None)
        lab = srgb_bytes_to_oklab(rgb)
        tiny = srgb_bytes_to_oklab(small_rgb(rgb, (max(4, rgb.shape[1] // _QUARTER), max(4, rgb.shape[0] // _QUARTER))))
        gradient, of_lightness, angle, coherence = _flow(lab)
        detail = _detail(gradient, tiny.shape[1::-1])
        # Saliency sees colour by itself: it is given the detail in lightness alone.
        found = focus or find_focus(tiny, _detail(of_lightness, tiny.shape[1::-1]), faces.result())
    flat = tiny.reshape(-1, 3)
    paper, areas = _commonest(flat), find_flat_areas(tiny)
    return Analysis(
        rgb=rgb,
        lab=lab,
        tiny=tiny,
        angle=angle,
        coherence=coherence,
        gradient=gradient,
        detail=detail,
        focus=found,
        **_color_measures(flat),
        light_x=_light_side(tiny[..., 0]),
        axis=_symmetry_axis(tiny, found),
        paper=paper,
        marks=find_scattered_marks(lab[..., 0]),
        kind=kind or _kind_of(tiny, paper),
        flat=areas,
        salient=areas.even(found.saliency, np.ascontiguousarray(tiny[..., 0])),
    )


def with_colors_of(picture: Analysis, rgb: Rgb) -> Analysis:
    """Return an analysis with the colours and values of a picture whose shapes are still the same.

    Args:
        picture: the analysis.
        rgb: the picture as it is now, in any size.
    """
    tiny = srgb_bytes_to_oklab(small_rgb(rgb, picture.tiny.shape[1::-1]))
    return replace(picture, tiny=tiny, **_color_measures(tiny.reshape(-1, 3)))


def _color_measures(flat: Floats) -> dict[str, Any]:
    low, median, high = quantiles(flat[:, 0], (_DARKS, 0.5, _LIGHTS))
    mean, light = flat.mean(axis=0), flat[:, 0] >= median
    return {
        "mean": mean,
        "lights": flat[light, 1:].mean(axis=0),
        "darks": mean[1:] if light.all() else flat[~light, 1:].mean(axis=0),
        "median": median,
        "low": low,
        "high": high,
        "chroma": float(np.hypot(flat[:, 1], flat[:, 2]).mean()),
        "hue_deg": _dominant_hue(flat),
        "tiny_flat": flat,
    }


def _detail(gradient: Floats, size: tuple[int, int]) -> Floats:
    fine = cv2.resize(gradient, size, interpolation=cv2.INTER_AREA)
    return np.clip(normalised(cv2.GaussianBlur(fine, (0, 0), 3.0)), 0.0, 1.0)


def _flow(lab: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the gradient, the gradient of lightness alone, the direction along the lines, and its coherence.

    The direction is that of a smoothed structure tensor of two channels: lightness, and the axis of colour along which
    the picture varies most, so that a blue jug on a brown ground as light as the jug has an outline too. Where the
    picture is flat, slow noise gives the direction: strokes must not fall into one comb.

    Source: Kyprianidis and Kang 2011, "Image and Video Abstraction by Coherence-Enhancing Filtering"; the sum over
    channels is Di Zenzo's (1986, "A note on the gradient of a multi-image").
    """
    height, width = lab.shape[:2]
    steep, of_color = _steepness(lab[..., 0]), _steepness(_colour_axis(lab))
    of_lightness = cv2.sqrt(steep[..., 0] + steep[..., 2])
    steep += of_color
    gradient = cv2.sqrt(steep[..., 0] + steep[..., 2])
    weight = 1.0 / (gradient + 0.02)
    tensor = cv2.multiply(steep, cv2.merge([weight] * 3), dst=steep)
    near = cv2.GaussianBlur(tensor, (0, 0), 3.0)
    far = cv2.resize(tensor, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    far = cv2.resize(cv2.GaussianBlur(far, (0, 0), 12.0), (width, height))
    strong = smoothstep(0.01, 0.06, cv2.blur(gradient, (9, 9)))
    cv2.multiply(near, cv2.merge([strong] * 3), dst=near)
    cv2.scaleAdd(far, 0.35, near, dst=near)
    e, f, g = cv2.split(cv2.add(near, _slow_noise(height, width), dst=near))
    opposed, twice = g - e, np.float32(-2.0) * f
    angle = cv2.phase(opposed, twice) * np.float32(0.5)
    coherence = cv2.magnitude(opposed, twice) / (e + g + np.float32(1e-6))
    return gradient, of_lightness, angle, coherence


@lru_cache(maxsize=4)
def _slow_noise(height: int, width: int) -> Floats:
    """Return a weak structure tensor that turns slowly and at random, the same for all pictures, read-only."""
    turn = noise(height, width, 5, base=2, octaves=2) * np.float32(0.9)
    sin, cos = np.sin(turn), np.cos(turn)
    tensor: Floats = np.float32(6e-4) * cv2.merge([sin * sin, -sin * cos, cos * cos])
    tensor.flags.writeable = False
    return tensor


def _steepness(channel: Floats) -> Floats:
    """Return one channel's structure tensor, not smoothed: xx, xy, yy, shape (h, w, 3)."""
    smooth = cv2.GaussianBlur(channel, (0, 0), 1.0)
    gx, gy = cv2.Scharr(smooth, cv2.CV_32F, 1, 0), cv2.Scharr(smooth, cv2.CV_32F, 0, 1)
    return cv2.merge([gx * gx, gx * gy, gy * gy])


def _colour_axis(lab: Floats) -> Floats:
    """Return each pixel's place along the axis of a and b on which the picture's colours vary most, shape (h, w)."""
    sample = lab[::4, ::4, 1:].reshape(-1, 2)
    _, axes = np.linalg.eigh(np.cov(sample, rowvar=False))
    return np.asarray(lab[..., 1:] @ axes[:, 1].astype(np.float32), dtype=np.float32)


def _dominant_hue(lab: Floats) -> float:
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360.0
    counts = np.histogram(hue, 36, (0.0, 360.0), weights=chroma**1.5)[0]
    smooth = np.convolve(np.tile(counts, 3), [1, 2, 3, 2, 1], "same")[36:72]
    return float(np.argmax(smooth) * 10 + 5)


def _commonest(lab: Floats) -> Floats:
    level = np.clip(lab[:, 0] * 24, 0, 31).astype(int)
    a, b = (np.clip(lab[:, channel] * 40 + 32, 0, 63).astype(int) for channel in (1, 2))
    key = (level * 64 + a) * 64 + b
    return np.asarray(lab[key == np.bincount(key).argmax()].mean(axis=0), dtype=np.float32)


def _light_side(lightness: Floats) -> float:
    x, _ = grid(*lightness.shape)
    return -1.0 if float((lightness * (x - 0.5)).sum()) < 0.0 else 1.0


def _kind_of(tiny: Floats, paper: Floats) -> Kind:
    """Tell a picture from paper with little on it; `paper` is the commonest colour."""
    if paper[0] < _PAPER_LIGHTNESS or float(np.hypot(paper[1], paper[2])) > _PAPER_CHROMA:
        return "picture"
    distance = np.linalg.norm((tiny - paper) * np.array([1.0, 2.0, 2.0], np.float32), axis=-1)
    if float((distance < _LIKE_PAPER).mean()) < _PAPER_SHARE:
        return "picture"
    ink = float((distance > _INK).mean())
    if ink < _BLANK:
        return "blank"
    return "stroke" if ink < _STROKE else "sketch"


def _symmetry_axis(tiny: Floats, focus: Focus) -> float:
    """Return x of the vertical axis with the least difference between its two sides, weighted by saliency."""
    size = (max(4, tiny.shape[1] // 2), max(4, tiny.shape[0] // 2))
    lab = cv2.resize(cv2.GaussianBlur(tiny, (0, 0), 1.5), size, interpolation=cv2.INTER_AREA)
    lab *= np.array([1.0, 2.0, 2.0], np.float32)
    saliency = cv2.resize(focus.saliency, size, interpolation=cv2.INTER_AREA)
    width = lab.shape[1]
    best, axis = np.inf, focus.x
    first, last = (round(width * x) for x in _AXES)
    for place in range(first, max(last, first + 1)):
        reach = int(min(place, width - place, max(2, width * 0.28)))
        if reach < 2:
            continue
        left, right = lab[:, place - reach : place][:, ::-1], lab[:, place : place + reach]
        weight = saliency[:, place - reach : place][:, ::-1] + saliency[:, place : place + reach] + 0.15
        error = 3.0 * float((channel_mean(np.abs(left - right)) * weight).sum() / weight.sum())
        error *= (1.0 + 1.2 * abs(place / width - focus.x)) / (0.25 + float(weight.mean()))
        if error < best:
            best, axis = error, place / width
    return axis
