"""Names, labels and records of inserted layers."""

from __future__ import annotations

import json

from slates_made import SSD, STUDIES, full_slate, make_state

from apprentice.host.marks import (
    GENERATED_LABEL,
    GROUP_PREFIX,
    STUDY_LABEL,
    color_label,
    group_name,
    layer_name,
    record_entry,
)


def _card():  # type: ignore[no-untyped-def]
    return full_slate(make_state()).cards[1]


def test_a_study_says_that_no_model_made_it() -> None:
    """A study's group names its values, its layer says that the pixels are the artist's."""
    assert group_name(_card(), STUDIES, ["color"]) == f"{GROUP_PREFIX}Warm"
    assert layer_name("Light only", STUDIES) == "Light only (made from your pixels, no AI image model)"
    assert color_label(STUDIES) == STUDY_LABEL


def test_a_generated_layer_says_so_with_model_and_seed() -> None:
    """ "AI-generated", the model and the seed are in the name, and the colour label is another one."""
    name = group_name(_card(), SSD, ["color"])
    assert name.startswith(f"{GROUP_PREFIX}AI-generated · segmind/SSD-1B · seed 2")
    assert color_label(SSD) == GENERATED_LABEL


def test_an_insertion_is_one_line_of_the_documents_record() -> None:
    """Each insertion is one JSON object."""
    slate = full_slate(make_state())
    once = record_entry(slate, slate.cards[0], SSD, "picture")
    twice = once + record_entry(slate, slate.cards[1], STUDIES, "colours")
    first, second = (json.loads(line) for line in twice.splitlines())
    assert (first["generated_by_ai_image_model"], first["seed"], first["model"]) == (True, 1, "segmind/SSD-1B")
    assert (second["form"], second["suggestion"], second["generated_by_ai_image_model"]) == ("colours", "s2", False)
