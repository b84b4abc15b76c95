"""The profile menu's actions, from the panel to the real server and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from logged import NOW_S
from panel_studio import Studio, backend
from PIL import Image
from qt_waiting import wait_until

from apprentice.actions import controller
from apprentice.link.keeper import Phase
from apprentice.panel.profile_menu import ProfileMenu


class Chosen:
    """Stands in for the artist at a file dialog."""

    def __init__(self) -> None:
        self.path = ""

    def folder(self, title: str, then: Callable[[str], None]) -> None:
        """Choose the folder."""
        then(self.path)

    def save(self, title: str, name: str, then: Callable[[str], None]) -> None:
        """Choose the place, or what is proposed in the folder chosen."""
        then(str(Path(self.path) / name))

    def open(self, title: str, pattern: str, then: Callable[[str], None]) -> None:
        """Choose the file."""
        then(self.path)


class Atelier(Studio):
    """A panel with its settings open, and somebody who chooses files."""

    def __init__(self, folder: Path, chosen: Chosen) -> None:
        super().__init__(folder)
        self.chosen = chosen
        self.desk = self.controller.desk
        self.menu = self.panel.settings.menu
        self.panel.pages.open("settings")

    @property
    def names(self) -> list[str]:
        """The names of all profiles."""
        return [profile.name for profile in self.app.state.profiles]

    @property
    def name(self) -> str:
        """The name of the profile in view."""
        return next(part.name for part in self.app.state.profiles if part.id == self.desk.profile)

    @property
    def ratings(self) -> int:
        """The number of ratings of the profile in view."""
        return next(part.ratings for part in self.app.state.profiles if part.id == self.desk.profile)

    @property
    def start(self) -> str:
        """The starting points of the profile in view, in words."""
        report = self.app.state.taste.get(self.desk.profile)
        return " and ".join(start.text for start in report.starts) if report is not None else ""

    def says(self, words: str) -> None:
        """Wait until the message line says so."""
        wait_until(lambda: words in self.controller.desk.line.text)

    def rate(self, stars: int = 5) -> None:
        """Ask for a slate and rate its first suggestion; then go back to the settings."""
        before = self.ratings
        self.suggest()
        self.panel.pages.open("settings")
        self.app.send(*self.desk.rate(0, stars))
        wait_until(lambda: self.ratings == before + 1)


class BackendsTime(datetime):
    """A clock that stands where the backend's stands."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        """Return the moment of all events."""
        return datetime.fromtimestamp(NOW_S)


@pytest.fixture
def atelier(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Atelier]:
    """A panel with a quick backend."""
    chosen = Chosen()
    monkeypatch.setattr(controller, "FileDialogs", lambda _: chosen)
    monkeypatch.setattr(controller, "datetime", BackendsTime)
    atelier = Atelier(tmp_path, chosen)
    with backend(atelier):
        wait_until(lambda: atelier.app.state.status.phase is Phase.READY and atelier.names)
        yield atelier
    atelier.close()


def test_starts_from_a_folder_and_from_nothing_again(atelier: Atelier, tmp_path: Path) -> None:
    """The line says how many paintings; the menu offers to remove them, and then no more."""
    for number in range(3):
        Image.new("RGB", (40, 30), (220, 120, 40)).save(tmp_path / f"{number}.png")
    atelier.chosen.path = str(tmp_path)
    atelier.menu.folder_start_asked.emit()
    atelier.says("Starting point: 3 paintings.")
    wait_until(lambda: "3 paintings" in (atelier.panel.settings.menu.shown or pytest.fail("no menu")).start)
    atelier.menu.no_start_asked.emit()
    atelier.says("only your ratings count")
    wait_until(lambda: not atelier.start)


def test_a_folder_without_pictures_is_one_line(atelier: Atelier, tmp_path: Path) -> None:
    """One line says what to do; the profile gets no starting point."""
    (tmp_path / "empty").mkdir()
    atelier.chosen.path = str(tmp_path / "empty")
    atelier.menu.folder_start_asked.emit()
    atelier.says("There are no pictures in")
    assert not atelier.start


def test_copies_and_blends_are_used_at_once(atelier: Atelier) -> None:
    """Copy and blend have telling names, and the ratings of their sources."""
    atelier.rate()
    first = atelier.desk.profile
    atelier.menu.duplicate_asked.emit()
    wait_until(lambda: atelier.name == "My taste 2")
    assert atelier.ratings == 1
    atelier.menu.blend_asked.emit(first)
    wait_until(lambda: atelier.name == "My taste 2 + My taste")
    assert atelier.ratings == 2
    atelier.menu.profiles_start_asked.emit()
    atelier.says("Starting point: 2 other profiles.")


def test_goes_out_as_a_file_and_comes_back(atelier: Atelier, tmp_path: Path) -> None:
    """A profile is written where the artist says; the file, read again, makes another profile."""
    atelier.rate()
    atelier.chosen.path = str(tmp_path)
    atelier.menu.export_asked.emit()
    atelier.says("Exported")
    atelier.chosen.path = str(tmp_path / "My taste.apprentice.json")
    atelier.menu.import_asked.emit()
    wait_until(lambda: atelier.name == "My taste 2")
    assert atelier.ratings == 1


