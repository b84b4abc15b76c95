"""The marks of inserted layers: names and colour labels, and the lines of the document's record of insertions."""

from __future__ import annotations

import json

from ..model.slates import Card, CardSlate
from ..model.words import describe_mix
from ..vendored import later, messages, tr

# By this the plugin recognises its groups, also in a file that was saved and opened again.
GROUP_PREFIX = "Apprentice · "
ANNOTATION = "apprentice"
ANNOTATION_TITLE = "Apprentice: what was inserted"
MAX_NAME = 120

# Krita's colour labels: 1 blue, 2 green, 3 yellow, 4 orange, 5 brown, 6 red, 7 purple, 8 grey.
STUDY_LABEL, GENERATED_LABEL = 1, 7

# Form of an insertion of one layer -> the layer's title, and the blending mode of its group.
FORMS = {
    "picture": (later("Picture", context="layer"), "normal"),
    "colours": (later("Colours only", context="layer"), "color"),
    "light": (later("Light only", context="layer"), "luminize"),
}
# The form of an insertion of all layers that the engine parts the picture into, each with its blending mode.
IN_LAYERS = "layers"


def group_name(card: Card, engine: messages.EnginePart, order: list[str]) -> str:
    """Name a group by its suggestion's values; a generated one says "AI-generated", the model and the seed, too."""
    assert card.suggestion is not None
    words = describe_mix(engine, card.suggestion.mix, order)
    if engine.generative:
        origin = tr(
            "AI-generated · {model} · seed {seed} · {values}",
            model=engine.model or engine.name,
            seed=card.suggestion.seed,
            values=words,
        )
        return f"{GROUP_PREFIX}{origin}"[:MAX_NAME]
    return f"{GROUP_PREFIX}{words}"[:MAX_NAME]


def layer_name(title: str, engine: messages.EnginePart) -> str:
    """Name a layer in a group: its title, and the engine's mark."""
    return f"{title} ({engine.mark})"[:MAX_NAME] if engine.mark else title


def color_label(engine: messages.EnginePart) -> int:
    """Return the colour label of a group."""
    return GENERATED_LABEL if engine.generative else STUDY_LABEL


def record_entry(slate: CardSlate, card: Card, engine: messages.EnginePart, form: str) -> bytes:
    """Return the line of a document's record that tells of an inserted suggestion."""
    assert card.suggestion is not None
    return _line(
        {
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
    )


def strip_name(palette: str) -> str:
    """Name the layer of a palette's strip."""
    return f"{GROUP_PREFIX}{tr('Palette · {name}', name=palette)}"[:MAX_NAME]


def repainted_name(palette: str, of: str = "") -> str:
    """Name the layer of a picture repainted in a palette; `of` is its suggestion's group name, "" for the canvas."""
    picture = of or GROUP_PREFIX + tr("Canvas")
    return tr("{picture} · repainted in {palette}", picture=picture, palette=palette)[:MAX_NAME]


def palette_entry(form: str, palette: str, swatches: tuple[messages.SwatchPart, ...], asked_on: str) -> bytes:
    """Return the line of a document's record that tells of an inserted strip or repainted picture."""
    return _line({"form": form, "palette": palette, "colors": [item.hex for item in swatches], "asked_on": asked_on})


def _line(entry: dict[str, object]) -> bytes:
    return json.dumps(entry, ensure_ascii=False).encode() + b"\n"
