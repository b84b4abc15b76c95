"""Files made of runs of other files."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from apprentice_backend.untrusted.spans import Piece, span_file

SOURCE = bytes(range(200))
PIECES = st.lists(st.one_of(st.binary(max_size=20), st.tuples(st.integers(0, 150), st.integers(0, 40))), max_size=12)


@given(PIECES, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 100)), max_size=8))
def test_it_reads_as_its_pieces_in_a_row(pieces: list[Piece], reads: list[tuple[int, int]]) -> None:
    """Reading from any place, and the length, are those of the pieces joined."""
    joined = b"".join(SOURCE[piece[0] : sum(piece)] if isinstance(piece, tuple) else piece for piece in pieces)
    file = span_file(io.BytesIO(SOURCE), pieces)
    assert file.read() == joined
    assert file.seek(0, io.SEEK_END) == len(joined)
    for at, length in reads:
        assert file.seek(at) == at
        assert file.read(length) == joined[at : at + length]
