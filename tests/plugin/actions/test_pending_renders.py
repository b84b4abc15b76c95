"""Renders that are asked for, and their outcomes."""

from __future__ import annotations

import dataclasses

import pytest
from slates_made import image_hash

from apprentice.actions.pending_renders import Outcome, PendingRenders
from apprentice.pictures.convert import Picture
from apprentice.qt import QImage
from apprentice_shared import messages

REQUEST = messages.Render("r1", "s1", 16, 16, image_hash(9), layers=True)
LAYER = messages.LayerPart("Light", image_hash(1), "add", 1.0)
READY = messages.RenderReady("r1", "s1", image_hash(2), (LAYER,))


class Asked:
    """A `PendingRenders` with one request; notes requests sent and stopped, progress, and outcomes."""

    def __init__(self) -> None:
        self.sent: list[object] = []
        self.stopped: list[str] = []
        self.outcomes: list[Outcome] = []
        self.told: list[tuple[float, str]] = []
        self.renders = PendingRenders(lambda *sent: self.sent.append(sent), self.stopped.append, "{}-again".format)
        self.task = self.renders.ask(REQUEST, None, self.outcomes.append, lambda *said: self.told.append(said))


@pytest.fixture
def asked(qapp: object) -> Asked:
    """One render on its way."""
    return Asked()


def _picture(number: int, request_id: str, side_px: int = 4) -> Picture:
    image = QImage(side_px, side_px, QImage.Format.Format_RGBA8888)
    return Picture(image_hash(number), image, image, request_id)


def test_hands_over_the_picture_and_its_layers(asked: Asked) -> None:
    """Picture and layers come in one outcome, the layers bottom first; other requests' pictures are left alone."""
    assert asked.sent == [(REQUEST, None)]
    assert asked.renders.take_picture(_picture(1, "r1"))
    assert asked.renders.take_picture(_picture(2, "r1", 8))
    assert not asked.renders.take_picture(_picture(3, "another"))
    assert asked.renders.take_message(READY)
    (outcome,) = asked.outcomes
    assert outcome.image is not None
    assert outcome.image.width() == 8
    assert [(layer, image.width()) for layer, image in outcome.layers] == [(LAYER, 4)]


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (messages.ErrorReply("r1", "unknown_suggestion", "It was forgotten."), "It was forgotten."),
        (messages.RequestCancelled("r1"), "Another picture was asked for meanwhile."),
        (messages.NeedImage("r1", image_hash(9)), "The canvas that it was made from is gone."),
    ],
    ids=lambda value: getattr(value, "type", None),
)
def test_an_end_without_a_picture_is_told(asked: Asked, reply: messages.Message, problem: str) -> None:
    """The outcome says why; later pictures of the request are not taken."""
    assert asked.renders.take_message(reply)
    assert asked.outcomes == [Outcome(problem=problem)]
    assert not asked.renders.take_picture(_picture(1, "r1"))


def test_what_was_lost_on_the_way_is_asked_for_once_more(asked: Asked) -> None:
    """An answer that waited for long comes without its pictures: the same is made again, under another id."""
    asked.renders.take_picture(_picture(2, "r1"))
    asked.renders.take_message(READY)
    again = dataclasses.replace(REQUEST, id="r1-again")
    assert asked.sent == [(REQUEST, None), (again, None)]
    assert asked.outcomes == []
    for number in (1, 2):
        assert asked.renders.take_picture(_picture(number, "r1-again"))
    asked.renders.take_message(dataclasses.replace(READY, id="r1-again"))
    assert [len(outcome.layers) for outcome in asked.outcomes] == [1]


def test_proofs_that_were_lost_are_asked_for_once_more(asked: Asked) -> None:
    """A value would have no picture for as long as its canvas is in view. The second time, what has come is taken."""
    request = messages.GetProofs("p1", image_hash(9), ("color=warm", "color=cool"))
    asked.renders.ask(request, None, asked.outcomes.append)
    parts = tuple(messages.ProofPart(value, "", image_hash(at)) for at, value in enumerate(request.values, 1))
    report = messages.ProofsReport("p1", image_hash(9), parts)
    asked.renders.take_message(report)
    assert asked.sent[-1] == (dataclasses.replace(request, id="p1-again"), None)
    assert asked.outcomes == []
    asked.renders.take_picture(_picture(2, "p1-again"))
    asked.renders.take_message(dataclasses.replace(report, id="p1-again"))
    assert [list(outcome.proofs) for outcome in asked.outcomes] == [["color=cool"]]


def test_what_is_lost_twice_is_told(asked: Asked) -> None:
    """It is not asked for without end."""
    asked.renders.take_message(READY)
    asked.renders.take_message(dataclasses.replace(READY, id="r1-again"))
    assert len(asked.sent) == 2
    assert asked.outcomes == [Outcome(problem="A part of it was lost on the way.")]


def test_what_is_asked_for_once_more_can_be_stopped(asked: Asked) -> None:
    """The task stops the request that is under way."""
    asked.renders.take_message(READY)
    asked.task.cancel()
    assert asked.stopped == ["r1-again"]


def test_a_canvas_that_nobody_holds_stops_the_request(asked: Asked) -> None:
    """The request is stopped: the backend does not wait for a canvas."""
    asked.renders.take_message(messages.NeedImage("r1", image_hash(9)))
    assert asked.stopped == ["r1"]


def test_what_is_given_up_tells_nothing_more(asked: Asked) -> None:
    """A render that was given up is stopped and has no outcome."""
    asked.renders.give_up("r1")
    assert asked.stopped == ["r1"]
    assert not asked.renders.take_message(messages.RequestCancelled("r1"))
    assert asked.outcomes == []


def test_without_a_backend_all_are_told(asked: Asked) -> None:
    """Without a backend every render is stopped, with the problem as its outcome."""
    asked.renders.fail("Apprentice is not running.")
    assert asked.outcomes == [Outcome(problem="Apprentice is not running.")]
    assert asked.stopped == ["r1"]


def test_other_messages_are_left_alone(asked: Asked) -> None:
    """Only messages of a pending render are taken; its progress is passed on."""
    assert not asked.renders.take_message(messages.RequestCancelled("another"))
    assert asked.renders.take_message(messages.Progress("r1", 0.5, "light"))
    assert asked.told == [(0.5, "light")]
