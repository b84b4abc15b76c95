"""Durable requests without a confirmation, in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from apprentice.link.outbox import FOLDER, Outbox
from apprentice_shared.messages import GetProfiles, Rate, Signal, Undo

RATING = Rate("r1", "s1", 5, {"color": 1}, at=1_790_000_000.5)
PICK = Signal("p1", "s1", "picked")


def test_survives_the_end_of_its_process(tmp_path: Path) -> None:
    """A new process takes over the requests without a confirmation, in order and unchanged."""
    before = Outbox(tmp_path, "one")
    before.add(RATING)
    before.add(PICK)
    before.add(Undo("u1", "default", "p1"))
    before.save()
    after = Outbox(tmp_path, "two")
    assert after.take_over() == (RATING, PICK, Undo("u1", "default", "p1"))
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["two.jsonl"]


def test_forgets_what_was_confirmed(tmp_path: Path) -> None:
    """A confirmed rating is not sent again; an empty outbox leaves no file."""
    outbox = Outbox(tmp_path, "one")
    outbox.add(RATING)
    outbox.add(PICK)
    outbox.save()
    outbox.confirm("r1")
    outbox.confirm("unknown")
    assert outbox.waiting == (PICK,)
    assert outbox.is_unsaved
    outbox.confirm("p1")
    outbox.save()
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_what_is_confirmed_at_once_needs_no_file(tmp_path: Path) -> None:
    """While the backend answers, nothing is written."""
    outbox = Outbox(tmp_path, "one")
    outbox.add(RATING)
    outbox.confirm("r1")
    assert not outbox.is_unsaved
    outbox.save()
    assert not (tmp_path / FOLDER).exists()


def test_keeps_only_what_would_be_missed(tmp_path: Path) -> None:
    """A request that is not durable is not kept."""
    outbox = Outbox(tmp_path, "one")
    outbox.add(GetProfiles("g"))
    outbox.save()
    assert outbox.waiting == ()
    assert not (tmp_path / FOLDER).exists()


def test_a_folder_that_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    """The next rating tries again; until then there is nothing more to tell."""
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    outbox = Outbox(tmp_path, "one")
    outbox.add(RATING)
    with pytest.raises(OSError, match="exist"):
        outbox.save()
    outbox.save()
    (tmp_path / FOLDER).unlink()
    outbox.add(PICK)
    outbox.save()
    assert Outbox(tmp_path, "two").take_over() == (RATING, PICK)


def test_reads_past_a_line_that_was_cut_short(tmp_path: Path) -> None:
    """A crash in the middle of a line loses that line alone."""
    outbox = Outbox(tmp_path, "one")
    outbox.add(RATING)
    outbox.save()
    file = tmp_path / FOLDER / "one.jsonl"
    file.write_text(file.read_text(encoding="utf-8") + '{"type":"rate","id":"r2","sug', encoding="utf-8")
    assert Outbox(tmp_path, "two").take_over() == (RATING,)


def test_works_in_memory_without_a_data_folder() -> None:
    """Before Apprentice is set up there is no folder to write to."""
    outbox = Outbox(None, "one")
    outbox.add(RATING)
    assert outbox.take_over() == ()
    assert outbox.waiting == (RATING,)
