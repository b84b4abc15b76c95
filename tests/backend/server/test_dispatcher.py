"""The dispatcher: of several clients, and several slates of one, who waits, who is stopped, who is told."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import TOKEN, LiveServer, serving
from talker import Talker, noise_canvas, small_suggest, talking

from apprentice_backend import engines
from apprentice_backend.server import connection
from apprentice_backend.server.clients import ConnectedClient
from apprentice_backend.server.dispatcher import Dispatcher
from apprentice_backend.studio.slates.slate_run import SlateRun
from apprentice_shared.codec import encode
from apprentice_shared.messages import (
    Cancel,
    EngineChanged,
    EnginesReport,
    GetHistory,
    GetProfiles,
    HistoryReport,
    NeedImage,
    Preview,
    ProfilesReport,
    Progress,
    Queued,
    Rate,
    RecommendPalettes,
    Recorded,
    Request,
    RequestCancelled,
    SetEngine,
    SlateReady,
    SuggestionReady,
)

# Long enough to be stopped in the middle, short enough to wait for.
SLOW = "steps=400,step_s=0.01"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[LiveServer]:
    """A server."""
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def talker(running: LiveServer) -> Iterator[Talker]:
    """One client of it."""
    with talking(running.port, TOKEN) as client:
        yield client


def test_an_answered_request_is_let_go(talker: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing holds a request, which may be a profile of megabytes, while its client stays and says no more."""
    gone = threading.Event()
    take = Dispatcher.take

    async def watched(self: Dispatcher, client: ConnectedClient, message: Request, size: int) -> None:
        weakref.finalize(message, gone.set)
        await take(self, client, message, size)

    monkeypatch.setattr(Dispatcher, "take", watched)
    talker.session.data_to_send = lambda: []  # type: ignore[method-assign]  # acknowledges nothing from here on
    assert talker.socket is not None
    talker.socket.send(encode(GetProfiles("p1")))
    assert isinstance(talker.until("p1"), ProfilesReport)
    assert gone.wait(20)


def test_a_newer_slate_stops_the_older(talker: Talker) -> None:
    """The first of two slates ends as cancelled, the second is made."""
    talker.submit(small_suggest("r1", model=SLOW))
    talker.until("r1", Progress)
    talker.submit(small_suggest("r2"))
    assert isinstance(talker.until("r1"), RequestCancelled)
    assert isinstance(talker.until("r2"), SlateReady)


def test_a_slate_that_waits_for_its_canvas_is_stopped_too(talker: Talker) -> None:
    """A newer slate stops the older one at whatever step that is."""
    talker.submit(small_suggest("r1", canvas="ab" * 32))
    talker.until("r1", NeedImage)
    talker.submit(small_suggest("r2"))
    assert isinstance(talker.until("r1"), RequestCancelled)
    assert isinstance(talker.until("r2"), SlateReady)


def test_a_slate_that_waits_for_its_canvas_stops_the_older(talker: Talker) -> None:
    """The older slate is stopped at once, not only when the canvas has come."""
    talker.submit(small_suggest("r1", model=SLOW))
    talker.until("r1", Progress)
    canvas = noise_canvas(seed=2)
    talker.submit(small_suggest("r2", canvas=canvas.hash))
    assert isinstance(talker.until("r1"), RequestCancelled)


@pytest.mark.parametrize("step", ["waiting for the canvas", "in the queue", "rendering"])
def test_a_slate_is_cancelled_at_every_step(running: LiveServer, talker: Talker, step: str) -> None:
    """Wherever it is, a cancelled slate ends as cancelled and soon, and the next one is made."""
    with talking(running.port, TOKEN, "other") as other:
        if step == "in the queue":
            other.submit(small_suggest("o1", model=SLOW))
            other.until("o1", Progress)
        fields = {"canvas": "cd" * 32} if step == "waiting for the canvas" else {"model": SLOW}
        talker.submit(small_suggest("r1", **fields))
        talker.until("r1", {"waiting for the canvas": NeedImage, "in the queue": Queued}.get(step, Progress))
        talker.submit(Cancel("c1", "r1"))
        assert isinstance(talker.until("r1"), RequestCancelled)
        if step == "in the queue":
            other.submit(Cancel("c2", "o1"))
            other.until("o1")
    assert isinstance(talker.ask(small_suggest("r2")), SlateReady)


