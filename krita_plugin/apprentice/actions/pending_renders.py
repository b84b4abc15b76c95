"""Renders and repaints that the backend was asked for: a request goes out, an `Outcome` comes back to whoever asked.

Their pictures are kept apart from those of the cards.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..pictures.convert import Picture
from ..qt import QImage
from ..vendored import ImageFrame, messages, tr
from .other_thread import Task

Layers = tuple["tuple[messages.LayerPart, QImage]", ...]
OnProgress = Callable[[float, str], None]


@dataclass(frozen=True)
class Outcome:
    """The result of a render.

    Args:
        image: the picture; None where none came.
        layers: its layers, bottom first; empty where none were asked for, or the engine has none.
        problem: why none came, as a whole sentence.
        proofs: the pictures of a request for proofs, by their values and packs.
    """

    image: QImage | None = None
    layers: Layers = ()
    problem: str = ""
    proofs: Mapping[str, tuple[QImage, ...]] = field(default_factory=dict)


OnOutcome = Callable[[Outcome], None]
RenderRequest = messages.Render | messages.Repaint | messages.GetProofs


def ignore_progress(_fraction: float, _stage: str) -> None:
    """Ignore the progress of a render."""


@dataclass(eq=False)
class _PendingRender:
    """One render without an outcome, and the pictures of it that have come, by hash."""

    request: RenderRequest
    on_outcome: OnOutcome
    on_progress: OnProgress
    pictures: dict[str, QImage] = field(default_factory=dict)
    is_second: bool = False


class _RenderTask(Task):
    """A render that somebody waits for."""

    def __init__(self, renders: PendingRenders, pending: _PendingRender) -> None:
        self._renders, self._pending = renders, pending

    def cancel(self) -> None:
        """Have the backend stop it."""
        super().cancel()
        self._renders.give_up(self._pending.request.id)


class PendingRenders:
    """Sends requests for pictures, collects the pictures, and hands them over when all of a request are there.

    The backend keeps an answer that nobody fetches, without its pictures after half a minute: what has come without
    them is asked for once more.

    Args:
        send: sends a request, and the canvas that it names unless the backend holds it.
        cancel: stops a request by its id.
        renew: returns a new id for a request by its old one.
    """

    def __init__(
        self,
        send: Callable[[messages.Request, ImageFrame | None], None],
        cancel: Callable[[str], None],
        renew: Callable[[str], str],
    ) -> None:
        self._send, self._cancel, self._renew = send, cancel, renew
        self._pending: dict[str, _PendingRender] = {}

    def ask(
        self,
        request: RenderRequest,
        canvas: ImageFrame | None,
        on_outcome: OnOutcome,
        on_progress: OnProgress = ignore_progress,
    ) -> Task:
        """Ask for a render, or for a picture repainted in a palette.

        Args:
            request: names the canvas by its hash.
            canvas: the canvas; sent only where the backend does not hold it. None where it is gone, or blank.
            on_outcome: called once with the outcome, unless the task is cancelled: then the backend is told to stop.
            on_progress: called with the fraction that is done, 0 to 1, and the stage in words.
        """
        pending = self._pending[request.id] = _PendingRender(request, on_outcome, on_progress)
        self._send(request, canvas)
        return _RenderTask(self, pending)

    def give_up(self, request_id: str) -> None:
        """Stop a render; nobody is told its outcome."""
        if self._pending.pop(request_id, None) is not None:
            self._cancel(request_id)

    def fail(self, problem: str) -> None:
        """Stop all renders, with this problem as their outcome: no backend will answer."""
        while self._pending:
            request_id, pending = self._pending.popitem()
            self._cancel(request_id)
            pending.on_outcome(Outcome(problem=problem))

    def take_picture(self, picture: Picture) -> bool:
        """Keep a picture if it belongs to a pending render; return whether it does."""
        pending = self._pending.get(picture.request_id)
        if pending is None:
            return False
        pending.pictures[picture.hash] = picture.full
        return True

    def take_message(self, message: messages.Message) -> bool:
        """Take a message if it belongs to a pending render; return whether it does."""
        if not isinstance(message, messages.Reply) or message.id not in self._pending:
            return False
        pending = self._pending[message.id]
        if isinstance(message, messages.Progress):
            pending.on_progress(message.fraction, message.stage)
        elif isinstance(message, messages.NeedImage):
            self.give_up(message.id)
            pending.on_outcome(Outcome(problem=tr("The canvas that it was made from is gone.")))
        elif message.final:
            del self._pending[message.id]
            if _pictures(message) <= pending.pictures.keys() or pending.is_second:
                pending.on_outcome(_outcome(message, pending.pictures))
            else:
                self._ask_again(pending)
        return True

    def _ask_again(self, pending: _PendingRender) -> None:
        """Ask once more for pictures that were lost on the way; the backend has the canvas."""
        pending.request = dataclasses.replace(pending.request, id=self._renew(pending.request.id))
        pending.pictures, pending.is_second = {}, True
        self._pending[pending.request.id] = pending
        self._send(pending.request, None)


def _pictures(message: messages.Reply) -> set[str]:
    """Return the hashes of the pictures that a final reply names."""
    if isinstance(message, messages.RenderReady):
        return {message.image, *(layer.image for layer in message.layers)}
    if isinstance(message, messages.ProofsReport):
        return {part.image for part in message.proofs}
    return {message.image} if isinstance(message, messages.ImageReady) else set()


def _outcome(message: messages.Reply, pictures: dict[str, QImage]) -> Outcome:
    if isinstance(message, messages.ErrorReply):
        return Outcome(problem=message.message)
    if isinstance(message, messages.ProofsReport):
        return Outcome(proofs=_proofs(message, pictures))
    if not isinstance(message, (messages.RenderReady, messages.ImageReady)):
        return Outcome(problem=tr("Another picture was asked for meanwhile."))
    layers = message.layers if isinstance(message, messages.RenderReady) else ()
    if not _pictures(message) <= pictures.keys():
        return Outcome(problem=tr("A part of it was lost on the way."))
    return Outcome(pictures[message.image], tuple((layer, pictures[layer.image]) for layer in layers))


def _proofs(message: messages.ProofsReport, pictures: dict[str, QImage]) -> dict[str, tuple[QImage, ...]]:
    """Return the pictures of each value and pack that have come, in the reply's order."""
    found: dict[str, tuple[QImage, ...]] = {}
    for part in message.proofs:
        if part.image in pictures:
            key = part.value or part.pack or part.intent
            found[key] = (*found.get(key, ()), pictures[part.image])
    return found
