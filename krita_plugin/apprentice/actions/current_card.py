"""The current card: frame, actions, palette, explanation and keys are about this one, whatever the artist does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..host.documents import Documents
from ..model.desk import Desk
from ..model.lines import KEYS
from ..model.slates import CardSlate
from ..panel.grid import CardGrid
from ..vendored import messages
from .app import FRAME_MS, App
from .colours.save_palette import PaletteSaver
from .hold import HoldActions
from .inserts.insert import InsertActions


@dataclass(eq=False)
class CurrentCard:
    """Does what the artist asks for on a card, and makes that card the current one.

    A press counts for the slate that was on the screen when it came: one that meets another slate, because the panel
    has not been brought up to date yet, does nothing.

    Args:
        suggest: asks for a slate.
        shown: the slate on the screen.
    """

    app: App
    desk: Desk
    grid: CardGrid
    documents: Documents
    holds: HoldActions
    inserts: InsertActions
    palette_saver: PaletteSaver
    suggest: Callable[[], None]
    shown: CardSlate | None = field(default=None, init=False)

    def connect(self) -> None:
        """Do what is asked for on the grid's cards."""
        for card in self.grid.cards:
            card.selected.connect(self._press)
            card.rated.connect(self.rate)
            card.picked.connect(self._pick)
            card.dismissed.connect(self._dismiss)
            card.more_asked.connect(self._more_like)
            card.palette_asked.connect(self._keep_palette)
            card.undo_asked.connect(self._undo)
            card.left.connect(self._leave)
            card.insert_asked.connect(self.insert)
            card.hold_began.connect(self._hold)
            card.large_asked.connect(self._show_large)
            card.hold_ended.connect(lambda _: self.holds.let_go())
            card.original_held.connect(lambda _, held: self.holds.hold_original(held))

    def follow(self) -> None:
        """Note the slate that is on the screen now; where a card has the keys, give them to the current one."""
        self.shown = self.desk.slate
        self._hand_keys_on()

    def take_keys(self) -> None:
        """Give the keys to the current card."""
        self.grid.cards[self.desk.selected].take_keys()

    def _hand_keys_on(self) -> None:
        """Give the current card the keys where another card has them."""
        holder = next((card for card in self.grid.cards if card.hasFocus()), None)
        if holder is not None and holder.index != self.desk.selected:
            self.take_keys()

    def _is_on_screen(self, index: int) -> bool:
        """Return whether a card is here, in the slate on the screen; where it is not, bring that up to date."""
        is_there = self.desk.slate is self.shown and self.grid.cards[index].shown.is_here
        if not is_there:
            self.app.refresh()
        return is_there

    def _reach(self, index: int) -> bool:
        """Make a card the current one and frame it; return whether it can be acted on."""
        if not self._is_on_screen(index):
            return False
        self.desk.turn_to(index)
        self._frame()
        return self._is_current(index)

    def _is_current(self, index: int) -> bool:
        return self.desk.slate is not None and self.desk.selected == index

    def _frame(self) -> None:
        """Give the current card frame and keys at once: a key that comes next is for the framed card."""
        for card in self.grid.cards:
            card.frame(card.index == self.desk.selected)
        self._hand_keys_on()

    def _send(self, index: int, act: Callable[[int], list[messages.Request]]) -> list[messages.Request]:
        """Make a card the current one and send what is said of it, before the frame is drawn: that would hold it up."""
        if not self._is_on_screen(index):
            return []
        self.desk.turn_to(index)
        requests = act(index) if self._is_current(index) else []
        if requests:
            self.desk.state.lines.go_on(*self.desk.documents)
        self.app.send(*requests)
        self._frame()
        return requests

    # What is asked for -----------------------------------------------------------------------------------------------

    def select(self, index: int) -> None:
        """Make a card the current one; one that is that already keeps the question about the card before it."""
        if index != self.desk.selected:
            self._reach(index)
        self.app.refresh(FRAME_MS)

    def _press(self, index: int) -> None:
        self._reach(index)
        self.app.refresh(FRAME_MS)

    def rate(self, index: int, stars: int, by_key: bool) -> None:
        """Give a card stars; a key then goes on to the next card that waits for some."""
        requests = self._send(index, lambda index: self.desk.rate(index, stars))
        if by_key and requests:
            self.desk.select(self.desk.next_card())
            self._frame()
            self.grid.focus_card(self.desk.selected)

    def reason(self, index: int, dimension: str) -> None:
        """Say why a card got its stars. Frame and keys stay: a key may have taken them to the next card."""
        if self._is_on_screen(index):
            self.app.send(*self.desk.reason(index, dimension))

    def insert(self, index: int, form: str) -> None:
        """Insert a card in one of `insert_forms.FORMS`."""
        reached = self._reach(index)
        slate, card = self.desk.slate, self.desk.card
        if reached and slate is not None and card is not None and card.suggestion is not None:
            self.inserts.insert(slate, card, form)
        self.app.refresh(FRAME_MS)

    def _pick(self, index: int) -> None:
        self._send(index, self.desk.pick)

    def _dismiss(self, index: int) -> None:
        self._send(index, self.desk.dismiss)

    def _more_like(self, index: int) -> None:
        """Ask for a slate near a card: the signal goes first, and holds for that slate."""
        if self.desk.rendering is None and self._send(index, self.desk.more_like):
            self.suggest()

    def _keep_palette(self, index: int) -> None:
        if self._reach(index):
            self.palette_saver.save_selected()

    def _undo(self, index: int) -> None:
        self._reach(index)
        self.app.send(*self.desk.undo())

    def _leave(self, _: int) -> None:
        self.holds.let_go()
        self.desk.state.works_again(KEYS)
        self.documents.focus_canvas()
        self.app.refresh(FRAME_MS)

    def _show_large(self, index: int) -> None:
        self._hold(index, stays=True)

    def _hold(self, index: int, *, stays: bool = False) -> None:
        if self._reach(index):
            self.holds.hold(stays=stays)
            self.app.refresh(FRAME_MS)
