"""Pictures of cards at their size: made once, away from this thread, within a bound."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apprentice.pictures.card_pictures import CardPictures
from apprentice.pictures.convert import Picture, shrink
from apprentice.pictures.gallery import Gallery
from apprentice.qt import QImage, QtGui


class Bench:
    """Pictures whose jobs are done when told: `jobs` are those that wait, `changes` counts what was announced."""

    def __init__(self, max_bytes: int = 2**20) -> None:
        self.gallery = Gallery()
        self.jobs: list[tuple[Callable[[], QImage], Callable[[QImage], None], Callable[[str], None]]] = []
        self.changes = self.done = 0
        self.pictures = CardPictures(self.gallery, lambda *job: self.jobs.append(job), self.note, max_bytes)

    def note(self) -> None:
        """Count a change."""
        self.changes += 1

    def add(self, key: str, width_px: int = 800, height_px: int = 600) -> None:
        """Let a picture arrive."""
        full = QImage(width_px, height_px, QImage.Format.Format_RGBA8888)
        full.fill(QtGui.QColor("#306090"))
        self.gallery.add(Picture(key, full, shrink(full)))
        self.pictures.arrived(key)

    def work(self) -> None:
        """Do all jobs, and those that follow."""
        while self.jobs:
            job, then, _ = self.jobs.pop(0)
            self.done += 1
            then(job())

    def size(self, key: str, width_px: int = 120, height_px: int = 90) -> tuple[int, int] | None:
        """Return the size of what is shown for a picture."""
        image = self.pictures.at(key, width_px, height_px)
        return (image.width(), image.height()) if image is not None else None


@pytest.fixture
def bench(qapp: object) -> Bench:
    """Pictures, none of which has arrived."""
    return Bench()


def test_is_made_once_for_a_size(bench: Bench) -> None:
    """The quick picture stands in until the reduced one is made; that one is then given again and again."""
    assert bench.size("a") is None
    bench.add("a")
    assert bench.size("a") == (400, 300)
    bench.work()
    made = bench.pictures.at("a", 120, 90)
    assert (bench.size("a"), bench.changes) == ((120, 90), 1)
    assert bench.pictures.at("a", 120, 90) is made
    assert (bench.jobs, bench.done) == ([], 1)


def test_the_old_size_stands_in_for_a_new_one(bench: Bench) -> None:
    """A card that is resized shows what it showed until the new picture is there."""
    bench.add("a")
    bench.size("a")
    bench.work()
    assert bench.size("a", 180, 135) == (120, 90)
    bench.work()
    assert bench.size("a", 180, 135) == (180, 135)


def test_a_picture_is_reduced_as_it_arrives(bench: Bench) -> None:
    """A slate after the first is sharp when it is first shown, as long as its shape is the same."""
    bench.size("a")
    bench.add("a")
    bench.add("tall", 600, 800)
    bench.work()
    assert bench.done == 1
    assert bench.size("a") == (120, 90)


def test_resizing_leaves_no_queue(bench: Bench) -> None:
    """Of a hundred sizes wanted in passing only the last few are made."""
    bench.add("a")
    for width_px in range(100, 200):
        bench.size("a", width_px, width_px * 3 // 4)
    assert len(bench.jobs) == 1
    bench.work()
    assert bench.done < 20
    assert bench.size("a", 199, 149) == (199, 149)


def test_the_pictures_stay_within_a_bound(qapp: object) -> None:
    """Those not shown for longest go first, and are made again when wanted."""
    bench = Bench(max_bytes=3 * 120 * 90 * 4)
    for key in "abcd":
        bench.add(key)
        bench.size(key)
        bench.work()
    done = bench.done
    assert bench.size("d") == (120, 90)
    assert bench.size("a") == (400, 300)
    bench.work()
    assert (bench.size("a"), bench.done) == ((120, 90), done + 1)


def test_a_picture_let_go_is_away(bench: Bench) -> None:
    """What no card shows any more is kept in no size."""
    for key in "ab":
        bench.add(key)
        bench.size(key)
    bench.work()
    bench.gallery.keep_only({"b"})
    bench.pictures.keep_only({"b"})
    assert (bench.size("a"), bench.size("b")) == (None, (120, 90))


def test_a_whole_picture_that_was_let_go_is_reduced_from_the_small_one(qapp: object) -> None:
    """The gallery keeps all small pictures and the latest whole ones."""
    bench = Bench()
    bench.gallery = Gallery(max_full_bytes=1)
    bench.pictures = CardPictures(bench.gallery, lambda *job: bench.jobs.append(job), bench.note)
    bench.add("a")
    bench.add("b")
    assert bench.gallery.full("a") is None
    bench.size("a")
    bench.work()
    assert bench.size("a") == (120, 90)


def test_an_error_leaves_the_others(bench: Bench) -> None:
    """A picture that cannot be made holds no other one up."""
    for key in "ab":
        bench.add(key)
        bench.size(key)
    _, _, failed = bench.jobs.pop(0)
    failed("no memory")
    bench.work()
    assert (bench.size("a"), bench.size("b")) == ((400, 300), (120, 90))
