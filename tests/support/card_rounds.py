"""Random rounds with a whole panel: keys, clicks, slates, documents and profiles in any order, and what must hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from silent_backend import SilentConnection
from slates_made import HARBOUR, PROFILES, STUDIES, image_hash, welcome
from stand_in_documents import StandInDocuments

from apprentice.actions.app import App
from apprentice.actions.controller import Controller
from apprentice.model.slates import CardSlate, DocumentRef
from apprentice.panel.card import CardWidget
from apprentice.panel.panel import Panel
from apprentice.pictures.convert import Picture
from apprentice.qt import MAJOR_VERSION, QImage, Qt, QtCore, QtGui, QtWidgets
from apprentice.shown.show_slate import show_slate
from apprentice_shared import messages

VALLEY = DocumentRef("valley", "Valley", 64, 48, "/paintings/valley.kra")
_STEPS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Escape)


class CardRound:
    """One panel and its random steps.

    Args:
        seed: decides all of them.
        folder: an empty folder.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = Random(seed)
        self.documents = StandInDocuments(VALLEY, HARBOUR)
        self.app, self.panel = App(folder), Panel()
        self.controller = Controller(self.app, self.panel, self.documents, lambda *_: True, lambda *_: None)
        self.desk, self.cards = self.controller.desk, self.panel.grid.cards
        self.panel.setGeometry(400, 100, 300, 700)
        self.panel.show()
        self.panel.activateWindow()
        self.app.connection.open()
        self.arrive(welcome())
        self.made = 0
        # By the slate's request: the places in it that are still to arrive.
        self.to_come: dict[str, list[int]] = {}
        self.log: list[str] = []
        self.turn()

    @property
    def connection(self) -> SilentConnection:
        """The connection, which sends nothing."""
        assert isinstance(self.app.connection, SilentConnection)
        return self.app.connection

    def arrive(self, message: messages.Message) -> None:
        """Let a message arrive."""
        self.connection.message_arrived.emit(message)

    def turn(self) -> None:
        """Bring the panel up to date, as Krita's event loop does."""
        QtWidgets.QApplication.processEvents()
        self.app.changed.emit()

    def close(self) -> None:
        """End the panel."""
        self.panel.close()
        self.panel.deleteLater()

    # Steps ---------------------------------------------------------------------------------------------------------

    def step(self) -> None:
        """Do one thing at random; mostly the event loop turns after it."""
        steps: list[tuple[Callable[[], None], int]] = [
            (self.strike_stars, 6),
            (self.strike, 4),
            (self.click_star, 3),
            (self.click_picture, 3),
            (self.choose, 2),
            (self.suggest, 3),
            (self.receive, 8),
            (self.step_slate, 2),
            (self.switch_document, 2),
            (self.switch_profile, 1),
            (self.cancel, 1),
            (self.give_keys, 2),
        ]
        (act,) = self.random.choices([act for act, _ in steps], [weight for _, weight in steps])
        self.log.append(act.__name__)
        act()
        if self.random.random() < 0.7:
            self.turn()
            self.check()

    def suggest(self) -> None:
        """Press Suggest, or its key."""
        self.random.choice([self.controller.suggest, self.controller.suggest_by_key])()
        for _ in range(8):
            QtWidgets.QApplication.processEvents()
        for request in self.connection.sent:
            if isinstance(request, messages.Suggest) and request.id not in self.to_come:
                self.to_come[request.id] = self.random.sample(range(4), 4)

    def receive(self) -> None:
        """Let the next suggestions of a slate arrive, its pictures with them, and its end after the last."""
        waiting = [slate.request_id for slate in self.app.state.books.rendering() if slate.request_id in self.to_come]
        if not waiting:
            return
        request_id = self.random.choice(waiting)
        places = self.to_come[request_id]
        for _ in range(self.random.randint(1, len(places)) if places else 0):
            self.made += 1
            picture = QImage(64, 48, QImage.Format.Format_RGBA8888)
            picture.fill(QtGui.QColor(self.made % 256, 90, 60))
            self.connection.picture_arrived.emit(Picture(image_hash(self.made), picture, picture, ""))
            self.arrive(messages.SuggestionReady(request_id, places.pop(0), "slate", _suggestion(self.made)))
        if not places:
            self.arrive(messages.SlateReady(request_id, "slate", PROFILES[0], STUDIES, ()))

    def cancel(self) -> None:
        """Press Cancel."""
        self.controller.suggests.cancel()

    def step_slate(self) -> None:
        """Go back or forward, or pin the slate."""
        self.random.choice([self.panel.slate.back, self.panel.slate.forward, self.panel.slate.pin]).click()

    def switch_document(self) -> None:
        """Go to another document, close the active one, or open one again."""
        closed = [document for document in (VALLEY, HARBOUR) if document not in self.documents.open_documents]
        if self.documents.active is not None and self.random.random() < 0.3:
            self.documents.close(self.documents.active)
        elif closed and self.random.random() < 0.5:
            self.documents.open_documents.append(closed[0])
            self.documents.active = closed[0]
        elif self.documents.open_documents:
            self.documents.active = self.random.choice(self.documents.open_documents)
        self.controller.sync_document()

    def switch_profile(self) -> None:
        """Choose a profile."""
        self.panel.header.profile_chosen.emit(self.random.choice(PROFILES).id)

    def give_keys(self) -> None:
        """Give a card the keys, as Tab does, or take them away, as a press on the canvas does."""
        if self.random.random() < 0.3:
            for card in self.cards:
                card.clearFocus()
        else:
            self.random.choice(self.cards).setFocus()

    def click_picture(self) -> None:
        """Press on a picture and let go."""
        image = self.random.choice(self.cards).image
        for kind in (QtCore.QEvent.Type.MouseButtonPress, QtCore.QEvent.Type.MouseButtonRelease):
            at, button = QtCore.QPointF(image.rect().center()), Qt.MouseButton.LeftButton
            event = QtGui.QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier)
            QtWidgets.QApplication.sendEvent(image, event)

    def choose(self) -> None:
        """Choose an entry of a card's menu."""
        actions = self.random.choice(self.cards).actions
        self.random.choice([actions.pick, actions.dismiss]).trigger()

    def strike(self) -> None:
        """Strike a key that gives no stars."""
        key = self.random.choice([*_STEPS, Qt.Key.Key_X, Qt.Key.Key_P, Qt.Key.Key_Z])
        holder = self.holder
        if holder is not None:
            _strike(holder, key)

    # What counts for exactly one card --------------------------------------------------------------------------------

    def strike_stars(self) -> None:
        """Strike a digit: it rates the framed card, or nothing."""
        holder, stars = self.holder, self.random.randint(1, 5)
        if holder is None:
            return
        framed = self.framed
        self._expect(framed.shown.image if framed is not None else "", stars, lambda: _strike(holder, _digit(stars)))

    def click_star(self) -> None:
        """Click a star of any card: it rates that card."""
        card, stars = self.random.choice(self.cards), self.random.randint(1, 5)
        button = card.findChild(QtWidgets.QAbstractButton, f"{card.objectName()}_star_{stars}")
        self._expect(card.shown.image if card.shown.is_here else "", stars, button.click)

    def _expect(self, image: str, stars: int, act: Callable[[], None]) -> None:
        """Do something that rates the card with a picture and no other; nothing where the panel is not up to date."""
        before = self._stars()
        was_shown = self.desk.slate is self.controller.cards.shown
        act()
        changed = {key: now for key, now in self._stars().items() if now != before[key]}
        wanted = {image: stars} if image and was_shown and before.get(image) != stars else {}
        assert changed == wanted, self._story(f"{changed} was rated, not {wanted}")

    def _stars(self) -> dict[str, int]:
        return {card.image: card.stars for slate in self._slates() for card in slate.cards if card.suggestion}

    def _slates(self) -> list[CardSlate]:
        books = self.app.state.books
        places = [self.app.state.place_of(document) for document in ("valley", "harbour", "")]
        found = [*books.rendering(), *([self.desk.slate] if self.desk.slate else [])]
        for place in {*places, *books.closed}:
            book = books.at(place)
            found += book.slates if book is not None else []
        return found

    # What must hold ------------------------------------------------------------------------------------------------

    @property
    def holder(self) -> CardWidget | None:
        """The card that has the keys; None where none has."""
        return next((card for card in self.cards if card.hasFocus()), None)

    @property
    def framed(self) -> CardWidget | None:
        """The card that is framed on the screen; None where none is."""
        (card,) = [card for card in self.cards if card.shown.is_selected] or [None]
        return card

    def check(self) -> None:
        """Frame, icons, palette, explanation and keys are about one card, the current one of the slate in view."""
        slate = self.desk.slate
        framed = [card for card in self.cards if card.shown.is_selected]
        is_any_here = slate is not None and not slate.is_empty
        assert len(framed) == int(is_any_here), self._story(f"{len(framed)} frames")
        icons = [card for card in self.cards if card.actions.isVisibleTo(self.panel)]
        assert icons == framed, self._story("icons elsewhere than the frame")
        if not framed or slate is None:
            return
        (card,) = framed
        part = slate.cards[card.index].suggestion
        assert part is not None
        assert card.shown.image == part.image, self._story("a frame on another slate")
        assert self.panel.palette_strip.shown is not None
        assert self.panel.palette_strip.shown.swatches == part.palette, self._story("another card's palette")
        assert show_slate(self.desk).details.endswith(part.note), self._story("another card's explanation")
        assert self.holder in (None, card), self._story("keys elsewhere than the frame")

    def _story(self, what: str) -> str:
        return f"{what}, after {', '.join(self.log)}"


def _suggestion(number: int) -> messages.SuggestionPart:
    """Return a suggestion whose picture, palette and explanation are its own."""
    return messages.SuggestionPart(
        id=f"s{number}",
        mix={"color": {"warm": 1.0}, "mood": {"joyful": 0.5}},
        seed=number,
        image=image_hash(number),
        width_px=64,
        height_px=48,
        palette=(messages.SwatchPart(f"#{number:06x}", 1.0, f"colour {number}"),),
        explanation=messages.ExplanationPart("", 3.0, 3.0, 0.5, False, ()),
        note=f"note {number}",
    )


def _digit(stars: int) -> Qt.Key:
    return getattr(Qt.Key, f"Key_{stars}")


def _strike(card: CardWidget, key: Qt.Key) -> None:
    for kind in (QtCore.QEvent.Type.KeyPress, QtCore.QEvent.Type.KeyRelease):
        event = QtGui.QKeyEvent(kind, key if MAJOR_VERSION == 5 else key.value, Qt.KeyboardModifier.NoModifier)
        QtWidgets.QApplication.sendEvent(card, event)