def test_a_palette_request_that_waits_can_be_cancelled(talker: Talker) -> None:
    """Whatever waits for an image can be stopped."""
    talker.submit(RecommendPalettes("p1", canvas="ab" * 32))
    talker.until("p1", NeedImage)
    talker.submit(Cancel("c1", "p1"))
    assert isinstance(talker.until("p1"), RequestCancelled)


def test_cancelling_what_is_done_does_nothing(talker: Talker) -> None:
    """A cancellation that comes too late, or for nothing, is passed over."""
    talker.slate("r1")
    for target in ("r1", "never"):
        talker.submit(Cancel("c1", target))
    assert talker.ask(GetProfiles("p1")).type == "profiles"
    assert "cancelled" not in [reply.type for reply in talker.replies]


def test_nothing_of_a_slate_stopped_early_is_remembered(talker: Talker) -> None:
    """A slate of which nothing was shown is not in the history, and its mixes are proposed again."""
    talker.submit(small_suggest("r1", model=SLOW))
    talker.until("r1", Progress)
    talker.submit(Cancel("c1", "r1"))
    talker.until("r1")
    history = talker.ask(GetHistory("h1"))
    assert isinstance(history, HistoryReport)
    assert history.events == ()


def test_clients_take_turns(running: LiveServer) -> None:
    """However often one client asks, the other one's slate comes next."""
    with talking(running.port, TOKEN, "eager") as eager, talking(running.port, TOKEN, "patient") as patient:
        eager.submit(small_suggest("e0", model=SLOW))
        eager.until("e0", Progress)
        patient.submit(small_suggest("p0"))
        queued = patient.until("p0", Queued)
        assert isinstance(queued, Queued)
        assert queued.position == 1
        for number in range(1, 6):
            eager.submit(small_suggest(f"e{number}", model=SLOW))
        assert isinstance(patient.until("p0"), SlateReady)
        eager.until("e5", Progress)
        eager.submit(Cancel("c", "e5"))
        assert isinstance(eager.until("e5"), RequestCancelled)


def test_a_rating_does_not_wait_for_a_render(running: LiveServer, talker: Talker) -> None:
    """While one client's slate is rendered, another's rating is recorded."""
    slate = talker.slate("r1")
    with talking(running.port, TOKEN, "other") as other:
        other.submit(small_suggest("o1", model=SLOW))
        other.until("o1", Progress)
        assert isinstance(talker.ask(Rate("e1", slate.suggestions[0], 4)), Recorded)
        other.submit(Cancel("c", "o1"))
        assert isinstance(other.until("o1"), RequestCancelled)


def test_a_slate_sees_the_ratings_sent_before_it(talker: Talker) -> None:
    """Requests of one client are done in their order: the second slate is made from the ratings sent just before."""
    first = talker.slate("r1")
    for number, suggestion in enumerate(first.suggestions):
        talker.submit(Rate(f"e{number}", suggestion, 1 + number))
    talker.submit(small_suggest("r2"))
    slate = talker.until("r2")
    assert isinstance(slate, SlateReady)
    assert slate.profile.ratings == 4


