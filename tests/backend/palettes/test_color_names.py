"""Plain colour names."""

from __future__ import annotations

import pytest

from apprentice_backend.palettes.color_names import name_color


@pytest.mark.parametrize(
    ("color", "name"),
    [
        ("#000000", "black"),
        ("#ffffff", "white"),
        ("#808080", "grey"),
        ("#ff0000", "vivid red"),
        ("#800000", "maroon"),
        ("#ff8c00", "orange"),
        ("#a0522d", "rust"),
        ("#d76340", "burnt orange"),
        ("#d2b48c", "tan"),
        ("#f5f5dc", "cream"),
        ("#ffff00", "vivid yellow"),
        ("#808000", "olive"),
        ("#008000", "green"),
        ("#2e8b57", "sea green"),
        ("#008080", "teal"),
        ("#87ceeb", "sky blue"),
        ("#0000ff", "vivid blue"),
        ("#000080", "navy"),
        ("#e6e6fa", "pale lavender"),
        ("#ff00ff", "magenta"),
        ("#ffc0cb", "pale pink"),
        ("#708090", "cool grey"),
    ],
)
def test_names_what_a_painter_would_say(color: str, name: str) -> None:
    """Well-known colours get their well-known names."""
    assert name_color(color) == name


def test_every_colour_has_a_name() -> None:
    """A coarse walk through the cube finds a short, lower-case name everywhere."""
    steps = range(0, 256, 15)
    names = {name_color(f"#{red:02x}{green:02x}{blue:02x}") for red in steps for green in steps for blue in steps}
    assert all(name and name == name.strip().lower() and len(name) <= 24 for name in names)
    assert len(names) > 60
