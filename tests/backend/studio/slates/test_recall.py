"""Rated pictures that were rendered again: which are kept while nobody asks for a slate."""

from __future__ import annotations

from dataclasses import asdict, replace
from threading import Event

import pytest
from logged import a_slate

from apprentice_backend.engines import create
from apprentice_backend.studio import ImageCache
from apprentice_backend.studio.image_cache import RESTING_IMAGE_BYTES
from apprentice_backend.studio.slates.lessons import Lesson, ShownPicture
from apprentice_backend.studio.slates.recall import Recall
from apprentice_backend.studio.slates.slate_terms import SlateTerms


@pytest.mark.parametrize(("side_px", "kept"), [(64, True), (1500, False)], ids=["small", "large"])
def test_a_large_picture_that_was_rendered_again_goes(*, side_px: int, kept: bool) -> None:
    """What would be too large to lie unused among the images is rendered again for the next slate too."""
    assert (4 * side_px**2 <= RESTING_IMAGE_BYTES) == kept
    slate = replace(a_slate(), context={"request": asdict(SlateTerms(canvas=""))})
    shown = replace(slate.suggestions[0], image="a" * 64, width_px=side_px, height_px=side_px)
    recall = Recall(ImageCache())
    found = recall.pictures(Lesson(liked=(ShownPicture(slate, shown),)), create("fake"), lambda _event: None, Event())
    assert recall.held(shown.image) is found.liked[shown.image]
    recall.rest()
    assert (recall.held(shown.image) is not None) == kept
