"""Both sides of the protocol joined by lists of frames, taken to where a message is to be tried."""

from __future__ import annotations

from apprentice_shared import messages as m
from apprentice_shared.images import Frame, ImageFrame, PixelFormat
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.session import PROTOCOL_VERSION, ClientSession, ServerSession

TOKEN, PORT = "a-token-for-tests-that-is-long-enough", 4711
CANVAS = ImageFrame("r1", PixelFormat.RGBA, 6, 5, bytes(120))
WELCOME = m.Welcome(
    protocol=PROTOCOL_VERSION,
    server="test",
    instance="i1",
    pixel_format="rgba",
    limits=m.LimitsPart(1, 1, 1),
    engine=m.EnginePart("fake", "Fake"),
    profiles=(m.ProfilePart("p1", "My taste", 0),),
    attributes={"color": ("warm",)},
)


class Pair:
    """A client's session and its server's.

    Args:
        steps: how many frames of the greeting are carried; enough of them make both sides ready.
    """

    def __init__(self, steps: int = 99) -> None:
        self.client, self.server, self.mailbox = ClientSession("c1"), ServerSession(TOKEN, PORT), Mailbox()
        self.client.submit(m.Suggest("r1", canvas=CANVAS.hash), CANVAS)
        self.connect(steps)

    def connect(self, steps: int = 99) -> None:
        """Greet anew, from the same client to a new connection."""
        self.client.disconnect()
        self.server = ServerSession(TOKEN, PORT)
        self.client.connect(TOKEN, PORT)
        while steps > 0 and (frames := self.client.data_to_send()):
            for frame in frames:
                self._to_server(frame)
            for frame in self.server.data_to_send() if steps > 1 else ():
                self.client.receive_data(frame if isinstance(frame, str) else b"".join(frame))
            steps -= 2

    def _to_server(self, frame: Frame) -> None:
        for came in self.server.receive_data(frame if isinstance(frame, str) else b"".join(frame)):
            if isinstance(came, m.Hello):
                self.server.accept(WELCOME, self.mailbox)
