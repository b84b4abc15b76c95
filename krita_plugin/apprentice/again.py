"""Pictures made again, in layers or in a palette: what is on its way, and its pictures as they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .pictures import Picture, to_frame
from .qt import QImage
from .vendored import ImageFrame, messages

Layers = tuple["tuple[messages.LayerPart, QImage]", ...]


@dataclass
class _Awaited:
    """One render that is waited for: what then to do, and the pictures that have come, by hash."""

    done: Callable[[Layers], None]
    pictures: dict[str, QImage] = field(default_factory=dict)


class Again:
    """Asks for pictures made again, keeps them apart from the cards', and hands them over when all are there.

    Args:
        prepare: sends what a function returns, made on the worker thread, under a request's id.
        cancel: stops a request.
    """

    def __init__(
        self,
        prepare: Callable[[str, Callable[[], tuple[messages.Request, ImageFrame | None]]], None],
        cancel: Callable[[str], None],
    ) -> None:
        self._prepare, self._cancel = prepare, cancel
        self._awaited: dict[str, _Awaited] = {}

    def ask(
        self, request: messages.Render | messages.Repaint, canvas: QImage | None, done: Callable[[Layers], None]
    ) -> None:
        """Ask for a render.

        Args:
            request: names the canvas by its hash.
            canvas: its pixels, sent only where the backend does not hold them any more; None where they are gone.
            done: called with the layers, bottom first, once they are there; a repainted picture is one layer.
        """
        self._awaited[request.id] = _Awaited(done)
        self._prepare(request.id, lambda: (request, None if canvas is None else to_frame(canvas, request.id)))

    def take_picture(self, picture: Picture) -> bool:
        """Keep a picture if it belongs to a render; return whether it does."""
        awaited = self._awaited.get(picture.request_id)
        if awaited is None:
            return False
        awaited.pictures[picture.hash] = picture.full
        return True

    def take_message(self, message: messages.Message) -> str | None:
        """Take a message if it belongs to a render.

        Returns:
            What to tell the artist, empty for nothing; None where the message is somebody else's.
        """
        if not isinstance(message, messages.Reply) or message.id not in self._awaited:
            return None
        if isinstance(message, messages.NeedImage):
            self._awaited.pop(message.id)
            self._cancel(message.id)
            return "The canvas that this was made from is gone: ask again, and insert then."
        if not message.final:
            return message.text if isinstance(message, messages.Notice) else ""
        awaited = self._awaited.pop(message.id)
        if isinstance(message, messages.ErrorReply):
            return message.message
        if isinstance(message, messages.RenderReady):
            awaited.done(tuple((layer, awaited.pictures[layer.image]) for layer in message.layers))
        elif isinstance(message, messages.ImageReady):
            part = messages.LayerPart("Repainted", message.image, "normal", 1.0)
            awaited.done(((part, awaited.pictures[message.image]),))
        return ""
