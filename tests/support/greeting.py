"""The greeting without a session: its frames, for tests that write them by hand."""

from __future__ import annotations

import json

from websockets.sync.client import ClientConnection

from apprentice_shared.codec import encode
from apprentice_shared.messages import Hello, Prove
from apprentice_shared.session import PROTOCOL_VERSION
from apprentice_shared.session.proof import CLIENT, make_proof

NONCE_C, NONCE_S = "0123456789abcdef" * 4, "fedcba9876543210" * 4


def hello(**fields: object) -> str:
    """Return the text of a hello."""
    return encode(Hello(**{"protocol": PROTOCOL_VERSION, "nonce_c": NONCE_C, "client_id": "raw", **fields}))  # type: ignore[arg-type]


def prove(token: str, port: int, nonce_s: str = NONCE_S) -> str:
    """Return the text of the proof that answers the challenge with this nonce to `hello()`."""
    return encode(Prove(make_proof(token, CLIENT, port, (NONCE_C, nonce_s))))


def greet(socket: ClientConnection, token: str, port: int, **fields: object) -> dict[str, object]:
    """Greet a server over a socket; return its last answer, the welcome where all went well."""
    socket.send(hello(**fields))
    challenge = json.loads(socket.recv(timeout=10))
    socket.send(prove(token, port, challenge["nonce_s"]))
    answer: dict[str, object] = json.loads(socket.recv(timeout=10))
    return answer
