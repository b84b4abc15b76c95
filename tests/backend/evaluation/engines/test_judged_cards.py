"""Cards for judging tell nothing of what they are; the index, which lies apart, tells all."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from apprentice_backend.engines import create
from apprentice_backend.evaluation.engines.bench import main
from apprentice_backend.evaluation.engines.judged_cards import CARD_PX, write_judged_cards
from apprentice_shared.errors import ConfigError

_NOISE = np.full((300, 400, 4), 255, np.uint8)
_NOISE[..., :3] = np.random.default_rng(0).integers(0, 256, (300, 400, 3))


def test_cards_are_numbered_and_the_index_lies_apart(tmp_path: Path) -> None:
    """Four cards for each kind of slate and one other are shuffled, each at card size and whole."""
    sheet, beside = write_judged_cards(
        create("fake"), {"noise": _NOISE}, {"kept": _NOISE}, tmp_path / "cards", slates=1
    )
    index = json.loads(beside.read_text(encoding="utf-8"))
    names = [f"{number:03d}" for number in range(1, 10)]
    assert list(index) == names
    assert [index[name] for name in names if "other" in index[name]] == [{"other": "kept"}]
    told = [(one["canvas"], one["kind"], one["slate"], one["place"]) for one in index.values() if "kind" in one]
    assert set(told) == {
        ("noise", kind, 1, place) for kind in ("colour and light", "everything") for place in range(1, 5)
    }
    assert told != sorted(told), "shuffled"
    files = {path.name for path in (tmp_path / "cards").iterdir()}
    assert files == {sheet.name, *(f"{name}.jpg" for name in names), *(f"{name}-card.png" for name in names)}
    with Image.open(tmp_path / "cards" / "001.jpg") as whole, Image.open(tmp_path / "cards" / "001-card.png") as card:
        assert whole.size == (400, 300) and card.size == (CARD_PX, 192)


def test_cards_are_written_into_an_empty_folder_only(tmp_path: Path) -> None:
    """What lies in the folder would be taken for a card."""
    (tmp_path / "notes.txt").touch()
    with pytest.raises(ConfigError, match="is not empty"):
        write_judged_cards(create("fake"), {"noise": _NOISE}, {}, tmp_path, slates=1)


def test_the_benchmark_writes_cards_of_a_folder_of_paintings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command takes folders of paintings and of other pictures, and says where sheets and index are."""
    (tmp_path / "paintings").mkdir()
    Image.fromarray(_NOISE).save(tmp_path / "paintings" / "noise.png")
    asked = ["--engine", "fake", "--cards", str(tmp_path / "out"), "--seeds", "1", "--canvases"]
    assert main([*asked, str(tmp_path / "paintings"), "--among", str(tmp_path / "paintings")]) == 0
    assert capsys.readouterr().out.split() == [str(tmp_path / "out" / "sheet-01.png"), str(tmp_path / "out-index.json")]
