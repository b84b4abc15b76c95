"""The two threads, against the real server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from links import Told, launched_link
from live_server import TOKEN, LiveServer, serving

from apprentice.link import outbox_watch
from apprentice.link.backend import ServedFolder
from apprentice.link.keeper import LinkStatus, Phase
from apprentice.link.link import Link
from apprentice.link.niceness import NICENESS, step_back
from apprentice.link.outbox import FOLDER, Outbox
from apprentice_shared import messages
from apprentice_shared.data_folder import Address
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.session import PROTOCOL_VERSION, ClientSession

ROOT = Path(__file__).parents[3]


class Signpost:
    """Stands in for the keeper: the backend is wherever `port` says, 0 for nowhere."""

    def __init__(self, data_dir: Path, port: int, token: str = TOKEN) -> None:
        self.data_dir, self.port, self.token = data_dir, port, token
        self.refusal = ""
        self.wants_seen = 0

    def look(self, *, pending: bool) -> tuple[ServedFolder | None, LinkStatus, float]:
        """Say where to connect."""
        served = ServedFolder(Address("127.0.0.1", self.port, 1, PROTOCOL_VERSION), self.token)
        return served if self.port else None, LinkStatus(Phase.LOST), 0.02

    def want(self) -> None:
        """Start nothing."""

    def welcomed(self) -> None:
        """Take note of nothing."""

    def broken(self, *, hung: bool = False) -> None:
        """Take note of nothing."""

    def refused(self, text: str) -> None:
        """Do not try there again, and keep what was said."""
        self.port, self.refusal = 0, text


class Plug:
    """A link with its events, its outbox and a stand-in keeper."""

    def __init__(self, folder: Path, port: int = 0, name: str = "one", token: str = TOKEN) -> None:
        self.told, self.outbox, self.signpost = Told(), Outbox(folder, name), Signpost(folder, port, token)
        self.link = Link(ClientSession(name), self.signpost, self.outbox, self.told)  # type: ignore[arg-type]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    """A real server with the fake engine."""
    with serving(tmp_path / "data") as running:
        yield running


@pytest.fixture
def plugs(tmp_path: Path) -> Iterator[Callable[..., Plug]]:
    """Make links that are stopped at the end."""
    made: list[Plug] = []

    def make(port: int = 0, name: str = "one", token: str = TOKEN) -> Plug:
        plug = Plug(tmp_path / "outboxes", port, name, token)
        made.append(plug)
        plug.link.start()
        return plug

    yield make
    for plug in made:
        plug.link.stop()


def _canvas(request_id: str) -> ImageFrame:
    return ImageFrame(request_id, PixelFormat.RGBA, 512, 512, bytes(range(256)) * 4096)


def _slate(plug: Plug, request_id: str = "ask") -> messages.SlateReady:
    canvas = _canvas(request_id)
    request = messages.Suggest(request_id, width_px=64, height_px=64, canvas=canvas.hash)
    plug.link.send(request, canvas)
    slate = plug.told.wait(lambda e: isinstance(e.message, messages.SlateReady) and e.message.id == request_id).message
    assert isinstance(slate, messages.SlateReady)
    return slate


def test_asks_and_takes_a_slate(server: LiveServer, plugs: Callable[..., Plug]) -> None:
    """A megabyte of canvas goes out in pieces, four suggestions and their pictures come back."""
    plug = plugs(server.port)
    slate = _slate(plug)
    assert len(slate.suggestions) == 4
    told = plug.told.events
    shown = {e.message.suggestion.image for e in told if isinstance(e.message, messages.SuggestionReady)}
    assert shown <= {e.image.hash for e in told if e.image is not None}
    assert [e.status.phase for e in told if e.status is not None][-1] is Phase.READY


def test_a_rating_leaves_the_outbox_when_it_is_recorded(server: LiveServer, plugs: Callable[..., Plug]) -> None:
    """A recorded rating is not in the outbox any more."""
    plug = plugs(server.port)
    slate = _slate(plug)
    plug.link.send(messages.Rate("r1", slate.suggestions[0], 5))
    recorded = plug.told.wait_for(messages.Recorded)
    assert isinstance(recorded, messages.Recorded)
    assert recorded.profile.ratings == 1
    _settle(plug)
    assert plug.outbox.waiting == ()


def _settle(plug: Plug) -> None:
    """Wait until the sending thread has done all that it was given."""
    done = threading.Event()
    plug.link.run(done.set)
    assert done.wait(20)


def test_a_rating_made_while_the_backend_is_away_arrives_from_the_next_process(
    server: LiveServer, plugs: Callable[..., Plug]
) -> None:
    """It waits in the outbox, survives the end of Krita, and counts once."""
    first = plugs(server.port)
    suggestion = _slate(first).suggestions[0]
    first.link.stop()
    away = plugs(0, "two")
    away.link.send(messages.Rate("r9", suggestion, 1))
    _settle(away)
    away.link.stop()
    later = plugs(server.port, "three")
    recorded = later.told.wait_for(messages.Recorded)
    assert isinstance(recorded, messages.Recorded)
    assert (recorded.id, recorded.profile.ratings) == ("r9", 1)
    _settle(later)
    assert later.outbox.waiting == ()


def test_a_rating_is_on_disk_soon_however_busy_the_worker_is(plugs: Callable[..., Plug], tmp_path: Path) -> None:
    """Work that never ends, as the pieces of a picture and of progress that arrive, does not put the outbox off."""
    plug, saved = plugs(), threading.Event()

    def work() -> None:
        if any((tmp_path / "outboxes" / FOLDER).glob("*.jsonl")):
            saved.set()
        else:
            plug.link.run(work)

    plug.link.run(lambda: plug.outbox.add(messages.SetValue("v1", "color", "warm", 1.0)))
    plug.link.run(work)
    assert saved.wait(20)


def test_a_value_that_meets_a_full_disk_is_sent_again_by_itself(
    server: LiveServer, plugs: Callable[..., Plug], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays in the outbox, and is recorded once there is room."""
    monkeypatch.setattr(outbox_watch, "FIRST_AGAIN_S", 0.2)
    plug = plugs(server.port)
    server.limit_store_pages(1)
    for number in range(1000):
        name = f"v{number}"
        plug.link.send(messages.SetValue(name, "color", "warm", 1.0))
        answer = _answer(plug, name)
        if isinstance(answer, messages.ErrorReply):
            break
    assert isinstance(answer, messages.ErrorReply)
    assert answer.code == "store_failed"
    server.limit_store_pages(1_000_000)
    plug.told.wait(lambda e: isinstance(e.message, messages.Recorded) and e.message.id == name)


