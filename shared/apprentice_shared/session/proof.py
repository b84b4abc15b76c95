"""The proofs of the greeting: each side shows that it knows the token, which itself is never sent.

A proof holds for one connection (by both nonces), one direction (by the side) and one port: whoever sits at another
port and passes frames on to the backend gets proofs that do not fit.

Source: RFC 2104 (HMAC); the challenge and response of two sides as in ISO/IEC 9798-4, "mutual authentication".
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

SERVER, CLIENT = "server", "client"
NONCE_BYTES = 32


def new_nonce() -> str:
    """Return a nonce that nobody can foresee: 64 hexadecimal digits in lower case."""
    return secrets.token_hex(NONCE_BYTES)


def make_proof(token: str, side: str, port: int, nonces: tuple[str, str]) -> str:
    """Return a side's proof: HMAC-SHA-256 over side, port and nonces with the token as key, 64 hexadecimal digits.

    Args:
        token: the key.
        side: `SERVER` or `CLIENT`: the side that proves.
        port: the port that the client dialled and the server listens on.
        nonces: the client's, then the server's.

    Raises:
        ValueError: the token is empty: anybody could make that proof.
    """
    if not token:
        raise ValueError("token must not be empty: anybody could prove that")
    text = f"{side}{port}{nonces[0]}{nonces[1]}"
    return hmac.new(token.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_proof(proof: str, *, expected: str) -> bool:
    """Compare a proof with the expected one, in a time that does not tell where they differ."""
    return hmac.compare_digest(proof.encode(), expected.encode())
