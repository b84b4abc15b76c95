"""Pictures made again, larger, in layers or in a palette: what is on its way, and its pictures as they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..pictures.convert import Picture
from ..qt import QImage
from ..vendored import ImageFrame, messages

Layers = tuple["tuple[messages.LayerPart, QImage]", ...]
Told = Callable[[float, str], None]


def untold(_fraction: float, _stage: str) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True)
class Outcome:
    """What came of a render.

    Args:
        image: the picture; None where none came.
        layers: its layers, bottom first; empty where none were asked for, or the engine has none.
        problem: why none came, in words that a sentence can end with.
    """

    image: QImage | None = None
    layers: Layers = ()
    problem: str = ""


Done = Callable[[Outcome], None]


@dataclass
class _Awaited:
    """One render that is waited for, and the pictures of it that have come, by hash."""

    done: Done
    told: Told
    pictures: dict[str, QImage] = field(default_factory=dict)


class PendingRenders:
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
        self,
        request: messages.Render | messages.Repaint,
        make_canvas: Callable[[], ImageFrame | None],
        done: Done,
        told: Told,
    ) -> None:
        """Ask for a render, or for a picture repainted in a palette.

        Args:
            request: names the canvas by its hash.
            make_canvas: returns its pixels, on the worker thread; they are sent only where the backend does not hold
                them any more. None where they are gone.
            done: called once, with what came of it, unless the render is given up.
            told: called with how far it is, 0 to 1, and what is being done.
        """
        self._awaited[request.id] = _Awaited(done, told)
        self._prepare(request.id, lambda: (request, make_canvas()))

    def give_up(self, request_id: str) -> None:
        """Wait for a render no more."""
        if self._awaited.pop(request_id, None) is not None:
            self._cancel(request_id)

    def fail(self, problem: str) -> None:
        """Give all up, and say why: nobody will answer."""
        while self._awaited:
            request_id, awaited = self._awaited.popitem()
            self._cancel(request_id)
            awaited.done(Outcome(problem=problem))

    def take_picture(self, picture: Picture) -> bool:
        """Keep a picture if it belongs to a render; return whether it does."""
        awaited = self._awaited.get(picture.request_id)
        if awaited is None:
            return False
        awaited.pictures[picture.hash] = picture.full
        return True

    def take_message(self, message: messages.Message) -> bool:
        """Take a message if it belongs to a render; return whether it does."""
        if not isinstance(message, messages.Reply) or message.id not in self._awaited:
            return False
        awaited = self._awaited[message.id]
        if isinstance(message, messages.Progress):
            awaited.told(message.fraction, message.stage)
        elif isinstance(message, messages.NeedImage):
            self.give_up(message.id)
            awaited.done(Outcome(problem="the canvas that it was made from is gone"))
        elif message.final:
            del self._awaited[message.id]
            awaited.done(_outcome(message, awaited.pictures))
        return True


def _outcome(message: messages.Reply, pictures: dict[str, QImage]) -> Outcome:
    if isinstance(message, messages.ErrorReply):
        return Outcome(problem=message.message.rstrip("."))
    if not isinstance(message, (messages.RenderReady, messages.ImageReady)):
        return Outcome(problem="another picture was asked for meanwhile")
    layers = message.layers if isinstance(message, messages.RenderReady) else ()
    if not {message.image, *(layer.image for layer in layers)} <= pictures.keys():
        return Outcome(problem="a part of it was lost on the way")
    return Outcome(pictures[message.image], tuple((layer, pictures[layer.image]) for layer in layers))