def _answer(plug: Plug, request_id: str) -> messages.Message | None:
    """Return the first reply to a request."""
    return plug.told.wait(lambda e: isinstance(e.message, messages.Reply) and e.message.id == request_id).message


def test_two_kritas_keep_apart_what_was_told_to_each(server: LiveServer, plugs: Callable[..., Plug]) -> None:
    """While the backend is away each has its own file; when it is back all arrives, once, from whom it was told to."""
    both = {"first": plugs(0, "first"), "second": plugs(0, "second")}
    for number in range(3):
        for name, plug in both.items():
            plug.link.send(messages.SetValue(f"{name}-{number}", "color", "warm", 1.0 + number))
            plug.link.run(plug.outbox.take_over)
            _settle(plug)
    told = {request.id for plug in both.values() for request in plug.outbox.waiting}
    assert [len(plug.outbox.waiting) for plug in both.values()] == [3, 3]
    for plug in both.values():
        plug.signpost.port = server.port
    for name, plug in both.items():
        plug.told.wait(lambda _, plug=plug: plug.told.messages().count("recorded") == 3)
        recorded = [event.message for event in plug.told.events if isinstance(event.message, messages.Recorded)]
        assert all(reply.id.startswith(name) for reply in recorded)
        _settle(plug)
        assert plug.outbox.waiting == ()
    reader = both["first"]
    reader.link.send(messages.GetHistory("h"))
    history = reader.told.wait_for(messages.HistoryReport)
    assert isinstance(history, messages.HistoryReport)
    assert sorted(event.id for event in history.events) == sorted(told)


# A Krita that tells three things while no backend runs, says when they are on disk, and waits to be killed.
_DOOMED = """
import sys, time
from pathlib import Path
from apprentice.link.keeper import Keeper
from apprentice.link.link import Link
from apprentice.link.outbox import FOLDER, Outbox
from apprentice_shared.messages import SetSignal, SetStart, SetValue
from apprentice_shared.session import ClientSession
keeper = Keeper(lambda: None, find=None, start=None, last_words=None, clock=time.monotonic)
link = Link(ClientSession("doomed"), keeper, Outbox(Path(sys.argv[1]), "doomed"), lambda event: None)
link.start()
for request in (SetValue("v1", "color", "warm", 2.0), SetStart("n1", "none"), SetSignal("w1", "inserted", False)):
    link.send(request)
link.run(lambda: print("on disk", flush=True))
sys.stdin.read()
"""


