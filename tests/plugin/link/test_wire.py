"""The wire between the session and the socket, where two threads send."""

from __future__ import annotations

import threading

from apprentice.link.pulse import Patience
from apprentice.link.wire import Wire

PICTURE = (b"header", b"\0" * 2**18)


class SessionWithFrames:
    """Has a picture to send at first, and a text afterwards."""

    def __init__(self) -> None:
        self._frames: list[list[object]] = [[PICTURE], ["text"]]

    def connect(self, token: str, port: int) -> None:
        """Begin."""

    def data_to_send(self) -> list[object]:
        """Return the next frames."""
        return self._frames.pop(0) if self._frames else []


class SocketOfOneSender:
    """Notes what is sent; of a picture it takes one piece, and then waits until the other thread has had its chance."""

    def __init__(self, chance: threading.Event) -> None:
        self.sent: list[str] = []
        self._chance = chance

    def send(self, message: object) -> None:
        """Send a text, or the pieces of a picture."""
        if isinstance(message, str):
            self.sent.append(message)
            return
        for number, _ in enumerate(message):
            if number == 0:
                self.sent.append("begun")
                self._chance.wait(0.3)
        self.sent.append("whole")


def test_a_picture_in_pieces_is_sent_alone() -> None:
    """A thread that has something to send meanwhile waits for the end of the picture."""
    chance = threading.Event()
    wire, socket = Wire(SessionWithFrames(), Patience()), SocketOfOneSender(chance)
    wire.attach(socket, type("Address", (), {"port": 1})(), "token")
    first = threading.Thread(target=wire.flush)
    first.start()
    while not socket.sent:
        first.join(0.01)
    second = threading.Thread(target=lambda: (wire.flush(), chance.set()))
    second.start()
    first.join()
    second.join()
    assert socket.sent == ["begun", "whole", "text"]
