"""Three histories of an artist, made of fixed numbers: what agents are taught with, whatever they would propose."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from apprentice_backend.agents.base import Agent, Context, Feedback, Slate
from apprentice_backend.agents.priors.prior import Prior, TasteGuess
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
NAMES = ("stars", "everything", "long")
# What values do to this artist's stars.
LIKES = {
    ("color", "warm"): 1.2,
    ("color", "monochrome"): -1.0,
    ("style", "painterly"): 0.8,
    ("style", "surreal"): -1.4,
    ("mood", "mysterious"): 0.9,
    ("mood", "joyful"): -0.4,
    ("composition", "dynamic"): 0.5,
}
CANVASES = (
    Context(
        {"lightness": 0.4, "contrast": 0.5, "chroma": 0.3, "warmth": -0.2, "edge_density": 0.1, "symmetry": 0.2},
        "a boat at dusk",
        ("#102030", "#a0b0c0"),
    ),
    Context(
        {"lightness": 0.8, "contrast": 0.9, "chroma": 0.02, "warmth": 0.05, "edge_density": 0.3, "symmetry": 0.7},
        "",
        ("#ffffff", "#101010"),
    ),
    Context({"lightness": 0.55, "contrast": 0.3, "chroma": 0.6, "warmth": 0.5, "balance_x": -0.3, "balance_y": 0.4}),
)
# One says the whole taste in part right, the other is wrong.
PRIOR = Prior(
    (
        TasteGuess({("color", "warm"): 0.8, ("style", "surreal"): -0.6}, 0.6, 0.5),
        TasteGuess({("color", "cool"): 1.0, ("mood", "joyful"): 0.7}, 0.5, 0.3),
    )
)


def stars_of(mix: AttributeMix, noise: float = 0.0) -> int:
    """Return the stars that the artist gives a mix."""
    likes = sum(effect * mix.weight(*pair) for pair, effect in LIKES.items())
    return int(max(1, min(5, int(3.5 + 1.3 * likes + noise))))


def teach(agent: Agent, history: str) -> None:
    """Let an agent see a whole history."""
    for kind, item in steps(history):
        if kind == "shown":
            agent.shown(item)
        elif kind == "said":
            agent.update(item)
        elif agent.takes_values:
            agent.set_value(*item)


def steps(history: str) -> Iterator[tuple[str, Any]]:
    """Yield what happens in a history: a slate "shown", something "said", a value "set"."""
    return {"stars": _stars, "everything": _everything, "long": _long}[history]()


def _stars() -> Iterator[tuple[str, Any]]:
    rng = Random(11)
    for number in range(5):
        slate = Slate(tuple(_mix(rng) for _ in range(4)), id=f"stars-{number}")
        yield "shown", slate
        for mix in slate.mixes:
            yield "said", Feedback(mix, stars_of(mix, rng.uniform(-0.5, 0.5)), slate_id=slate.id)


def _everything() -> Iterator[tuple[str, Any]]:
    rng = Random(12)
    kinds = ("inserted", "palette_pulled", "more_like_this", "inserted", "insert_undone", "dismissed")
    for number in range(6):
        context = CANVASES[number % 2]
        slate = Slate(tuple(_mix(rng) for _ in range(4)), context, f"all-{number}")
        yield "shown", slate
        marks = [stars_of(mix, rng.uniform(-0.5, 0.5)) for mix in slate.mixes]
        for mix, stars in zip(slate.mixes, marks, strict=True):
            reasons = {} if stars == 3 else {_reason(mix, stars): 1 if stars > 3 else -1}
            yield "said", Feedback(mix, stars, context, reasons, slate_id=slate.id)
        best = slate.mixes[marks.index(max(marks))]
        yield "said", Feedback(best, None, context, signal="picked", slate_id=slate.id)
        other = slate.mixes[rng.randrange(4)]
        if kinds[number] == "insert_undone":
            yield "said", Feedback(other, None, context, signal="inserted", slate_id=slate.id)
        yield "said", Feedback(other, None, context, signal=kinds[number], slate_id=slate.id)
    # Once more, otherwise: the later one counts.
    yield "said", Feedback(slate.mixes[0], 1, context, {"style": -1}, slate_id=slate.id)


def _long() -> Iterator[tuple[str, Any]]:
    rng = Random(13)
    for number in range(30):
        context = CANVASES[number % 3]
        slate = Slate(tuple(_mix(rng) for _ in range(4)), context, f"long-{number}")
        yield "shown", slate
        for mix in slate.mixes:
            stars = stars_of(mix, rng.uniform(-0.7, 0.7))
            features = {name: round(value + rng.uniform(-0.2, 0.2), 3) for name, value in context.features.items()}
            features["warmth"] = round(0.6 * mix.weight("color", "warm") - 0.5 * mix.weight("color", "cool"), 3)
            reasons = {_reason(mix, stars): -1} if stars == 1 else {}
            yield "said", Feedback(mix, stars, context, reasons, slate_id=slate.id, features=features)
        if number % 5 == 4:
            yield "said", Feedback(slate.mixes[1], None, context, signal="picked", slate_id=slate.id)
        if number == 10:
            yield "set", ("color", "muted", 1.5)
            yield "set", ("mood", "energetic", -2.0)
            yield "set", ("mood", "peaceful", 1.0)
        if number == 20:
            yield "set", ("mood", "peaceful", None)


def _reason(mix: AttributeMix, stars: int) -> str:
    """Return the dimension that did most for the stars, or against them."""
    sign = 1 if stars > 3 else -1
    return max(
        SPACE.dimensions,
        key=lambda name: sum(sign * LIKES.get((name, value), 0.0) * part for value, part in _weights(mix, name)),
    )


def _weights(mix: AttributeMix, dimension: str) -> list[tuple[str, float]]:
    return list(mix.weights.get(dimension, {}).items())


def _mix(rng: Random) -> AttributeMix:
    weights: dict[str, dict[str, float]] = {}
    for dimension, values in SPACE.dimensions.items():
        first, second = rng.sample(values, 2)
        share = rng.choice((1.0, 1.0, 0.75, 0.6, 0.5))
        rest = rng.choice((0.0, 1.0)) * (1.0 - share)
        if rng.random() < 0.9:
            weights[dimension] = {first: share, second: round(rest, 4)}
    return AttributeMix(weights)
