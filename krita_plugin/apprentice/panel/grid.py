"""The cards of a slate, in the form that the room asks for."""

from __future__ import annotations

from ..qt import QtCore, QtGui, QWidget, Signal
from ..shown.values import CardShown
from ..vendored import bounds, tr
from . import style
from .arrangement import Cards
from .card import CardWidget
from .card_form import BESIDE_PX, CardForm
from .card_image import Pictures
from .card_places import STEP_PX, place_cards
from .icon_button import IconButton
from .text_box import TextBox

_FORMS = {
    Cards.ONE: CardForm.NAMELESS,
    Cards.ONE_LARGE: CardForm.NAMELESS,
    Cards.BESIDE: CardForm.BESIDE,
}


class CardGrid(QWidget):
    """The cards; Tab, the arrows and, where only one is shown, ◀ and ▶ move between them.

    Emits the number of a card that is to be selected.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = [CardWidget(index, self) for index in range(bounds.DEFAULT_COUNT)]
        for card in self.cards:
            card.stepped.connect(self._move)
        self.back = IconButton("back", "apprentice_card_back", tr("The card before"), self)
        self.forward = IconButton("forward", "apprentice_card_forward", tr("The next card"), self)
        self.back.clicked.connect(lambda: self._step(-1))
        self.forward.clicked.connect(lambda: self._step(1))
        self.framed_text = TextBox("apprentice_strip_text", self)
        self._form, self._framed, self._columns = Cards.WHOLE, 0, 2
        self._key: tuple[object, ...] = ()
        self._wants_focus = -1

    def show_cards(self, shown: tuple[CardShown, ...], pictures: Pictures) -> None:
        """Show all cards."""
        self._framed = next((place for place, card in enumerate(shown) if card.is_selected), self._framed)
        self._place(shown[0].aspect)
        for card, values in zip(self.cards, shown, strict=True):
            card.show_card(values, pictures)
        self._tell_name()

    def _tell_name(self) -> None:
        """Say the framed card's name where it does not stand on the card: below it its stars, if they do not either."""
        framed = self.cards[self._framed].shown
        stars = "★" * framed.stars + "☆" * (bounds.STARS.high - framed.stars)
        said = framed.name if self._form is Cards.BESIDE else f"{framed.name}\n{stars}"
        self.framed_text.show_text(said if framed.is_here else "")

    def show_as(self, form: Cards) -> None:
        """Take a form; call it before the new size is set."""
        self._form = form
        self._place(self.cards[0].shown.aspect)

    def focus_card(self, index: int) -> None:
        """Give a card the keys, as soon as it is shown."""
        if self.cards[index].isVisible():
            self.cards[index].setFocus()
        else:
            self._wants_focus = index
            self.chosen.emit(index)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Place the cards anew."""
        super().resizeEvent(event)
        self._place(self.cards[0].shown.aspect)

    def _place(self, aspect: float) -> None:
        """Place the cards, unless nothing has changed."""
        key = (self._form, self.width(), self.height(), self._framed, aspect)
        if key == self._key:
            return
        self._key = key
        places = place_cards(self._form, self.width(), self.height(), framed=self._framed, aspect=aspect)
        self._columns = places.columns
        whole = _FORMS.get(self._form, CardForm.CARD)
        had_focus = any(card.hasFocus() for card in self.cards)
        for card, box in zip(self.cards, places.boxes, strict=True):
            form = CardForm.STAMP if card.index in places.stamps else whole
            if card.form is not form:
                card.show_as(form)
            card.name.setFixedHeight(places.name_px)
            if box is not None:
                card.setGeometry(QtCore.QRect(*box))
            card.setVisible(box is not None)
        self._place_others()
        self._tell_name()
        self._give_focus(had_focus)

    def _give_focus(self, had_focus: bool) -> None:
        """Keep the keys on the framed card where the one that had them is no longer shown."""
        wanted, self._wants_focus = self._wants_focus, -1
        if wanted == self._framed or (had_focus and not any(card.hasFocus() for card in self.cards)):
            self.cards[self._framed].setFocus()

    def _place_others(self) -> None:
        """Place ◀ and ▶ beside a card that is alone, and the words beside the strip's stamp."""
        self.back.setVisible(self._form in (Cards.ONE, Cards.BESIDE))
        self.forward.setVisible(self._form in (Cards.ONE, Cards.BESIDE))
        if self._form is Cards.BESIDE:
            self._place_below_stars()
            return
        is_strip = self._form is Cards.STRIP
        middle = (self.height() - STEP_PX) // 2
        self.back.move(0, middle)
        self.forward.move(self.width() - STEP_PX, middle)
        left = self.cards[0].minimumWidth() + self.height() + style.GAP_PX if is_strip else 0
        self.framed_text.setGeometry(left, 0, max(0, self.width() - left), self.height())
        self.framed_text.setVisible(is_strip)

    def _place_below_stars(self) -> None:
        """Place ◀ and ▶, and the name between them, below the stars beside a picture."""
        left, top = self.width() - BESIDE_PX, max(style.HIT_PX, self.height() - STEP_PX)
        self.back.move(left, top)
        self.forward.move(self.width() - STEP_PX, top)
        between = QtCore.QRect(left + STEP_PX, top, BESIDE_PX - 2 * STEP_PX, STEP_PX)
        self.framed_text.setGeometry(between)
        self.framed_text.setVisible(True)

    def _step(self, by: int) -> None:
        self.chosen.emit((self._framed + by) % len(self.cards))

    def _move(self, index: int, direction: str) -> None:
        by = {"left": -1, "right": 1, "up": -self._columns, "down": self._columns}[direction]
        target = index + by
        if 0 <= target < len(self.cards):
            self.focus_card(target)