@pytest.mark.parametrize("what", ["missing", "not a profile", "no text"])
def test_a_file_that_is_no_profile_is_one_line(atelier: Atelier, tmp_path: Path, what: str) -> None:
    """The profiles stay as they are."""
    path = tmp_path / "x.apprentice.json"
    if what != "missing":
        path.write_bytes(b"{}" if what == "not a profile" else b"\xff\xfe\x00")
    atelier.chosen.path = str(path)
    atelier.menu.import_asked.emit()
    wait_until(lambda: atelier.controller.desk.line.is_problem)
    assert atelier.names == ["My taste"]


def test_an_export_that_cannot_be_written_is_one_line(atelier: Atelier, tmp_path: Path) -> None:
    """One line says to choose another place."""
    atelier.chosen.path = str(tmp_path / "nowhere")
    atelier.menu.export_asked.emit()
    atelier.says("could not be written")


def test_what_was_said_is_taken_back_one_by_one(atelier: Atelier) -> None:
    """The menu lists the rating; once taken back, its stars go off the card too."""
    atelier.rate()
    wait_until(lambda: bool(atelier.panel.settings.menu.shown and atelier.panel.settings.menu.shown.history))
    assert atelier.panel.settings.menu.shown is not None
    ((event, words),) = atelier.panel.settings.menu.shown.history
    assert "★★★★★" in words
    atelier.menu.take_back_asked.emit(event)
    wait_until(lambda: atelier.ratings == 0)
    assert atelier.desk.slate is not None
    assert atelier.desk.slate.cards[0].stars == 0
    wait_until(lambda: not (atelier.panel.settings.menu.shown or pytest.fail("no menu")).history)


@pytest.mark.parametrize(
    "ask",
    [
        lambda menu: menu.forget_hours_asked.emit(1, "Forget all of the last hour"),
        lambda menu: menu.forget_day_asked.emit(f"{datetime.fromtimestamp(0):%Y-%m-%d}", "Forget all since then"),
        lambda menu: menu.reset_asked.emit("Delete all"),
    ],
    ids=["an hour", "a day", "reset"],
)
def test_what_is_forgotten_is_gone_from_view_too(atelier: Atelier, ask: Callable[[ProfileMenu], None]) -> None:
    """The slate goes out of view: its cards could not be rated any more. The profile stays."""
    atelier.rate()
    atelier.app.send(atelier.app.state.rename_profile(atelier.desk.profile, "Ink"))
    wait_until(lambda: atelier.names == ["Ink"])
    ask(atelier.menu)
    assert (atelier.ratings, atelier.desk.slate is None) == (1, False)
    _confirm(atelier)
    wait_until(lambda: atelier.ratings == 0)
    assert atelier.desk.slate is None
    assert atelier.names == ["Ink"]


def _confirm(atelier: Atelier) -> None:
    """Press the button of the question in the slot."""
    wait_until(atelier.panel.slot.offer.isVisible)
    atelier.panel.slot.offer.take.click()


def test_what_would_be_lost_for_good_is_asked_about_first(atelier: Atelier) -> None:
    """The question takes the slot from the reasons; put away, or in another profile's panel, it does nothing."""
    atelier.rate()
    wait_until(atelier.panel.slot.reasons.isVisible)
    atelier.menu.forget_hours_asked.emit(24, "Forget all of the last 24 hours")
    wait_until(atelier.panel.slot.offer.isVisible)
    assert atelier.panel.slot.offer.text.text == "Forget all of the last 24 hours"
    assert atelier.panel.slot.offer.take.text() == "Forget for good"
    first = atelier.desk.profile
    atelier.controller.panel.header.profile_named.emit("Ink")
    wait_until(lambda: atelier.desk.profile != first)
    wait_until(lambda: not atelier.panel.slot.offer.isVisible())
    atelier.controller.panel.header.profile_chosen.emit(first)
    atelier.app.state.lines.go_on(atelier.desk.document_id)
    wait_until(atelier.panel.slot.offer.isVisible)
    atelier.panel.slot.offer.away.click()
    wait_until(lambda: not atelier.panel.slot.offer.isVisible())
    assert atelier.ratings == 1


def test_a_deleted_profile_is_gone_for_good(atelier: Atelier) -> None:
    """The last profile gives way to an empty one with the first name."""
    atelier.rate()
    atelier.app.send(atelier.app.state.rename_profile(atelier.desk.profile, "Ink"))
    wait_until(lambda: atelier.names == ["Ink"])
    atelier.menu.delete_asked.emit("Delete “Ink”")
    _confirm(atelier)
    wait_until(lambda: atelier.names == ["My taste"])
    assert atelier.ratings == 0
    assert atelier.desk.slate is None
