"""Proofs of values and packs: made of the canvas that was sent, whenever no slate is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from apprentice_backend.engines import create
from apprentice_backend.engines.base import PROOFS, Engine, Pixels
from apprentice_backend.studio import EngineKey, EnginePool, ImageCache
from apprentice_backend.studio.answers import Answer, proofs
from apprentice_backend.studio.answers.proofs import ProofAnswers
from apprentice_backend.studio.pack_shelf import FEW, PackShelf
from apprentice_backend.studio.pictures import decode_pixels, encode_pixels
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled, EngineError, RequestError
from apprentice_shared.images import PixelFormat
from apprentice_shared.messages import GetProofs, ProofsReport


class Bench:
    """The answers with an engine, and a canvas of 400 × 200 pixels with a bright half that they hold."""

    def __init__(self, folder: Path, engine: str) -> None:
        images = ImageCache()
        pixels: Pixels = np.full((200, 400, 4), 255, np.uint8)
        pixels[:, :200, :3] = (40, 70, 110)
        frame = encode_pixels(pixels, PixelFormat.RGBA, "canvas")
        images.add(frame)
        self.canvas = frame.hash
        self.pool = EnginePool(EngineKey(engine))
        self.packs = PackShelf.open(folder)
        self.cancelled = Event()
        self.proofs = ProofAnswers(self.pool, images, self.packs)

    def ask(
        self, *values: str, packs: tuple[str, ...] = (), side_px: int = 64, intents: tuple[str, ...] = ()
    ) -> tuple[ProofsReport, Answer]:
        """Return the reply to a request, and the whole answer."""
        request = GetProofs("p1", self.canvas, values, packs, side_px, intents)
        answer = self.proofs.answer(request, self.cancelled)
        assert isinstance(answer.reply, ProofsReport)
        return answer.reply, answer


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The engine of studies."""
    bench = Bench(tmp_path, "studies")
    yield bench
    bench.pool.close()


def test_a_proof_of_each_value_in_the_canvas_proportions(bench: Bench) -> None:
    """Each has its picture, as large as asked for; warm is warmer than cool."""
    report, answer = bench.ask("color=warm", "color=cool")
    assert [part.value for part in report.proofs] == ["color=warm", "color=cool"]
    assert report.canvas == bench.canvas
    frames = {frame.hash: decode_pixels(frame) for frame in answer.images}
    warm, cool = (frames[part.image].astype(int) for part in report.proofs)
    assert warm.shape == (32, 64, 4)
    assert (warm[..., 0] - warm[..., 2]).mean() > (cool[..., 0] - cool[..., 2]).mean() + 10


def test_an_intent_has_its_proof(bench: Bench) -> None:
    """By its name; dusk is darker than late sun, and what is not known is left out."""
    report, answer = bench.ask(intents=("late_sun", "fog", "dusk"))
    assert [(part.value, part.pack, part.intent) for part in report.proofs] == [("", "", "late_sun"), ("", "", "dusk")]
    frames = {frame.hash: decode_pixels(frame) for frame in answer.images}
    sun, dusk = (frames[part.image][..., :3].mean() for part in report.proofs)
    assert dusk < sun - 20


def test_the_same_value_gives_the_same_proof(bench: Bench) -> None:
    """A client may keep what it has."""
    assert bench.ask("mood=joyful")[0] == bench.ask("mood=joyful")[0]


def test_a_pack_is_shown_by_a_few_of_its_values(bench: Bench) -> None:
    """Packs that are not in use have them too; no two are of the same value."""
    names = tuple(part.name for part in bench.packs.parts())
    report, _ = bench.ask(packs=names)
    assert {part.pack for part in report.proofs} == set(names)
    assert all(1 < len(set(bench.packs.few(name))) <= FEW for name in names)


@pytest.mark.parametrize("text", ["color=unheard", "unheard=warm", "color", ""])
def test_what_is_not_known_is_left_out(bench: Bench, text: str) -> None:
    """A client of another version gets the rest."""
    report, _ = bench.ask(text, "color=warm", packs=("unheard",))
    assert [part.value for part in report.proofs] == ["color=warm"]


