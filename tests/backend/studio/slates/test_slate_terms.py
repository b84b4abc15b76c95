"""The terms of a slate, written into its record and read back."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from logged import a_slate

from apprentice_backend.store import SlateRecord
from apprentice_backend.studio.slates.slate_terms import SlateTerms
from apprentice_shared.bounds import DEFAULT_STRENGTH

TERMS = SlateTerms(
    strength=0.3,
    bans=("color=warm",),
    palette=("#102030",),
    model="steps=2",
    device="cpu",
    canvas="c" * 64,
    feedback=0.5,
    liked=("a" * 64,),
    disliked=(),
    avoid={"mood": {"joyful": 0.5}},
    near_seed=7,
    amount=0.6,
)


def recorded(**request: object) -> SlateRecord:
    """Return a slate of the model "m" whose record holds these terms, as the store gives them back."""
    slate = replace(a_slate(), model="m")
    return replace(slate, context=json.loads(json.dumps({**slate.context, "request": request})))


def test_terms_come_back_as_they_were() -> None:
    """The record holds JSON: tuples come back as lists, which say the same."""
    back = SlateTerms.of(recorded(**asdict(TERMS)))
    assert json.dumps(asdict(back)) == json.dumps(asdict(TERMS))


def test_an_imported_slate_has_default_terms() -> None:
    """A profile's file tells no terms; the canvas is then not known, and the model is the slate's."""
    back = SlateTerms.of(replace(a_slate(), model="m"))
    assert back == SlateTerms(model="m")
    assert (back.strength, back.canvas) == (DEFAULT_STRENGTH, None)


@pytest.mark.parametrize(
    ("request_kept", "terms"),
    [
        ({"strength": 0.2, "canvas": ""}, SlateTerms(strength=0.2, canvas="", model="m")),
        ({"later": 1, "model": "n"}, SlateTerms(model="n")),
    ],
    ids=["an older record", "a newer record"],
)
def test_terms_of_another_version_are_read(request_kept: dict[str, object], terms: SlateTerms) -> None:
    """A term that is missing has its default, and one that is not known is passed over."""
    assert SlateTerms.of(recorded(**request_kept)) == terms
