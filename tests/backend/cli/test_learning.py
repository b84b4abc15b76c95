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
    number: int = json.loads(quick("taste", "--json", *profile).out)["ratings"]
    return number


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


def test_a_rating_outlives_its_process(apprentice: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Each command starts a backend of its own here, and the rating is there in the last."""
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
    """What was said in the last hour is gone."""
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


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("rate", "nothing", "5"), 1, "nothing"),
        (("rate", "a b", "5"), 1, "a b"),
        (("rate", "x", "7"), 2, "from 1 to 5"),
        (("rate", "x", "5", "--reason", "color"), 2, "color=up"),
        (("taste", "--profile", "nobody"), 1, "nobody"),
        (("history", "undo", "nothing"), 1, "nothing"),
        (("history", "forget", "--since", "soon"), 2, "soon"),
        (("profile", "create", ""), 1, "name"),
        (("profile", "delete", "nobody"), 1, "nobody"),
        (("profile", "import", "nowhere.json"), 1, "nowhere.json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_mistakes_are_one_sentence(quick: Apprentice, arguments: tuple[str, ...], status: int, words: str) -> None:
    """What is wrong is named, in one line on standard error."""
    done = quick(*arguments)
    assert (done.status, done.out, len(done.err.splitlines())) == (status, "", 1)
    assert words in done.err