def test_an_engine_that_makes_none_says_so_with_none(tmp_path: Path) -> None:
    """The client shows the words alone."""
    bench = Bench(tmp_path, "fake")
    assert bench.ask("color=warm")[0].proofs == ()
    assert PROOFS in create("studies").describe().abilities


def test_a_canvas_that_is_gone_is_told(bench: Bench) -> None:
    """It has to be sent again."""
    bench.canvas = "0" * 64
    with pytest.raises(RequestError):
        bench.ask("color=warm")


def test_no_proof_is_begun_while_a_slate_is_made(bench: Bench) -> None:
    """The proofs come as soon as the slate is done."""
    answers: list[ProofsReport] = []
    asked, done = Event(), Event()

    def ask() -> None:
        asked.set()
        answers.append(bench.ask("color=warm")[0])
        done.set()

    with bench.proofs.resting():
        Thread(target=ask, daemon=True).start()
        assert asked.wait(10)
        assert not done.wait(0.3)
    assert done.wait(30)
    assert len(answers[0].proofs) == 1


def test_a_value_that_fails_costs_no_other(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken value of an artist's own pack is left out; the rest comes."""
    proof = proofs._proof

    def failing(engine: Engine, canvas: Pixels, mix: AttributeMix, side_px: int, intent: str) -> Pixels:
        if mix.weight("color", "cool"):
            raise EngineError("no study of color=cool could be made")
        return proof(engine, canvas, mix, side_px, intent)

    monkeypatch.setattr(proofs, "_proof", failing)
    report, _ = bench.ask("color=warm", "color=cool", "mood=joyful")
    assert [part.value for part in report.proofs] == ["color=warm", "mood=joyful"]


def test_what_is_asked_for_twice_is_made_once(bench: Bench) -> None:
    """A request with one value over and over takes no longer than one that names it once."""
    report, _ = bench.ask(*["color=warm"] * 60, packs=("unheard",) * 60)
    assert [part.value for part in report.proofs] == ["color=warm"]


def test_requests_take_turns(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short request has its proof made between those of a long one."""
    made: list[int] = []
    began, short_done = Event(), Event()

    def note(_engine: object, _canvas: Pixels, _mix: object, side_px: int, _intent: str) -> Pixels:
        made.append(side_px)
        began.set()
        if side_px == 64:
            short_done.wait(0.05)
        return np.zeros((2, 2, 4), np.uint8)

    monkeypatch.setattr(proofs, "_proof", note)
    texts = [f"{dimension}={value}" for dimension, value in bench.packs.widest().pairs()]
    long = Thread(target=bench.ask, args=texts)
    long.start()
    assert began.wait(30)
    bench.ask("color=warm", side_px=32)
    short_done.set()
    long.join(30)
    assert len(made) == len(texts) + 1
    assert made[-1] == 64


def test_proofs_are_cancelled(bench: Bench) -> None:
    """The next proof is not begun."""
    bench.cancelled.set()
    with pytest.raises(Cancelled):
        bench.ask("color=warm")


def test_proofs_that_wait_for_a_slate_are_cancelled_at_once(bench: Bench) -> None:
    """So are those that wait behind them; the slate goes on, and the next request has its turn after it."""
    others = Event()
    ended = [Event(), Event()]

    def ask(cancelled: Event, done: Event) -> None:
        with suppress(Cancelled):
            bench.proofs.answer(GetProofs("p1", bench.canvas, ("color=warm",)), cancelled)
        done.set()

    with bench.proofs.resting():
        for cancelled, done in zip((bench.cancelled, others), ended, strict=True):
            Thread(target=ask, args=(cancelled, done), daemon=True).start()
        assert not ended[0].wait(0.3)
        others.set()
        assert ended[1].wait(10)
        assert not ended[0].is_set()
        bench.cancelled.set()
        assert ended[0].wait(10)
    bench.cancelled.clear()
    assert bench.ask("color=warm")[0].proofs


def test_no_proof_is_begun_once_the_backend_ends(bench: Bench) -> None:
    """A request that waits for a slate ends too."""
    ended: list[Exception] = []

    def ask() -> None:
        try:
            bench.ask("color=warm")
        except Cancelled as exc:
            ended.append(exc)

    with bench.proofs.resting():
        waiting = Thread(target=ask)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        bench.proofs.close()
        waiting.join(30)
        ask()
    assert len(ended) == 2
