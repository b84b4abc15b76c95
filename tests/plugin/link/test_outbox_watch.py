"""The watch over the outbox: what is told, and when it is saved and sent again."""

from __future__ import annotations

from pathlib import Path

from outboxes import PICK, RATING, left_by

from apprentice.link.outbox import FIRST_RETRY_S, FOLDER, SAVE_AFTER_S, Outbox
from apprentice.link.outbox_watch import FIRST_AGAIN_S, LAST_AGAIN_S, OutboxWatch


class Watched:
    """An outbox with its watch, a clock, and what was told."""

    def __init__(self, data: Path) -> None:
        self.now_s = 0.0
        self.said: list[str] = []
        self.kept: list[str] = []
        self.data = data
        self.watch = OutboxWatch(
            Outbox(None, "one", lambda: self.now_s), self.said.append, self.kept.append, lambda: self.now_s
        )
        self.watch.settle(data)


def test_a_full_disk_is_told_once_and_taken_back(tmp_path: Path) -> None:
    """It is tried again by itself, later each time, and the sentence goes when that works."""
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    watched = Watched(tmp_path)
    watched.watch.add(RATING)
    assert watched.watch.next_in_s == SAVE_AFTER_S
    for _ in range(4):
        assert watched.watch.look() is False
        wait_s = watched.watch.next_in_s
        assert wait_s is not None
        assert wait_s >= FIRST_RETRY_S
        watched.now_s += wait_s
    assert len(watched.kept) == 1
    (tmp_path / FOLDER).unlink()
    watched.watch.look()
    assert watched.kept[1:] == [""]
    assert watched.watch.next_in_s is None


def test_what_is_kept_aside_or_left_alone_is_told_once(tmp_path: Path) -> None:
    """One sentence each, with the place; the next look says nothing."""
    left_by("old", tmp_path, RATING)
    with (tmp_path / FOLDER / "old.jsonl").open("ab") as file:
        file.write(b'{"type":"of tomorrow"}\n')
    (tmp_path / FOLDER / "odd.jsonl").mkdir()
    watched = Watched(tmp_path)
    assert watched.watch.waiting() == (RATING,)
    aside, alone = watched.said
    assert "One thing" in aside
    assert str(tmp_path / FOLDER) in aside
    assert "odd.jsonl" in alone
    watched.watch.take_over()
    assert len(watched.said) == 2


def test_what_the_backend_cannot_write_now_is_sent_again_later_and_later(tmp_path: Path) -> None:
    """A durable request that met a passing error is due after a while; any other is none of the watch's."""
    watched = Watched(tmp_path)
    watched.watch.add(RATING)
    watched.watch.add(PICK)
    watched.watch.save()
    watched.watch.postpone("another")
    assert watched.watch.next_in_s is None
    pauses = []
    for _ in range(7):
        watched.watch.postpone("r1")
        watched.watch.postpone("p1")
        pause_s = watched.watch.next_in_s
        assert pause_s is not None
        pauses.append(pause_s)
        watched.now_s += pause_s
        assert watched.watch.look() is True
    assert pauses[0] == FIRST_AGAIN_S
    assert pauses[-1] == LAST_AGAIN_S
    watched.watch.confirm("r1")
    watched.watch.postpone("p1")
    assert watched.watch.next_in_s == SAVE_AFTER_S
