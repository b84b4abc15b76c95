"""`apprentice suggest`: slates as files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from command_line import Apprentice
from PIL import Image

SMALL = ("--size", 96)


def test_a_slate_is_four_pictures_palettes_and_a_sheet(apprentice: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Without a backend running, all that `slate.json` names is there, and standard output is that file."""
    out = tmp_path / "new" / "folder"
    status, printed, err = apprentice("suggest", painting, "--out", out, "--json", *SMALL)
    assert (status, err) == (0, "")
    slate = json.loads(printed)
    assert slate == json.loads((out / "slate.json").read_text())
    assert set(slate) == {"slate_id", "profile", "engine", "suggestions"}
    assert slate["engine"] == "studies"
    pictures = [np.asarray(Image.open(out / item["image"]).convert("RGB")) for item in slate["suggestions"]]
    assert [picture.shape for picture in pictures] == [(64, 96, 3)] * 4
    assert len({picture.tobytes() for picture in pictures}) == 4
    for item in slate["suggestions"]:
        assert set(item) == {"id", "mix", "seed", "image", "palette", "explanation"}
        assert item["explanation"]
        assert sum(swatch["share"] for swatch in item["palette"]) == pytest.approx(1, abs=0.01)
        assert (out / f"{item['id']}.gpl").is_file()
    with Image.open(out / "contact-sheet.png") as sheet:
        assert sheet.size > (500, 500)


