"""The dispatcher: each client's requests in order, renders through the queue, every failure as one reply."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from apprentice_shared.errors import ApprenticeError, Cancelled, ErrorCode
from apprentice_shared.images import ImageFrame
from apprentice_shared.language import later, speaking, tr
from apprentice_shared.messages import (
    Cancel,
    EnginePart,
    ErrorReply,
    NeedImage,
    Notice,
    Queued,
    Reply,
    Request,
    RequestCancelled,
    SetEngine,
)

from ..jobs import Job, JobQueue
from ..studio import Outlet, Studio
from .clients import MOST_OPEN, MOST_WAITING, ConnectedClient, OpenRequest
from .order import Lane, lane_of, waits_for

logger = logging.getLogger(__name__)

TOO_MUCH = later("Apprentice was asked for too much at once: wait for an answer, then ask again.")

# What takes much memory, or a log's whole length, is done one at a time, so that it leaves room for all else.
# Proofs are made one at a time as well, in turns of three clients.
THREADS = {Lane.FEEDBACK: 2, Lane.GROWTH: 1, Lane.PICTURES: 1, Lane.PROOFS: 3, Lane.ANSWERS: 2}


class Dispatcher:
    """Takes the requests of all clients to the studio. Event loop only; the work is done on other threads.

    `engine_seen` is called on the event loop after each render, and after another engine was chosen, with the engine as
    it describes itself then.

    Feedback has threads that nothing else uses. `order` says which of a client's requests wait for one another: of
    answers each client has one under way, so that clients take turns; renders wait in the queue; a cancellation
    overtakes all.
    """

    def __init__(self, studio: Studio, jobs: JobQueue, engine_seen: Callable[[EnginePart], None]) -> None:
        self._studio = studio
        self._jobs = jobs
        self._engine_seen = engine_seen
        self._loop = asyncio.get_running_loop()
        self._threads = {
            lane: ThreadPoolExecutor(count, thread_name_prefix=lane.value) for lane, count in THREADS.items()
        }
        self._closed = False

    async def take(self, client: ConnectedClient, message: Request | ImageFrame, size: int = 0) -> None:
        """Take one request or image; of too many requests feedback waits here, and all else is refused.

        Args:
            client: who sent it.
            message: the request or image.
            size: the bytes of the request's message.
        """
        if isinstance(message, ImageFrame):
            self._take_image(client, message)
        elif isinstance(message, Cancel):
            self.cancel(client, message.target)
        elif message.id in client.open:
            self._remind(client, client.open[message.id])
        elif (
            not client.is_answered(message.id)
            and await _finds_room(client, message, size)
            # While it waited, the same client may have come back and sent it again.
            and message.id not in client.open
            and not client.is_answered(message.id)
        ):
            client.begin(message, size)
            self._advance(client)

    def cancel(self, client: ConnectedClient, request_id: str) -> None:
        """Stop a request whose work has not begun, a render at any step, or proofs; other work is done soon."""
        entry = client.open.get(request_id)
        if entry is None:
            return
        entry.cancelled.set()
        if entry.needs or not entry.begun or (entry.work is not None and entry.work.cancel()):
            self._end_cancelled(client, entry)
        else:
            self._jobs.cancel(client.id, request_id)

    def withdraw(self, client: ConnectedClient, request_id: str) -> None:
        """Forget a request whose image came broken; the client was told why."""
        if request_id in client.open and client.open[request_id].needs:
            client.end(request_id)

    def dismiss(self, client: ConnectedClient) -> None:
        """Stop all requests of a client."""
        for request_id in tuple(client.open):
            self.cancel(client, request_id)

    async def close(self, timeout_s: float) -> None:
        """Stop all renders and proofs, and finish other work that has begun.

        Requests that have not begun are not answered: their clients send them again to the next backend.
        """
        self._closed = True
        self._studio.close()
        await asyncio.to_thread(self._jobs.close, timeout_s)
        for threads in self._threads.values():
            await asyncio.to_thread(threads.shutdown)

    def _advance(self, client: ConnectedClient) -> None:
        """Begin every request of a client that waits for no older one any more."""
        if self._closed:
            return
        before: list[Request] = []
        for entry in tuple(client.open.values()):
            request = entry.request
            renders = self._studio.takes_a_render(request)
            if not entry.begun and not any(waits_for(request, older, renders=renders) for older in before):
                self._begin(client, entry)
            if not renders and not entry.needs and request.id in client.open:
                before.append(request)

    def _begin(self, client: ConnectedClient, entry: OpenRequest) -> None:
        request = entry.request
        entry.begun = True
        waits = self._lacks_image(request)
        if self._studio.takes_a_render(request):
            self._stop_older(client, entry, all_of_them=waits)
        if waits and sum(bool(other.needs) for other in client.open.values()) >= MOST_WAITING:
            client.end(request.id)
            client.refuse(request.id, TOO_MUCH)
        elif waits:
            entry.needs = request.needed_image
            client.post(NeedImage(request.id, entry.needs))
        elif self._studio.takes_a_render(request):
            self._jobs.submit(self._job(client, entry))
        else:
            entry.work = self._threads[lane_of(request)].submit(self._answer, client, request, entry.cancelled)

    def _lacks_image(self, request: Request) -> bool:
        return bool(request.needed_image) and not self._studio.images.holds(request.needed_image)

    def _begin_again(self, client: ConnectedClient, request_id: str) -> None:
        """Ask anew for the picture of a request: while it waited for its turn, those of others have taken its place."""
        if request_id in client.open:
            client.open[request_id].begun = False
            self._advance(client)

    def _answer(self, client: ConnectedClient, request: Request, cancelled: Event) -> None:
        def work() -> None:
            answer = self._studio.answer(request, cancelled)
            client.post(answer.reply, answer.images)

        if self._lacks_image(request):
            client.call_soon(self._begin_again, client, request.id)
            return
        _report_failures(client, request, work)
        client.call_soon(self._advance, client)
        if isinstance(request, SetEngine):
            client.call_soon(self._engine_seen, self._studio.engine())

    def _stop_older(self, client: ConnectedClient, newer: OpenRequest, *, all_of_them: bool) -> None:
        """Stop the client's older requests of the same type: those that wait for an image, or `all_of_them`.

        An older one in the queue is stopped by the queue itself when the newer one joins it.
        """
        for request_id, entry in tuple(client.open.items()):
            if entry is newer:
                return
            if type(entry.request) is type(newer.request) and (all_of_them or entry.needs):
                self.cancel(client, request_id)

    def _job(self, client: ConnectedClient, entry: OpenRequest) -> Job:
        request = entry.request

        def run(cancelled: Event) -> None:
            def work() -> None:
                told, client.warned = client.warned, self._studio.warning
                if client.warned not in ("", told):
                    client.post(Notice(request.id, client.warned))
                self._studio.run(request, Outlet(client.pixel_format, client.post), cancelled)

            if self._lacks_image(request) and not cancelled.is_set():
                client.call_soon(self._begin_again, client, request.id)
                return
            _report_failures(client, request, work)
            client.call_soon(self._engine_seen, self._studio.engine())

        return Job(
            client=client.id,
            id=request.id,
            lane=request.type,
            run=run,
            stopped=lambda: client.post(RequestCancelled(request.id)),
            moved=lambda position: client.post(Queued(request.id, position)),
            cancelled=entry.cancelled,
        )

    def _take_image(self, client: ConnectedClient, frame: ImageFrame) -> None:
        self._studio.images.add(frame)
        for entry in client.open.values():
            if entry.needs == frame.hash:
                # A new event: the job that found no picture may still be ending, and the next one stops it.
                entry.needs, entry.begun, entry.cancelled = "", False, Event()
        self._advance(client)

    def _remind(self, client: ConnectedClient, entry: OpenRequest) -> None:
        """Answer a request that is sent again while it is open: only a wanted image has to be asked for again."""
        if entry.needs:
            client.post(NeedImage(entry.request.id, entry.needs))

    def _end_cancelled(self, client: ConnectedClient, entry: OpenRequest) -> None:
        client.end(entry.request.id)
        client.post(RequestCancelled(entry.request.id))
        client.call_soon(self._advance, client)


async def _finds_room(client: ConnectedClient, request: Request, size: int) -> bool:
    """Return whether a request finds room beside its client's open ones of its kind; feedback waits until it does."""
    is_feedback = lane_of(request) is Lane.FEEDBACK
    while sum((lane_of(entry.request) is Lane.FEEDBACK) is is_feedback for entry in client.open.values()) >= MOST_OPEN:
        if not is_feedback:
            client.refuse(request.id, TOO_MUCH)
            return False
        client.freed.clear()
        await client.freed.wait()
    if not client.has_room(size):
        client.refuse(request.id, TOO_MUCH)
        return False
    return True


