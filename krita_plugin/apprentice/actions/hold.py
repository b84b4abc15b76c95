"""Hold: the selected card is shown large over the view, or the canvas that its slate was asked on."""

from __future__ import annotations

from collections.abc import Callable

from ..model.desk import Desk
from ..panel.viewer import Viewer
from ..pictures.convert import Picture
from ..pictures.gallery import Gallery
from ..qt import QImage, QWidget
from ..shown.show_slate import show_cards
from ..vendored import tr

MAX_ORIGINALS = 8


class HoldActions:
    """Shows the selected card, or its slate's canvas: while a button or key is down, or until it is put away.

    Args:
        want_image: asks the backend for a picture, by its hash.
        view: returns the widget that the viewer covers.
    """

    def __init__(
        self, gallery: Gallery, want_image: Callable[[str], None], desk: Desk, view: Callable[[], QWidget]
    ) -> None:
        self.viewer = Viewer()
        self._gallery, self._want_image, self._desk, self._view = gallery, want_image, desk, view
        self._originals: dict[str, QImage] = {}
        self._is_held = self._is_up = self._stays = False

    def add_original(self, picture: Picture) -> None:
        """Keep the canvas of a slate; past `MAX_ORIGINALS` the oldest one goes."""
        self._originals[picture.hash] = picture.full
        while len(self._originals) > MAX_ORIGINALS:
            self._originals.pop(next(iter(self._originals)))

    def original(self, key: str) -> QImage | None:
        """Return a canvas by its hash; None where it is not kept any more."""
        return self._originals.get(key)

    def hold(self, *, stays: bool = False) -> None:
        """Hold the selected card up; a small picture stands in for a whole one that has to be fetched.

        One that `stays` is put away by a press on it, or by Esc.
        """
        self._is_held, self._stays = True, stays
        card = self._desk.card
        if card is None or not card.image:
            return
        image = self._gallery.full(card.image)
        if image is None:
            self._want_image(card.image)
            image = self._gallery.small(card.image)
        if image is not None:
            self._show(image, tr("Q shows the original"), show_cards(self._desk)[self._desk.selected].name)

    def hold_original(self, held: bool) -> None:
        """Show the original while its key is down; then the card, if that is still held."""
        slate = self._desk.slate
        original = self.original(slate.canvas) if slate else None
        if held and original is not None:
            self._show(original, tr("The original"))
        elif self._is_held:
            self.hold(stays=self._stays)
        else:
            self._take_down()

    def let_go(self) -> None:
        """Hide the viewer."""
        self._is_held = self._stays = False
        self._take_down()

    def _show(self, image: QImage, caption: str, name: str = "") -> None:
        self._is_up = True
        if self._stays:
            caption = tr("{caption} (Esc, or a press here, ends it)", caption=caption)
        self.viewer.hold_up(image, caption, self._view(), name=name, stays=self._stays)

    def _take_down(self) -> None:
        """Hide the viewer, if it shows: while a window closes it may be gone already."""
        if self._is_up:
            self._is_up = False
            self.viewer.let_go()
