"""The traits of messages, declared with their classes."""

from __future__ import annotations

import pytest

from apprentice_shared import messages as m


@pytest.mark.parametrize(
    ("reply", "kept", "final"),
    [(m.Progress, False, False), (m.Notice, True, False), (m.SlateReady, True, True)],
    ids=["under way", "kept", "final"],
)
def test_a_final_reply_is_kept(reply: type[m.Reply], kept: bool, final: bool):
    """A result must arrive even after a break."""
    assert (reply.kept, reply.final) == (kept, final)


@pytest.mark.parametrize(
    ("request_", "needed"),
    [(m.Suggest("r1", canvas="0" * 64), "0" * 64), (m.Suggest("r1"), ""), (m.GetImage("r1", "0" * 64), "")],
    ids=["canvas", "no canvas", "no field"],
)
def test_a_request_needs_the_image_of_its_canvas(request_: m.Request, needed: str):
    """An image that is asked for is not one that has to be sent first."""
    assert request_.needed_image == needed
