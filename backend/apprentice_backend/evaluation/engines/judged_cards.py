"""Single cards of slates for eyes that are to judge them: numbered, shuffled, and told of in an index kept apart.

Whoever judges gets the folder alone. It holds for every number the card (`017-card.png`), the picture at its whole size
(`017.jpg`), and sheets of twelve cards (`sheet-02.png`). The index beside the folder says what each number is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image as PillowImage
from PIL import ImageDraw

from apprentice_shared.errors import ConfigError

from ...engines.base import Engine, Pixels
from ...picture_size import scaled_size
from .rated_slates import rated_slates

CARD_PX = 256  # longer side of a card's picture in a panel of 290 px, on a screen of two pixels each
_ACROSS, _DOWN, _GAP_PX, _LABEL_PX = 4, 3, 8, 14
_GROUND, _INK = (119, 119, 119), (30, 30, 30)
_QUALITY = 92
_KINDS = {"colour and light": frozenset({"color", "mood"}), "everything": None}


class _Card(NamedTuple):
    """A picture to be judged, and all that its number stands for in the index."""

    pixels: Pixels
    told: dict[str, object]


def write_judged_cards(
    engine: Engine, canvases: Mapping[str, Pixels], others: Mapping[str, Pixels], folder: Path, slates: int
) -> list[Path]:
    """Write shuffled cards of both kinds of slates (colour and light, everything) of every canvas into `folder`.

    Args:
        engine: makes proofs and pictures.
        canvases: the paintings by name; the same names and pictures give the same cards in the same order.
        others: pictures of any other origin, mixed in among the cards.
        folder: an empty folder, or one that does not exist.
        slates: for each kind and canvas; the first is a newcomer's, each next one comes after four ratings.

    Returns:
        The paths of the sheets, then that of the index.

    Raises:
        ConfigError: the folder is not empty, or there is nothing to be judged.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ConfigError(f"'{folder}' is not empty: cards are written into a folder that holds nothing else.")
    total = len(canvases) * len(_KINDS) * slates * 4 + len(others)
    if not total:
        raise ConfigError("There is nothing to be judged: name folders of pictures with --canvases.")
    folder.mkdir(parents=True, exist_ok=True)
    numbers = 1 + np.random.default_rng(total).permutation(total)
    index: dict[str, dict[str, object]] = {}
    for number, card in zip(numbers, _cards(engine, canvases, others, slates), strict=True):
        name = f"{number:0{max(3, len(str(total)))}d}"
        _write_card(card.pixels, folder, name)
        index[name] = card.told
    beside = folder.with_name(f"{folder.name}-index.json")
    beside.write_text(json.dumps(dict(sorted(index.items())), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [*_write_sheets(folder, sorted(index)), beside]


def _cards(
    engine: Engine, canvases: Mapping[str, Pixels], others: Mapping[str, Pixels], slates: int
) -> Iterator[_Card]:
    for artist, (name, canvas) in enumerate(canvases.items()):
        for kind, vary in _KINDS.items():
            for turn, slate in enumerate(rated_slates(engine, canvas, vary, artist, slates)):
                for place, (mix, image) in enumerate(zip(slate.choice.mixes, slate.images, strict=True)):
                    told = {"canvas": name, "kind": kind, "slate": turn + 1, "place": place + 1}
                    yield _Card(
                        image.pixels, {**told, "mix": mix.to_dict(), "seed": slate.seed, "note": str(image.note)}
                    )
    for name, pixels in others.items():
        yield _Card(pixels, {"other": name})


def _write_card(pixels: Pixels, folder: Path, name: str) -> None:
    picture = PillowImage.new("RGBA", pixels.shape[1::-1], "white")
    picture.alpha_composite(PillowImage.fromarray(pixels))
    picture = picture.convert("RGB")
    picture.save(folder / f"{name}.jpg", quality=_QUALITY)
    picture.resize(scaled_size(*picture.size, CARD_PX), PillowImage.Resampling.BOX).save(folder / f"{name}-card.png")


def _write_sheets(folder: Path, names: Sequence[str]) -> list[Path]:
    paths = []
    for first in range(0, len(names), _ACROSS * _DOWN):
        path = folder / f"sheet-{1 + first // (_ACROSS * _DOWN):02d}.png"
        _sheet(folder, names[first : first + _ACROSS * _DOWN]).save(path)
        paths.append(path)
    return paths


def _sheet(folder: Path, names: Sequence[str]) -> PillowImage.Image:
    """Return up to twelve cards with their numbers below them, on a middle grey."""
    cell_w, cell_h = CARD_PX + _GAP_PX, CARD_PX + _GAP_PX + _LABEL_PX
    sheet = PillowImage.new("RGB", (_ACROSS * cell_w + _GAP_PX, -(-len(names) // _ACROSS) * cell_h + _GAP_PX), _GROUND)
    draw = ImageDraw.Draw(sheet)
    for place, name in enumerate(names):
        left, top = _GAP_PX + place % _ACROSS * cell_w, _GAP_PX + place // _ACROSS * cell_h
        with PillowImage.open(folder / f"{name}-card.png") as card:
            sheet.paste(card, (left + (CARD_PX - card.width) // 2, top + (CARD_PX - card.height) // 2))
        draw.text((left, top + CARD_PX), name, fill=_INK)
    return sheet
