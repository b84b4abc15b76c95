"""A pack is read whole, or refused with a sentence."""

from pathlib import Path

import pytest

from apprentice_backend.packs.pack import load_pack, read_pack
from apprentice_shared.errors import ConfigError

HUGE = "0x" + 6000 * "f"  # more digits than Python writes
SEPIA = """
[color.sepia]
title = "Sepia"
color = [{ map = "monochrome", hue = 70.0, chroma = 0.05 }]
"""


def test_an_artists_own_pack_needs_a_recipe_alone(tmp_path: Path) -> None:
    """A value without a phrase, marks or a statistic is a value."""
    path = tmp_path / "mine.toml"
    path.write_text(SEPIA)
    pack = load_pack(path)
    assert (pack.name, pack.title, pack.source) == ("mine.toml", "", "mine.toml")
    value = pack.values["color", "sepia"]
    assert value.title == "Sepia"
    assert set(value.recipe) == {"color"}
    assert (value.phrase, value.swatches, value.palette, value.marks, value.rated_by) == ("", (), None, None, None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[color.x", "the attribute pack mine.toml is not TOML"),
        (f"[color.x.light]\nkey = {'1' * 5000}\n", "the attribute pack mine.toml is not TOML"),
        (f"[color.x]\nlight = {5000 * '['}\n", "mine.toml has too many brackets in brackets"),
        (
            "[color.x]\nlight = { k = [" + 5000 * "[" + 5000 * "]" + "] }\n",
            "mine.toml has too many brackets in brackets",
        ),
        (f"name = {HUGE}\n{SEPIA}", "mine.toml: name must be text, got more than can be shown"),
        (f"{SEPIA}\n[color.x]\ntitle = {HUGE}\nlight = {{}}\n", "color.x.title must be text, got more than can be"),
        (f"[color.{5000 * 'x'}]\nlight = {{}}\n", "lower-case letters, digits and hyphens, got 'x{99}…$"),
        (f"[mood.x]\nlight.{'k.' * 300}k = 1\n", "mine.toml has more than 200 dots in line 2"),
        (f"#{70_000 * ' '}\n{SEPIA}", "mine.toml is too long"),
        ("", "defines no value"),
        ("color = 3\n", "color must be a table of values"),
        ("[color]\nx = 3\n", "x must be a table with some of title, color, style, light, framing"),
        ("[color.x]\ntitle = 'X'\n", "at least one beside title"),
        ("[color.x]\nphrase = 'x'\nlight = {}\n", r"takes title, color, style, light, framing, .*'phrase'"),
        ("[color.X]\ncolor = [{ map = 'mute' }]\n", "lower-case"),
    ],
)
def test_refuses_a_pack_it_cannot_read(text: str, says: str) -> None:
    """Each mistake is one plain sentence; what only a shipped pack may say is a mistake in an artist's own."""
    with pytest.raises(ConfigError, match=says) as refused:
        read_pack(text, "mine.toml")
    assert len(str(refused.value)) < 250


def test_missing_pack_is_one_sentence(tmp_path: Path) -> None:
    """A path that is not there is named."""
    with pytest.raises(ConfigError, match=r"gone\.toml cannot be read"):
        load_pack(tmp_path / "gone.toml")
