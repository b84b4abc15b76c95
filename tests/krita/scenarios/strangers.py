"""An address that a killed backend has left, and something else that answers there."""

import json
import socket
import threading
import time
from pathlib import Path

SITTING = {"theme": "Krita dark", "panel": True}


class _Stranger:
    """Listens on a port of its own, and answers each call in its way; a daemon thread that ends with Krita."""

    def __init__(self, answer):
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.calls = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            called, _ = self._listener.accept()
            self.calls.append(called)
            if self._answer:
                called.recv(4096)
                called.sendall(self._answer)


def _leave_address(stage, port):
    """Write what a backend leaves that was killed: its address, with a process that is gone, and its token."""
    data = Path(stage.plan["apprentice_data"])
    data.mkdir(mode=0o700, exist_ok=True)
    address = {"host": "127.0.0.1", "port": port, "pid": 2**22 - 1, "protocol": 2}
    (data / "backend.json").write_text(json.dumps(address), encoding="utf-8")
    (data / "token").write_text("a-token-that-is-long-enough-to-be-one\n", encoding="utf-8")
    for name in ("backend.json", "token"):
        (data / name).chmod(0o600)


def _suggests_all_the_same(stage, stranger):
    stage.backend.prepare("fake")
    _leave_address(stage, stranger.port)
    document = yield from stage.open_painting("landscape")
    yield from stage.panel.open()
    began = time.monotonic()
    yield from stage.panel.suggest(within_s=60.0)
    stage.fact("seconds", round(time.monotonic() - began, 1))
    yield 0.3
    stage.shot("four", stage.widget("apprentice_docker"))
    assert stage.panel.phase == "ready"
    assert not stranger.calls, "the stranger was called"
    assert not document.modified()
    stage.backend.kill()


def hangs(stage):
    """Something that takes calls and says nothing sits on the address: Suggest still leads to four suggestions."""
    yield from _suggests_all_the_same(stage, _Stranger(b""))


def answers_404(stage):
    """A web server sits on the address: Suggest still leads to four suggestions."""
    yield from _suggests_all_the_same(stage, _Stranger(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
