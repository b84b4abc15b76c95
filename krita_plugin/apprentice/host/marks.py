"""The marks of inserted layers: names and colour labels, and the document's record of insertions."""

from __future__ import annotations

import json
from collections.abc import Callable

from ..model.slates import Card, CardSlate
from ..model.words import describe_mix
from ..vendored import messages

# By this the plugin recognises its groups, also in a file that was saved and opened again.
GROUP_PREFIX = "Apprentice · "
ANNOTATION = "apprentice"
ANNOTATION_TITLE = "Apprentice: what was inserted"
MAX_NAME = 120

# Krita's colour labels: 1 blue, 2 green, 3 yellow, 4 orange, 5 brown, 6 red, 7 purple, 8 grey.
STUDY_LABEL, GENERATED_LABEL = 1, 7

# Form of an insertion of one layer -> the layer's title, and the blending mode of its group.
FORMS = {"picture": ("Picture", "normal"), "colours": ("Colours only", "color"), "light": ("Light only", "luminize")}
# The form of an insertion of all layers that the engine parts the picture into, each with its blending mode.
IN_LAYERS = "layers"


def group_name(card: Card, engine: messages.EnginePart, order: list[str]) -> str:
    """Name a group by its suggestion's values; a generated one says "AI-generated", the model and the seed, too."""
    assert card.suggestion is not None
    words = describe_mix(engine, card.suggestion.mix, order)
    if engine.generative:
        return f"{GROUP_PREFIX}AI-generated · {engine.model or engine.name} · seed {card.suggestion.seed} · {words}"[
            :MAX_NAME
        ]
    return f"{GROUP_PREFIX}{words}"[:MAX_NAME]


def layer_name(title: str, engine: messages.EnginePart) -> str:
    """Name a layer in a group: its title, and the engine's mark."""
    return f"{title} ({engine.mark})"[:MAX_NAME] if engine.mark else title


def color_label(engine: messages.EnginePart) -> int:
    """Return the colour label of a group."""
    return GENERATED_LABEL if engine.generative else STUDY_LABEL


def record(before: bytes, slate: CardSlate, card: Card, engine: messages.EnginePart, form: str) -> bytes:
    """Return a document's record, `before` with one insertion more: JSON, one object a line."""
    assert card.suggestion is not None
    entry = {
        "suggestion": card.suggestion.id,
        "form": form,
        "engine": engine.name,
        "model": engine.model,
        "generated_by_ai_image_model": engine.generative,
        "mark": engine.mark,
        "seed": card.suggestion.seed,
        "mix": {dimension: dict(weights) for dimension, weights in card.suggestion.mix.items()},
        "asked_on": slate.document.name,
    }
    return before + json.dumps(entry, ensure_ascii=False).encode() + b"\n"


def strip_name(palette: str) -> str:
    """Name the layer of a palette's strip."""
    return f"{GROUP_PREFIX}Palette · {palette}"[:MAX_NAME]


def repainted_name(palette: str, of: str = "") -> str:
    """Name the layer of a picture repainted in a palette; `of` is its suggestion's group name, "" for the canvas."""
    return f"{of or GROUP_PREFIX + 'Canvas'} · repainted in {palette}"[:MAX_NAME]


def palette_record(
    form: str, palette: str, swatches: tuple[messages.SwatchPart, ...], asked_on: str
) -> Callable[[bytes], bytes]:
    """Return a function from a document's record to one with the insertion of a strip or a repainted picture more."""
    entry = {"form": form, "palette": palette, "colors": [swatch.hex for swatch in swatches], "asked_on": asked_on}
    return lambda before: before + json.dumps(entry, ensure_ascii=False).encode() + b"\n"
