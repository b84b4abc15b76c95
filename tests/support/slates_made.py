"""Suggestions, slates and messages for tests of the plugin, made in one line each."""

from __future__ import annotations

import itertools

from apprentice.model.slates import CardSlate, DocumentRef, Place
from apprentice.model.state import PanelState
from apprentice.pictures.tiles import Rect
from apprentice_shared import messages

NOW_S = 1_790_000_000.0
VALLEY = DocumentRef("valley", "Valley", 1024, 768, "/paintings/valley.kra")
HARBOUR = DocumentRef("harbour", "Harbour", 600, 900)
PROFILES = (messages.ProfilePart("default", "My taste", 0), messages.ProfilePart("ink", "Ink", 3))
STUDIES = messages.EnginePart(
    name="studies",
    title="Studies",
    device="cpu",
    abilities=("canvas", "blank"),
    dimension_words={"color": "Colour", "style": "Brushwork", "mood": "Light", "composition": "Framing"},
    value_words={"mood=peaceful": "Soft"},
    first_vary=("color", "mood"),
    mark="made from your pixels, no AI image model",
)
SSD = messages.EnginePart(
    name="ssd-1b", title="SSD-1B", model="segmind/SSD-1B", abilities=("subject", "strength"), generative=True
)
ATTRIBUTES = {
    "color": ("warm", "cool", "vibrant", "muted", "monochrome"),
    "style": ("realistic", "painterly", "abstract", "minimalist", "surreal"),
    "mood": ("peaceful", "energetic", "mysterious", "joyful", "melancholic"),
    "composition": ("centered", "rule-of-thirds", "asymmetric", "symmetrical", "dynamic"),
}


def make_state() -> PanelState:
    """Return a state whose ids are n1, n2, … and whose clock stands still."""
    numbers = itertools.count(1)
    return PanelState(lambda: f"n{next(numbers)}", lambda: NOW_S)


def welcome(engine: messages.EnginePart = STUDIES) -> messages.Welcome:
    """Return the greeting of a backend with two profiles."""
    return messages.Welcome(
        protocol=1,
        server="test",
        instance="one",
        pixel_format="rgba",
        limits=messages.LimitsPart(1, 1, 1),
        engine=engine,
        profiles=PROFILES,
        attributes=ATTRIBUTES,
    )


def image_hash(number: int) -> str:
    """Return what could be the hash of a picture."""
    return f"{number:064x}"


def suggestion(number: int, **mix: str) -> messages.SuggestionPart:
    """Return suggestion `number`; `mix` gives pure values."""
    return messages.SuggestionPart(
        id=f"s{number}",
        mix={dimension: {value: 1.0} for dimension, value in (mix or {"color": "warm"}).items()},
        seed=number,
        image=image_hash(number),
        width_px=64,
        height_px=48,
        palette=(messages.SwatchPart("#c04020", 0.7, "rust"), messages.SwatchPart("#102030", 0.3, "night")),
        explanation=messages.ExplanationPart(
            "warm did well",
            3.5,
            3.0,
            0.8,
            False,
            (messages.ContributionPart("color=warm", 0.5, 0.2),),
            effects=(messages.ContributionPart("color=warm", 0.5, 0.2),),
        ),
    )


def make_slate(state: PanelState, document: DocumentRef = VALLEY, profile: str = "default") -> CardSlate:
    """Begin a slate, as a panel does."""
    frame = Rect(0, 0, document.width_px, document.height_px)
    slate = CardSlate(state.new_id_on(document.id), Place(document.id, profile), document, frame, learn=True)
    state.begin(slate)
    return slate


def arrive(state: PanelState, slate: CardSlate, first: int = 1, **mix: str) -> None:
    """Let a slate's four suggestions, numbered from `first`, and its end arrive."""
    for index in range(4):
        state.receive(messages.SuggestionReady(slate.request_id, index, "slate", suggestion(first + index, **mix)))
    ids = tuple(f"s{first + index}" for index in range(4))
    state.receive(messages.SlateReady(slate.request_id, "slate", PROFILES[0], STUDIES, ids))


def full_slate(state: PanelState, document: DocumentRef = VALLEY, first: int = 1, **mix: str) -> CardSlate:
    """Return a slate all of whose suggestions have arrived."""
    slate = make_slate(state, document)
    arrive(state, slate, first, **mix)
    return slate
