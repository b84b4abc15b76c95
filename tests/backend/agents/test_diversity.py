"""The measures of variety, and the notice that suggestions narrow."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.agents.diversity import (
    WINDOW,
    attribute_entropy,
    diversity_over_time,
    mix_similarity,
    narrowing_notice,
    palette_distance,
    vendi_score,
)
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
COLORS = SPACE.dimensions["color"]
VARIED = [
    AttributeMix.pure(
        **{name: values[(index * (step + 1)) % 5] for step, (name, values) in enumerate(SPACE.dimensions.items())}
    )
    for index in range(WINDOW)
]
ALIKE = [AttributeMix.pure(color="warm", style="surreal", mood="joyful", composition="dynamic")] * WINDOW


@pytest.mark.parametrize(("kernel", "expected"), [(np.eye(5), 5.0), (np.ones((5, 5)), 1.0)], ids=["different", "alike"])
def test_vendi_score_counts_what_differs(kernel: np.ndarray, expected: float) -> None:
    """Five unlike items count five, five alike count one."""
    assert vendi_score(kernel) == pytest.approx(expected)


def test_similarity_is_the_share_of_dimensions_in_common() -> None:
    """Corners that share two of four dimensions are half alike, and as painted is like as painted."""
    first = AttributeMix.pure(color="warm", style="surreal")
    second = AttributeMix.pure(color="cool", style="realistic")
    assert mix_similarity(SPACE, [first, second])[0, 1] == pytest.approx(0.5)


def test_entropy_is_zero_for_one_value_and_high_for_all() -> None:
    """One value alone has entropy 0; five used evenly have log 5 / log 6, 'as painted' being the sixth."""
    assert attribute_entropy(SPACE, ALIKE)["color"] == pytest.approx(0.0)
    every = [AttributeMix.pure(color=value) for value in COLORS]
    assert attribute_entropy(SPACE, every)["color"] == pytest.approx(np.log(5) / np.log(6))


def test_palette_distance_is_nothing_between_equals_and_grows() -> None:
    """Equal palettes lie at 0, shifted ones by their shift."""
    palette = np.array([[0.5, 0.0, 0.0], [0.8, 0.1, 0.0]], dtype=np.float32)
    assert palette_distance([palette, palette]) == 0.0
    assert palette_distance([palette, palette + np.float32([0.0, 0.0, 0.1])]) == pytest.approx(0.1, abs=1e-6)
    assert palette_distance([palette]) == 0.0


def test_notice_comes_when_suggestions_narrow() -> None:
    """The notice comes after varied then similar suggestions; not after varied ones throughout, or too few."""
    assert narrowing_notice(diversity_over_time(SPACE, VARIED + ALIKE))
    assert not narrowing_notice(diversity_over_time(SPACE, VARIED + VARIED))
    assert not narrowing_notice(diversity_over_time(SPACE, ALIKE))
    assert diversity_over_time(SPACE, VARIED[:-1]) == []
