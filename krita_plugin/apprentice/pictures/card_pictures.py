"""The pictures of cards at the very size in which they are shown, each reduced once, away from Krita's thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from ..qt import QImage
from .gallery import Gallery
from .reduce import reduce

MAX_BYTES = 48 * 2**20
# While a panel is being resized every size is wanted for a moment: only the latest wishes are met.
_MOST_WANTED = 12
# Pictures of these sizes, the ones asked for last, are made as soon as a new picture arrives.
_SIZES_REMEMBERED = 2
_SAME_SHAPE = 0.03


class CardFit(NamedTuple):
    """A picture, by its hash, and the size of its place in pixels of the screen."""

    key: str
    width_px: int
    height_px: int


class CardPictures:
    """Gives pictures at a size: at once where they were made before, else the best there is until they are made.

    Args:
        gallery: the pictures that have arrived.
        do: does a job on another thread, and calls a function on this one with its result, or one with a sentence on
            an error (`App.do`).
        changed: called when a picture is there that was asked for.
        max_bytes: the bound on the pictures together; those not shown for longest go first.
    """

    def __init__(
        self,
        gallery: Gallery,
        do: Callable[[Callable[[], QImage], Callable[[QImage], None], Callable[[str], None]], object],
        changed: Callable[[], None],
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._gallery, self._do, self._changed, self._max_bytes = gallery, do, changed, max_bytes
        self._made: OrderedDict[CardFit, QImage] = OrderedDict()
        self._wanted: OrderedDict[CardFit, None] = OrderedDict()
        self._under_way: CardFit | None = None
        self._sizes: OrderedDict[tuple[int, int], None] = OrderedDict()

    def at(self, key: str, width_px: int, height_px: int) -> QImage | None:
        """Return a picture at a size, in pixels of the screen; until it is made another size; None where it is away."""
        fit = CardFit(key, width_px, height_px)
        self._remember(width_px, height_px)
        if fit in self._made:
            self._made.move_to_end(fit)
            return self._made[fit]
        source = self._source(key)
        if source is None:
            return None
        self._want(fit)
        others = [made for other, made in self._made.items() if other.key == key]
        return max(others, key=QImage.width, default=None) or self._gallery.small(key)

    def arrived(self, key: str) -> None:
        """Begin to reduce a picture that has just arrived, to the sizes that are in use."""
        source = self._source(key)
        for width_px, height_px in self._sizes if source is not None else ():
            shape, wanted = source.width() / source.height(), width_px / height_px
            if abs(shape / wanted - 1) < _SAME_SHAPE:
                self._want(CardFit(key, width_px, height_px))

    def keep_only(self, keys: set[str]) -> None:
        """Let go of all pictures but these."""
        for fit in [fit for fit in self._made if fit.key not in keys]:
            del self._made[fit]

    def _source(self, key: str) -> QImage | None:
        return self._gallery.full(key) or self._gallery.small(key)

    def _remember(self, width_px: int, height_px: int) -> None:
        self._sizes[width_px, height_px] = None
        self._sizes.move_to_end((width_px, height_px))
        while len(self._sizes) > _SIZES_REMEMBERED:
            self._sizes.popitem(last=False)

    def _want(self, fit: CardFit) -> None:
        if fit == self._under_way or fit in self._made:
            return
        self._wanted[fit] = None
        self._wanted.move_to_end(fit)
        while len(self._wanted) > _MOST_WANTED:
            self._wanted.popitem(last=False)
        self._next()

    def _next(self) -> None:
        """Begin with the wish that came first; one is met at a time."""
        while self._wanted and self._under_way is None:
            fit, _ = self._wanted.popitem(last=False)
            source = self._source(fit.key)
            if source is not None:
                self._under_way = fit
                self._do(partial(reduce, source, fit.width_px, fit.height_px), self._take, self._give_up)

    def _take(self, image: QImage) -> None:
        fit, self._under_way = self._under_way, None
        assert fit is not None
        self._made[fit] = image
        while len(self._made) > 1 and sum(made.sizeInBytes() for made in self._made.values()) > self._max_bytes:
            self._made.popitem(last=False)
        self._next()
        self._changed()

    def _give_up(self, _: str) -> None:
        """Go on without a picture that could not be made: another size of it stays in its place."""
        self._under_way = None
        self._next()
