"""The packs of a data folder, and what is learned over."""

from __future__ import annotations

from pathlib import Path

import pytest

from apprentice_backend.packs.shipped import built_in_space, shipped_values
from apprentice_backend.studio import PackShelf
from apprentice_shared.errors import ConfigError

HUGE = "0x" + 6000 * "f"  # more digits than Python writes
CANDLE = '[mood.candle]\ntitle = "Candlelight"\nlight = { key = 0.34, contrast = 1.2 }\n'


def test_without_packs_the_built_in_values_are_proposed(tmp_path: Path) -> None:
    """The default values stay what they were."""
    shelf = PackShelf.open(tmp_path)
    assert shelf.space() == built_in_space()
    assert [part.name for part in shelf.parts()] == ["cinematic-light", "painting-media", "scientific-illustration"]
    assert not any(part.in_use for part in shelf.parts())


def test_a_choice_is_remembered(tmp_path: Path) -> None:
    """The next backend of the folder proposes the same values; a choice given to it comes before that."""
    PackShelf.open(tmp_path).use(["painting-media"])
    assert "gouache" in PackShelf.open(tmp_path).space().dimensions["style"]
    assert "gouache" not in PackShelf.open(tmp_path, ("cinematic-light",)).space().dimensions["style"]
    (tmp_path / "packs.json").write_text("{", encoding="utf-8")
    assert PackShelf.open(tmp_path).space() == built_in_space()


def test_the_order_of_a_choice_does_not_matter(tmp_path: Path) -> None:
    """One choice is one space, and so one agent."""
    shelf = PackShelf.open(tmp_path)
    names = ["painting-media", "cinematic-light"]
    assert shelf.space(names) == shelf.space(names[::-1])


def test_all_packs_are_what_the_engine_knows(tmp_path: Path) -> None:
    """No value is proposed that studies have no recipe for."""
    assert set(PackShelf.open(tmp_path).widest().pairs()) == set(shipped_values())


def test_an_artists_own_pack_lies_in_the_data_folder(tmp_path: Path) -> None:
    """A pack is found by its file's name; one that is wrong is left out, and the others stay."""
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "my-light.toml").write_text(CANDLE, encoding="utf-8")
    (tmp_path / "packs" / "wrong.toml").write_text("[mood.x]\nlight = { nonsense = 1.0 }\n", encoding="utf-8")
    shelf = PackShelf.open(tmp_path, ("my-light",))
    assert "candle" in shelf.space().dimensions["mood"]
    assert shelf.own_files == (tmp_path / "packs" / "my-light.toml",)
    assert [part.title for part in shelf.parts()][-1] == "My light"


@pytest.mark.parametrize(
    "recipe",
    [
        *(f"{part} = {HUGE}" for part in ("light", "framing", "color", "style", "title = 'x'\nlight = {}\nx")),
        f"light = {{ key = {HUGE} }}",
        f"light = {{ key = [{HUGE}] }}",
        f"light = {{ kee = {HUGE} }}",
        f"color = [{{ map = {HUGE} }}]",
        f"color = [{{ map = 'inks', swatches = [{HUGE}] }}]",
        f"title = {HUGE}\nlight = {{}}",
        "light = " + 5000 * "[" + 5000 * "]",
        "light = " + 5000 * "{ k = " + "1" + 5000 * " }",
        f"light.key.{'.'.join(5000 * ['k'])} = 1",
        f"light = {{ {5000 * 'k'} = 1 }}",
    ],
    ids=lambda recipe: f"{recipe[:24]} {len(recipe)}",
)
def test_no_pack_keeps_a_data_folder_from_opening(
    tmp_path: Path, recipe: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A pack with endless numbers or brackets is left out, and told in a sentence of a length to read."""
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "candle.toml").write_text(CANDLE, encoding="utf-8")
    (tmp_path / "packs" / "wild.toml").write_text(f"[mood.wild]\n{recipe}\n", encoding="utf-8")
    assert [path.name for path in PackShelf.open(tmp_path).own_files] == ["candle.toml"]
    (told,) = caplog.messages
    assert "wild.toml" in told
    assert len(told) < 400


def test_an_unknown_pack_is_told_with_those_there_are(tmp_path: Path) -> None:
    """One sentence that says what to do."""
    with pytest.raises(ConfigError, match=r"no pack “oil”.*painting-media"):
        PackShelf.open(tmp_path, ("oil",))
