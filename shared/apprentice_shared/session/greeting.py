"""The client's half of the greeting: the server proves that it knows the token, then the client does."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..codec import decode
from ..errors import ErrorCode, RemoteProtocolError, UnprovenServer
from ..images import ImageReader
from ..language import later, tr
from ..messages import Challenge, ErrorReply, Message, Prove
from .proof import CLIENT, SERVER, is_proof, make_proof

OTHER_VERSION = later(
    "Another version of Apprentice is running: “apprentice doctor” says how to end it; then try again."
)
# What a server may say before it is proved, in this side's words: its own may be anybody's.
_TOLD_UNPROVEN = {
    ErrorCode.WRONG_VERSION.value: OTHER_VERSION,
    ErrorCode.TOO_MANY.value: later("Apprentice has too many connections: close some, or try again in a moment"),
}


@dataclass(frozen=True)
class ClientGreeting:
    """The greeting of one connection.

    Args:
        token: the token of the backend's data folder.
        port: the port that was dialled.
        nonce_c: the nonce of this connection.
    """

    token: str = field(repr=False)
    port: int
    nonce_c: str

    def answer(self, frame: str | bytes | ImageReader) -> Prove:
        """Check the server's first frame, and return this side's proof.

        Raises:
            UnprovenServer: it does not prove that the server knows the token.
            RemoteProtocolError: the server has another version, or too many connections.
        """
        message = _message(frame)
        if isinstance(message, ErrorReply) and message.code in _TOLD_UNPROVEN:
            raise RemoteProtocolError(tr(_TOLD_UNPROVEN[message.code]), ErrorCode(message.code))
        if not isinstance(message, Challenge):
            raise UnprovenServer
        nonces = self.nonce_c, message.nonce_s
        if not is_proof(message.proof, expected=make_proof(self.token, SERVER, self.port, nonces)):
            raise UnprovenServer
        return Prove(make_proof(self.token, CLIENT, self.port, nonces))


def _message(frame: str | bytes | ImageReader) -> Message | None:
    """Return the message of a frame; None where it is none."""
    try:
        return decode(frame)[0] if isinstance(frame, str) else None
    except RemoteProtocolError:
        return None