def test_pictures_say_that_no_model_made_them(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """A study's file carries the words and the IPTC type."""
    quick("suggest", painting, "--out", tmp_path / "o", "--json", *SMALL, "--count", 1)
    (picture,) = [path for path in (tmp_path / "o").glob("*.png") if path.name != "contact-sheet.png"]
    with Image.open(picture) as image:
        image.load()
        assert "no AI image model" in image.info["Description"]
        assert "digitalsourcetype/algorithmicallyEnhanced" in image.info["XML:com.adobe.xmp"]


def test_same_seed_same_pictures(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """The seed given is the first picture's, and makes it again."""
    lock = ("--lock", "color=warm", "--vary", "color", "--count", 1, "--seed", 11, "--json", *SMALL)
    shown = [quick("suggest", painting, "--out", tmp_path / name, *lock) for name in ("a", "b")]
    (first,), (second,) = (json.loads(done.out)["suggestions"] for done in shown)
    assert first["seed"] == second["seed"] == 11
    assert first["mix"] == second["mix"] == {"color": {"warm": 1.0}}
    pictures = [Image.open(tmp_path / name / item["image"]) for name, item in (("a", first), ("b", second))]
    assert pictures[0].tobytes() == pictures[1].tobytes()


def test_an_amount_of_nothing_is_the_picture_itself(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Half of it lies between, and its mix has half the weights."""
    lock = ("--lock", "color=cool", "--vary", "color", "--count", 1, "--seed", 11, "--json", *SMALL)
    shown = {}
    for amount in ("0", "0.5", "1"):
        done = quick("suggest", painting, "--out", tmp_path / amount, "--amount", amount, *lock)
        (item,) = json.loads(done.out)["suggestions"]
        picture = np.asarray(Image.open(tmp_path / amount / item["image"]).convert("RGB")).astype(float)
        shown[amount] = (item["mix"], picture)
    assert [shown[amount][0] for amount in shown] == [{}, {"color": {"cool": 0.5}}, {"color": {"cool": 1.0}}]
    pictures = [picture for _, picture in shown.values()]
    half, whole = (np.abs(picture - pictures[0]).mean() for picture in pictures[1:])
    assert 0.3 * whole < half < 0.7 * whole
    with Image.open(painting) as image:
        small = np.asarray(image.convert("RGB").resize((96, 64), Image.Resampling.BOX)).astype(float)
    assert np.abs(pictures[0] - small).mean() < 2.0


def test_an_intent_gives_takes_of_it(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Four of them, told by the intent; the first is the intent alone, the others have a mix over it."""
    done = quick("suggest", painting, "--out", tmp_path, "--intent", "dusk", "--json", "--seed", 3, *SMALL)
    items = json.loads(done.out)["suggestions"]
    assert [item["intent"] for item in items] == ["Dusk"] * 4
    assert items[0]["mix"] == {}
    assert all(item["mix"] and "composition" not in item["mix"] for item in items[1:])
    first = np.asarray(Image.open(tmp_path / items[0]["image"]).convert("L"))
    assert first.mean() < np.asarray(Image.open(painting).convert("L")).mean()


def test_keeps_to_what_may_vary(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Dimensions that are not named stay as painted; `all` names them all."""
    some = quick("suggest", painting, "--out", tmp_path, "--vary", "mood", "--json", "--engine", "fake", *SMALL)
    assert all(set(item["mix"]) <= {"mood"} for item in json.loads(some.out)["suggestions"])
    every = quick("suggest", painting, "--out", tmp_path, "--vary", "all", "--json", "--engine", "fake", *SMALL)
    moved = {dimension for item in json.loads(every.out)["suggestions"] for dimension in item["mix"]}
    assert moved == {"color", "style", "mood", "composition"}


def test_a_palette_rules_the_colour(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Colours by name and from a file: blue ones leave nothing warm, in a picture of grass and a red thing."""
    (tmp_path / "ink.gpl").write_text("GIMP Palette\nName: Ink\n#\n16 24 56\tnight\n90 120 200\tsky\n")
    ruled = ("--palette", f"{tmp_path / 'ink.gpl'},#DCE6FF", "--vary", "color", "--lock", "color=muted", "--count", 1)
    done = quick("suggest", painting, "--out", tmp_path / "o", *ruled, "--json", *SMALL)
    (shown,) = json.loads(done.out)["suggestions"]
    pixels = np.asarray(Image.open(tmp_path / "o" / shown["image"]).convert("RGB")).astype(int)
    assert np.mean(pixels[..., 2] >= pixels[..., 0]) > 0.97
    wrong = quick("suggest", painting, "--palette", "#12", *SMALL)
    assert (wrong.status, wrong.out) == (1, "")
    assert "'#1f2e3d'" in wrong.err


def test_tells_a_person_what_to_do_next(quick: Apprentice, painting: Path) -> None:
    """Without --json, one line a suggestion, and where to look; the folder is named like the picture."""
    status, out, err = quick("suggest", painting, *SMALL)
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == 5
    assert "painting-suggestions" in out
    assert (painting.parent / "painting-suggestions" / "slate.json").is_file()


def test_uses_the_backend_that_runs(apprentice: Apprentice, painting: Path, tmp_path: Path, backend: object) -> None:
    """With a backend on the data folder no second one is started, and it serves on."""
    for name in ("a", "b"):
        assert apprentice("suggest", painting, "--out", tmp_path / name, "--json", *SMALL).status == 0
    assert len(apprentice("history", "list", "--json").out.split('"slate"')) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--profile", "nobody"), "nobody"),
        (("--lock", "color=plaid"), "plaid"),
        (("--vary", "smell"), "smell"),
        (("--engine", "steam"), "steam"),
        (("--count", "17"), "--count"),
        (("--strength", "2"), "--strength"),
        (("--amount", "1.5"), "amount"),
        (("--amount", "nan"), "amount"),
        (("--intent", "fog"), "There is no such intent: choose from late_sun, dusk, moonlight"),
        (("--intent", "dusk", "--engine", "fake"), "intent"),
    ],
    ids=["profile", "lock", "vary", "engine", "count", "strength", "amount", "no amount", "intent", "no intents"],
)
def test_what_does_not_exist_is_one_sentence(
    quick: Apprentice, painting: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    """Status 1, one line on standard error that names it, nothing on standard output."""
    status, out, err = quick("suggest", painting, "--out", tmp_path / "o", "--json", *SMALL, *arguments)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert words in err


def test_a_folder_that_cannot_be_written_is_one_sentence(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """A file in the way of --out is named."""
    (tmp_path / "o").write_text("a file")
    status, out, err = quick("suggest", painting, "--out", tmp_path / "o", "--json", *SMALL)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert str(tmp_path / "o") in err
