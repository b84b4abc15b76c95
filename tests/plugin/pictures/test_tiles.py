"""A canvas cut into tiles, and scaled."""

from __future__ import annotations

import pytest

from apprentice.pictures.tiles import PIECE_PX, TILE_PX, Rect, pieces, plan, scaled_size


@pytest.mark.parametrize(
    ("size", "sent"),
    [
        ((1024, 1024), (1024, 1024)),
        ((640, 480), (640, 480)),
        ((6000, 4000), (1024, 683)),
        ((10, 8), (16, 16)),
        ((6000, 20), (1024, 16)),
    ],
    ids=["as it is", "small", "large", "tiny", "a strip"],
)
def test_sends_at_most_1024_px_and_never_less_than_the_protocol_takes(
    size: tuple[int, int], sent: tuple[int, int]
) -> None:
    """The longer side is scaled to 1024; a canvas is enlarged only to the protocol's least."""
    assert scaled_size(*size) == sent


def test_reads_a_canvas_of_one_tile_in_one_turn() -> None:
    """A canvas up to the bound is one tile."""
    assert len(plan(Rect(0, 0, TILE_PX, TILE_PX))) == 1


@pytest.mark.parametrize("frame", [Rect(0, 0, 6000, 4000), Rect(37, 11, 2500, 1025), Rect(0, 0, 9, 5000)], ids=str)
def test_covers_the_frame_once(frame: Rect) -> None:
    """Tiles cover every pixel of the frame, and of what is sent, exactly once; none is larger than allowed."""
    tiles = plan(frame)
    width_px, height_px = scaled_size(frame.width, frame.height)
    assert sum(t.source.width * t.source.height for t in tiles) == frame.width * frame.height
    assert sum(t.target.width * t.target.height for t in tiles) == width_px * height_px
    assert max(max(t.source.width, t.source.height) for t in tiles) <= TILE_PX
    assert min(min(t.target.width, t.target.height) for t in tiles) >= 1
    assert {(t.source.x, t.source.y) for t in tiles} >= {(frame.x, frame.y)}


@pytest.mark.parametrize("rect", [Rect(512, 0, 512, 512), Rect(37, 11, 500, 257), Rect(0, 3, 9, 1)], ids=str)
def test_pieces_cover_a_tile_once(rect: Rect) -> None:
    """Pieces are no larger than a turn of Krita's event loop may read, and none is read twice."""
    cut = pieces(rect)
    assert sum(piece.width * piece.height for piece in cut) == rect.width * rect.height
    assert max(max(piece.width, piece.height) for piece in cut) <= PIECE_PX
    assert min(piece.x for piece in cut) == rect.x
    assert max(piece.x + piece.width for piece in cut) == rect.x + rect.width
    assert max(piece.y + piece.height for piece in cut) == rect.y + rect.height
