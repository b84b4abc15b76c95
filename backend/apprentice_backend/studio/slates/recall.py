"""The recall of rated pictures: their pixels, held or rendered again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Event

from apprentice_shared.language import later, tr

from ...engines.base import Engine, Pixels, Progressed, RenderEvent
from ..image_cache import RESTING_IMAGE_BYTES, ImageCache
from ..pictures import decode_pixels
from .lessons import Lesson, RecalledPictures, ShownPicture
from .rerender import request_then

STAGE = later("recalling what you rated")


class Recall:
    """Finds rated pictures among the images that are held, and renders one of a kind again where none is held.

    A picture is rendered again only from its record in the log, and only where that gives the same picture: the canvas
    and the rated pictures that it was made from must be held. So a slate costs two more pictures at most, once after
    each start of the backend.
    """

    def __init__(self, images: ImageCache) -> None:
        self._images = images
        self._again: dict[str, Pixels] = {}

    def pictures(
        self, lesson: Lesson, engine: Engine, on_event: Callable[[RenderEvent], None], cancelled: Event
    ) -> RecalledPictures:
        """Return the pictures of a lesson, as far as they are held or can be rendered again.

        Raises:
            Cancelled, EngineError: as `Engine.render`.
        """

        def watch(event: RenderEvent) -> None:
            if isinstance(event, Progressed):
                on_event(Progressed(0.0, tr(STAGE)))

        def of(rated: Sequence[ShownPicture]) -> Mapping[str, Pixels]:
            held = {item.suggestion.image: self.held(item.suggestion.image) for item in rated}
            known = {name: pixels for name, pixels in held.items() if pixels is not None}
            return known or self._rendered(rated, engine, watch, cancelled)

        return RecalledPictures(of(lesson.liked), of(lesson.disliked))

    def held(self, image_hash: str) -> Pixels | None:
        """Return a picture that is held, or None."""
        frame = self._images.get(image_hash)
        return self._again.get(image_hash) if frame is None else decode_pixels(frame)

    def rest(self) -> None:
        """Let large pictures go that were rendered again."""
        self._again = {name: pixels for name, pixels in self._again.items() if pixels.nbytes <= RESTING_IMAGE_BYTES}

    def _rendered(
        self, rated: Sequence[ShownPicture], engine: Engine, watch: Callable[[RenderEvent], None], cancelled: Event
    ) -> Mapping[str, Pixels]:
        for item in rated:
            request = request_then(item, self.held)
            if request is not None:
                (image,) = engine.render(request, watch, cancelled)
                # One liked and one disliked picture are kept; once slates are shown, the image cache holds theirs.
                self._again = dict([*self._again.items(), (item.suggestion.image, image.pixels)][-2:])
                return {item.suggestion.image: image.pixels}
        return {}
