"""Rating, taste, history and profiles, by the command line alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Apprentice

SMALL = ("--size", 64, "--engine", "fake", "--json")


@pytest.fixture
def slate(quick: Apprentice, painting: Path, tmp_path: Path) -> list[dict[str, Any]]:
    """The suggestions of one small slate."""
    done = quick("suggest", painting, "--out", tmp_path / "out", *SMALL)
    suggestions: list[dict[str, Any]] = json.loads(done.out)["suggestions"]
    return suggestions


def ratings(quick: Apprentice, *profile: str) -> int:
    """Return how many ratings a profile rests on."""
    return int(json.loads(quick("taste", "--json", *profile).out)["ratings"])


def test_learns_that_an_artist_likes_it_warm(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """After five slates, 5 stars for what is mostly warm and 1 for the rest, three of four are mostly warm."""

    def is_warm(item: dict[str, Any]) -> bool:
        return item["mix"].get("color", {}).get("warm", 0.0) > 0.5

    for _ in range(5):
        shown = json.loads(quick("suggest", painting, "--out", tmp_path / "o", *SMALL).out)["suggestions"]
        for item in shown:
            assert quick("rate", item["id"], 5 if is_warm(item) else 1).status == 0
    shown = json.loads(quick("suggest", painting, "--out", tmp_path / "o", *SMALL).out)["suggestions"]
    assert sum(map(is_warm, shown)) >= 3
    status, out, err = quick("taste")
    assert (status, err) == (0, "")
    assert "warm" in out
    values = json.loads(quick("taste", "--json").out)["values"]
    assert max(values, key=lambda value: value["mean"])["value"] == "warm"


@pytest.mark.slow
def test_a_rating_outlives_its_process(apprentice: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Each command starts another backend here, and the last one has the rating."""
    shown = json.loads(apprentice("suggest", painting, "--out", tmp_path / "o", *SMALL).out)["suggestions"]
    done = apprentice("rate", shown[0]["id"], 5, "--reason", "color=up", "--reason", "mood=down")
    assert (done.status, done.err) == (0, "")
    assert json.loads(apprentice("taste", "--json").out)["ratings"] == 1


def test_undo_takes_back_the_last_rating(quick: Apprentice, slate: list[dict[str, Any]]) -> None:
    """The history says so."""
    quick("rate", slate[0]["id"], 5)
    quick("rate", slate[1]["id"], 2)
    assert quick("history", "undo").status == 0
    assert ratings(quick) == 1
    events = json.loads(quick("history", "list", "--json").out)["events"]
    assert [event["stars"] for event in events if event["kind"] == "rating" and not event["undone"]] == [5]
    lines = quick("history", "list").out
    assert "5 stars" in lines


def test_forgets_a_time(quick: Apprentice, slate: list[dict[str, Any]]) -> None:
    """The ratings of the last hour are gone."""
    quick("rate", slate[0]["id"], 5)
    assert quick("history", "forget", "--since", "1h").status == 0
    assert ratings(quick) == 0
    assert json.loads(quick("history", "list", "--json").out)["events"] == []


