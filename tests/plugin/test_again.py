"""Suggestions that are rendered again, in layers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from slates_made import image_hash

from apprentice.again import Again
from apprentice.pictures import Picture
from apprentice.qt import QImage
from apprentice_shared import messages

REQUEST = messages.Render("r1", "s1", 16, 16, image_hash(9), layers=True)
LAYER = messages.LayerPart("Light", image_hash(1), "add", 1.0)


class Asked:
    """An `Again`, what it sent and stopped, and the layers that it handed over."""

    def __init__(self) -> None:
        self.sent: list[object] = []
        self.stopped: list[str] = []
        self.layers: list[object] = []
        self.again = Again(self._prepare, self.stopped.append)
        self.again.ask(REQUEST, None, self.layers.append)

    def _prepare(self, request_id: str, make: Callable[[], object]) -> None:
        self.sent.append(make())


@pytest.fixture
def asked(application: object) -> Asked:
    """One render on its way."""
    return Asked()


def _picture(number: int, request_id: str) -> Picture:
    image = QImage(4, 4, QImage.Format.Format_RGBA8888)
    return Picture(image_hash(number), image, image, request_id)


def test_hands_over_the_layers_with_their_pictures(asked: Asked) -> None:
    """They come bottom first, and the cards' pictures are left to the cards."""
    assert asked.sent == [(REQUEST, None)]
    assert asked.again.take_picture(_picture(1, "r1"))
    assert not asked.again.take_picture(_picture(2, "another"))
    assert asked.again.take_message(messages.RenderReady("r1", "s1", image_hash(1), (LAYER,))) == ""
    (((layer, image),),) = asked.layers
    assert layer == LAYER
    assert image.width() == 4


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (messages.ErrorReply("r1", "unknown_suggestion", "It was forgotten."), "It was forgotten."),
        (messages.RequestCancelled("r1"), ""),
        (messages.NeedImage("r1", image_hash(9)), "The canvas that this was made from is gone"),
    ],
    ids=lambda value: getattr(value, "type", None),
)
def test_an_end_without_layers_is_told(asked: Asked, reply: messages.Message, told: str) -> None:
    """Nothing is inserted, and later pictures of it are nobody's."""
    said = asked.again.take_message(reply)
    assert said is not None
    assert said.startswith(told)
    assert asked.layers == []
    assert not asked.again.take_picture(_picture(1, "r1"))


def test_a_canvas_that_nobody_holds_stops_the_request(asked: Asked) -> None:
    """The backend is not left waiting for it."""
    asked.again.take_message(messages.NeedImage("r1", image_hash(9)))
    assert asked.stopped == ["r1"]


def test_other_messages_are_left_alone(asked: Asked) -> None:
    """What belongs to a slate goes to the slate."""
    assert asked.again.take_message(messages.RequestCancelled("another")) is None
    assert asked.again.take_message(messages.Progress("r1", 0.5)) == ""