def _report_failures(client: ConnectedClient, request: Request, work: Callable[[], None]) -> None:
    """Do the work of one request in its client's language; an error that it raises becomes the request's final reply.

    A reply that cannot be sent is such an error too.
    """
    with speaking(client.catalogue):
        reply = _failure(request, work)
    if reply is not None:
        client.post(reply)


def _failure(request: Request, work: Callable[[], None]) -> Reply | None:
    """Do the work of one request; return the reply that its error becomes, None where it raises none."""
    try:
        work()
        return None
    except Cancelled:
        return RequestCancelled(request.id)
    except ApprenticeError as exc:
        return ErrorReply.saying(request.id, exc.code, str(exc))
    except ValueError as exc:
        return ErrorReply.saying(request.id, ErrorCode.BAD_VALUE, str(exc))
    except MemoryError:
        logger.warning("A request of type %s ran out of memory", request.type)
        message = tr("There is not enough memory for that: ask for smaller or fewer pictures.")
        return ErrorReply(request.id, ErrorCode.ENGINE_OUT_OF_MEMORY.value, message)
    except Exception:  # a request's outermost frame: the server must go on
        logger.exception("A request of type %s failed", request.type)
        message = tr("Something went wrong inside Apprentice: ask again.")
        return ErrorReply(request.id, ErrorCode.INTERNAL.value, message)