def test_previews_and_progress_stream(talker: Talker) -> None:
    """Previews come with their pictures, progress never falls."""
    talker.ask(small_suggest("r1", model="steps=3", preview_px=16))
    fractions = [reply.fraction for reply in talker.replies if isinstance(reply, Progress)]
    previews = [reply for reply in talker.replies if isinstance(reply, Preview)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert [reply.index for reply in previews] == [0, 1, 2, 3]
    assert {reply.image for reply in previews} <= {image.hash for image in talker.images}


def test_a_client_that_reads_nothing_is_held_back(
    running: LiveServer, talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once so much waits to be read, nothing more is taken from it; others are served meanwhile."""
    slate_bytes = 4 * 512 * 512 * 4
    monkeypatch.setattr(connection, "FULL_BYTES", slate_bytes)
    held_back, finished = threading.Event(), threading.Semaphore(0)
    has_room, finish = connection.ServerConnection.has_room, SlateRun.finish

    async def watched(self: connection.ServerConnection) -> None:
        if self.backlog > slate_bytes:
            held_back.set()
        await has_room(self)

    monkeypatch.setattr(connection.ServerConnection, "has_room", watched)
    monkeypatch.setattr(SlateRun, "finish", lambda *given: (finish(*given), finished.release()))
    deaf = Talker(running.port, TOKEN, "deaf")
    deaf.connect()
    made = 0
    while not held_back.is_set():
        made += 1
        deaf.submit(small_suggest(f"d{made}", width_px=512, height_px=512))
        assert finished.acquire(timeout=60)
    for number in range(5):
        deaf.submit(small_suggest(f"late{number}", width_px=512, height_px=512))
    assert isinstance(talker.ask(small_suggest("r1")), SlateReady)
    backlog = max(client.connection.backlog for client in running.clients() if client.connection)
    deaf.drop()
    assert made < 12
    assert slate_bytes < backlog <= 3 * slate_bytes


def test_pictures_go_as_png_where_raw_ones_cannot_be_read(running: LiveServer) -> None:
    """A client that reads only PNG is sent PNG, and a raw client the same pixels."""
    with talking(running.port, TOKEN, "png", pixel_formats=("png",)) as client:
        assert client.session.welcome is not None
        assert client.session.welcome.pixel_format == "png"
        client.slate("r1", seed=3)
        assert all(bytes(image.payload).startswith(b"\x89PNG") for image in client.images)
        shown = [reply.suggestion for reply in client.replies if isinstance(reply, SuggestionReady)]
        assert [part.image for part in shown] == [image.hash for image in client.images]


def test_clients_are_told_that_the_engine_changed(running: LiveServer, talker: Talker, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """An engine that looks different after a slate is described again to everybody."""
    engine = running.engines.get(running.engines.default)
    described = engine.describe()
    monkeypatch.setattr(engine, "describe", lambda: type(described)(name="fake", title="Warm"))
    talker.slate("r1")
    while not isinstance(changed := talker.next_message(), EngineChanged):
        pass
    assert changed.engine.title == "Warm"


def test_clients_are_told_that_another_engine_was_chosen(
    running: LiveServer, talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is connected shows another engine's words from then on, and slates are made by it."""
    monkeypatch.setattr(engines, "OFFERED", ("studies", "fake"))
    with talking(running.port, TOKEN, "other") as other:
        assert isinstance(talker.ask(SetEngine("e1", "studies")), EnginesReport)
        while not isinstance(changed := other.next_message(), EngineChanged):
            pass
        assert changed.engine.name == "studies"


def test_the_server_ends_when_nobody_is_left(tmp_path: Path) -> None:
    """A server waits for its first client, and ends some time after the last one."""
    with serving(tmp_path, idle_exit_s=0.2) as server:
        with talking(server.port, TOKEN) as client:
            # Twice the time that an empty server waits, by the clock of its loop.
            later = threading.Event()
            assert server.loop is not None
            server.loop.call_soon_threadsafe(server.loop.call_later, 0.4, later.set)
            assert later.wait(20)
            client.slate("r1")
        server.thread.join(10)
        assert not server.thread.is_alive()


def test_a_canvas_that_went_while_its_slate_waited_is_asked_for_again(
    running: LiveServer, talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pictures of others have taken its place in the meantime: the slate is made all the same."""
    canvas = noise_canvas("r1")
    with talking(running.port, TOKEN, "other") as other:
        other.submit(small_suggest("o1", model=SLOW))
        other.until("o1", Progress)
        talker.submit(small_suggest("r1", canvas=canvas.hash), canvas)
        assert isinstance(talker.until("r1", Queued), Queued)
        with monkeypatch.context() as small:
            small.setattr(running.images, "_max_bytes", 0)
            running.images.add(noise_canvas("x", seed=1))
        other.submit(Cancel("c1", "o1"))
        assert isinstance(talker.until("r1"), SlateReady)