def test_a_start_told_to_a_krita_that_was_killed_arrives_once_and_in_order(
    server: LiveServer, plugs: Callable[..., Plug], tmp_path: Path
) -> None:
    """A starting point outlives Krita as ratings do; sent by a second process too, it still counts once."""
    folder = tmp_path / "outboxes"
    paths = os.pathsep.join(str(ROOT / part) for part in ("shared", "krita_plugin"))
    command = [sys.executable, "-c", _DOOMED, str(folder)]
    environment, pipe = {**os.environ, "PYTHONPATH": paths}, subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment) as doomed:
        assert doomed.stdout is not None
        assert doomed.stdout.readline() == b"on disk\n"
        doomed.kill()
    (left,) = (folder / FOLDER).glob("*.jsonl")
    lines = left.read_text(encoding="utf-8")
    for name in ("second", "third"):
        left.write_text(lines, encoding="utf-8")
        plug = plugs(server.port, name)
        plug.told.wait(lambda event: isinstance(event.message, messages.Recorded) and event.message.id == "w1")
        recorded = [event.message.id for event in plug.told.events if isinstance(event.message, messages.Recorded)]
        assert recorded == ["v1", "n1", "w1"]
        _settle(plug)
        assert plug.outbox.waiting == ()
    plug.link.send(messages.GetHistory("h"))
    history = plug.told.wait_for(messages.HistoryReport)
    assert isinstance(history, messages.HistoryReport)
    assert [event.id for event in history.events] == ["w1", "n1", "v1"]


def test_a_backend_killed_in_mid_render_is_started_and_asked_again(tmp_path: Path) -> None:
    """The first Suggest starts it; when it dies another one is started, and the slate arrives all the same."""
    with launched_link(tmp_path / "data") as (link, told, children):
        link.start()
        link.want()
        link.send(messages.Suggest("ask", width_px=64, height_px=64))
        told.wait_for(messages.Progress)
        children[-1].kill()
        slate = told.wait_for(messages.SlateReady)
    assert isinstance(slate, messages.SlateReady)
    assert slate.id == "ask"
    phases = [event.status.phase for event in told.events if event.status is not None]
    assert Phase.LOST in phases[phases.index(Phase.READY) :]
    assert told.messages().count("welcome") == 2


def test_what_was_cancelled_before_it_could_be_sent_is_cancelled(
    server: LiveServer, plugs: Callable[..., Plug]
) -> None:
    """Request and cancel keep their order, also where both wait for work that was given before."""
    plug = plugs(server.port)
    plug.told.wait_for(messages.Welcome)
    gate = threading.Event()
    plug.link.run(lambda: gate.wait(20) and None)
    plug.link.send(messages.Suggest("ask"))
    plug.link.cancel(messages.Cancel("c", "ask"))
    gate.set()
    plug.told.wait_for(messages.RequestCancelled)
    assert "slate" not in plug.told.messages()


def test_a_server_with_another_token_is_told(server: LiveServer, plugs: Callable[..., Plug]) -> None:
    """Whoever cannot prove to be the backend gets nothing, and the artist hears that something else answers."""
    plug = plugs(server.port, token="wrong")
    plug.link.send(messages.SetSignal("w1", "inserted", False))
    plug.told.wait(lambda _: plug.signpost.refusal)
    assert "Something else answers" in plug.signpost.refusal
    assert server.clients() == []


_ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts niceness per thread: run this there")


def _after_stepping_back(before: int) -> int:
    thread = threading.get_native_id()
    os.setpriority(os.PRIO_PROCESS, thread, before)
    step_back()
    return os.getpriority(os.PRIO_PROCESS, thread)


@_ON_LINUX
@pytest.mark.parametrize(("before", "after"), [(NICENESS - 1, NICENESS), (NICENESS, NICENESS), (19, 19)])
def test_a_thread_steps_back_and_never_forward(before: int, after: int) -> None:
    """A thread's niceness grows to the step and is never lowered: an artist has no right to lower it."""
    least = os.getpriority(os.PRIO_PROCESS, os.getpid())
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(_after_stepping_back, max(before, least)).result() == max(after, least)


@_ON_LINUX
def test_krita_s_own_thread_keeps_its_place() -> None:
    """Only the thread that asks for it steps back."""
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    with ThreadPoolExecutor(1) as pool:
        pool.submit(step_back).result()
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
