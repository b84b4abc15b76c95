"""Contact sheets: a row a canvas, a column a study, for the eye."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image as PillowImage
from PIL import ImageDraw

from apprentice_shared.attributes import AttributeMix

from ...engines.base import Engine, Pixels
from ...packs.shipped import built_in_space, shipped_packs
from ..canvases.studies import random_mix, render_mixes

_CELL_PX = 208
_LABEL_PX = 16
_SEED = 7
_QUALITY = 80
_SLATE_SEEDS = (3, 8)

SheetRow = Sequence[tuple[str, Pixels]]


class _Column(NamedTuple):
    """A column of a sheet: what stands under its pictures, and what these are made of."""

    title: str
    mix: AttributeMix
    seed: int = _SEED
    intent: str = ""


def write_sheets(engine: Engine, canvases: Mapping[str, Pixels], folder: Path) -> list[Path]:
    """Write sheets into `folder`, and return their paths.

    There is one for each dimension, one for each pack with values, one of the intents, two of slates and one of seeds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, columns in _columns(engine):
        path = folder / f"{name}.jpg"
        rows = [_row(engine, title, canvas, columns) for title, canvas in canvases.items()]
        _sheet(rows).save(path, quality=_QUALITY, optimize=True)
        written.append(path)
    return written


def _columns(engine: Engine) -> Iterator[tuple[str, list[_Column]]]:
    """Yield each sheet's name and its columns."""
    for dimension, values in built_in_space().dimensions.items():
        yield dimension, [_Column(value, AttributeMix({dimension: {value: 1.0}})) for value in values]
    for pack in shipped_packs()[1:]:
        if pack.values:
            pure = [(value.title, AttributeMix({key[0]: {key[1]: 1.0}})) for key, value in pack.values.items()]
            yield f"pack-{pack.name}", [_Column(title, mix) for title, mix in pure]
    intents = engine.describe().intents
    if intents:
        yield "intents", [_Column(title, AttributeMix({}), intent=name) for name, title in intents.items()]
    for number, seed in enumerate(_SLATE_SEEDS, 1):
        rng = np.random.default_rng(seed)
        yield f"slate-{number}", [_Column(f"study {place + 1}", random_mix(rng), _SEED + place) for place in range(4)]
    mix = AttributeMix({"color": {"warm": 0.7}, "style": {"painterly": 0.8}, "composition": {"rule-of-thirds": 1.0}})
    yield "seeds", [_Column(f"seed {seed}", mix, seed) for seed in range(1, 5)]


def _row(engine: Engine, title: str, canvas: Pixels, columns: Sequence[_Column]) -> SheetRow:
    row = [(title, canvas)]
    for column in columns:
        (image,) = render_mixes(engine, canvas, [column.mix], [column.seed], column.intent)
        row.append((column.title, image.pixels))
    return row


def _sheet(rows: Sequence[SheetRow]) -> PillowImage.Image:
    heights = [round(_CELL_PX * row[0][1].shape[0] / row[0][1].shape[1]) for row in rows]
    size = (_CELL_PX * max(len(row) for row in rows), sum(heights) + _LABEL_PX * len(rows))
    sheet = PillowImage.new("RGB", size, (24, 24, 26))
    draw, top = ImageDraw.Draw(sheet), 0
    for row, height in zip(rows, heights, strict=True):
        for place, (label, pixels) in enumerate(row):
            part = pixels[..., 3:].astype(np.float32) / 255.0
            seen = (pixels[..., :3] * part + 255.0 * (1.0 - part)).astype(np.uint8)
            cell = cv2.resize(seen, (_CELL_PX, height), interpolation=cv2.INTER_AREA)
            sheet.paste(PillowImage.fromarray(cell), (place * _CELL_PX, top))
            draw.text((place * _CELL_PX + 4, top + height + 2), label, fill=(214, 214, 214))
        top += height + _LABEL_PX
    return sheet