def test_profiles_are_kept_apart(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Made, taught, copied, exported, brought back under another name, renamed, reset and deleted."""
    assert quick("profile", "create", "Inks").status == 0
    done = quick("suggest", painting, "--out", tmp_path / "o", "--profile", "Inks", *SMALL)
    quick("rate", json.loads(done.out)["suggestions"][0]["id"], 4)
    assert (ratings(quick), ratings(quick, "--profile", "Inks")) == (0, 1)
    quick("profile", "duplicate", "Inks", "Copy")
    exported = quick("profile", "export", "Inks")
    assert exported.out == "Wrote Inks.apprentice.json.\n"
    quick("profile", "import", tmp_path / "Inks.apprentice.json", "--name", "Back")
    quick("profile", "rename", "Back", "Again")
    assert (ratings(quick, "--profile", "Copy"), ratings(quick, "--profile", "Again")) == (1, 1)
    quick("profile", "reset", "Copy")
    assert ratings(quick, "--profile", "Copy") == 0
    quick("profile", "delete", "Inks")
    names = [profile["name"] for profile in json.loads(quick("profile", "list", "--json").out)["profiles"]]
    assert "Inks" not in names
    assert {"Copy", "Again"} <= set(names)


def test_starts_from_a_folder_of_paintings(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Measured, told by `taste`, taken back again; no picture and no path is kept."""
    (tmp_path / "paintings").mkdir()
    for number in range(5):
        (tmp_path / "paintings" / f"{number}.png").write_bytes(painting.read_bytes())
    done = quick("profile", "create", "Started", "--from-portfolio", "paintings")
    assert (done.status, done.out) == (0, "Started: starts from 5 paintings.\n")
    told = json.loads(quick("taste", "--profile", "Started", "--json").out)
    assert [start["text"] for start in told["starts"]] == ["5 paintings"]
    assert any(abs(value["mean"]) > 0.1 for value in told["values"])
    assert "Starting point: 5 paintings." in quick("taste", "--profile", "Started").out
    assert "paintings/" not in quick("history", "list", "--profile", "Started").out
    assert "nothing but its ratings" in quick("profile", "start", "Started", "--none").out
    assert json.loads(quick("taste", "--profile", "Started", "--json").out)["starts"] == []


def test_starts_from_other_profiles_and_blends_them(quick: Apprentice, slate: list[dict[str, Any]]) -> None:
    """A blend rests on the ratings of both."""
    quick("rate", slate[0]["id"], 5)
    mine = json.loads(quick("taste", "--json").out)["profile"]
    assert "1 other profile" in quick("profile", "create", "New", "--from-profiles", mine).out
    quick("profile", "duplicate", mine, "Twin")
    assert quick("profile", "blend", mine, "Twin", "Blend").status == 0
    assert ratings(quick, "--profile", "Blend") == 2


def test_says_a_taste_by_hand_and_why(quick: Apprentice) -> None:
    """Set, told, cleared; a signal is switched off and on."""
    done = quick("taste", "--set", "color.warm=+1.5", "--set", "style.surreal=-1")
    assert "set by hand" in done.out
    assert "avoided, because you set it to −1.0 stars" in quick("taste", "--why", "style.surreal").out
    assert "not rated yet" in quick("taste", "--clear", "style.surreal", "--why", "style.surreal").out
    values = json.loads(quick("taste", "--json").out)["values"]
    assert [value["by_hand"] for value in values if value["by_hand"] is not None] == [1.5]
    assert "does not count" in quick("taste", "--signal", "inserted=off").out
    signals = json.loads(quick("taste", "--signal", "inserted=on", "--json").out)["signals"]
    assert all(signal["on"] for signal in signals)


def test_tells_how_varied_suggestions_were(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """One point for sixteen suggestions, with their palettes."""
    for _ in range(4):
        quick("suggest", painting, "--out", tmp_path / "o", *SMALL)
    variety = json.loads(quick("taste", "--json").out)["variety"]
    (point,) = variety["shown"]
    assert point["suggestions"] == 16
    assert point["vendi"] > 2
    assert point["palettes"] > 0
    assert variety["kept"] == []
    assert "Variety of the last 16 suggestions" in quick("taste").out


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("rate", "nothing", "5"), 1, "not there any more"),
        (("rate", "a b", "5"), 1, "a b"),
        (("rate", "x", "7"), 2, "from 1 to 5"),
        (("rate", "x", "5", "--reason", "color"), 2, "color=up"),
        (("taste", "--profile", "nobody"), 1, "nobody"),
        (("taste", "--set", "color.warm"), 2, "color.warm=+1"),
        (("taste", "--set", "color.warm=9"), 1, "from -4 to 4"),
        (("taste", "--set", "color.plaid=1"), 1, "plaid"),
        (("taste", "--why", "color.plaid"), 1, "plaid"),
        (("taste", "--signal", "picked=off"), 2, "inserted=off"),
        (("profile", "create", "Never", "--from-portfolio", "nowhere"), 1, "nowhere"),
        (("profile", "create", "Never", "--from-portfolio", "~nobody-of-this-name/p"), 1, "There is no folder"),
        (("profile", "start", "default"), 1, "--from-portfolio"),
        (("profile", "blend", "default", "default", "B"), 1, "itself"),
        (("history", "undo", "nothing"), 1, "no such rating"),
        (("history", "forget", "--since", "soon"), 2, "soon"),
        (("profile", "create", ""), 1, "name"),
        (("profile", "delete", "nobody"), 1, "nobody"),
        (("profile", "import", "nowhere.json"), 1, "nowhere.json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_mistakes_are_one_sentence(quick: Apprentice, arguments: tuple[str, ...], status: int, words: str) -> None:
    """The mistake is named, in one line on standard error."""
    done = quick(*arguments)
    assert (done.status, done.out, len(done.err.splitlines())) == (status, "", 1)
    assert words in done.err
