"""Messages at the codec and at both sessions: by structure from Hypothesis, then mutated, and images by their bytes.

Nothing but a refusal (`RemoteProtocolError`) may come out, nothing may hang, and what is read can be written again.
"""

from __future__ import annotations

import time
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from apprentice_shared.codec import decode, encode
from apprentice_shared.errors import RemoteProtocolError
from apprentice_shared.images import ImageFrame, ImageReader, PixelFormat, decode_image, encode_image
from apprentice_shared.session import SessionState
from campaigns.pairs import CANVAS, Pair
from campaigns.shapes import crossed, mutated, mutated_bytes, texts
from campaigns.slopes import Series, own_rss_mb
from campaigns.trial import Fault, Trial, must

MUTANTS = 40
# No message may take longer than this of a processor: a pattern that is worse than linear would.
SLOW_S = 2.0
EXAMPLES = 200


def run(trial: Trial) -> None:
    """Have Hypothesis make messages for a fifth of the time, then mutate them; the memory is that of the second part.

    Hypothesis remembers what it has made, so that the first part grows by that.
    """
    fuzz, memory = _Fuzz(trial), Series("RSS in MB")
    while trial.left(0.2) or not fuzz.made:
        fuzz.batch(trial.rng.getrandbits(40))
    while trial.left():
        for _ in range(1000):
            fuzz.mutate(trial.rng.choice(fuzz.made), trial.rng.choice(fuzz.made), trial.rng)
        memory.add(trial.figures["messages"] / 1e6, own_rss_mb())
    trial.figures["slowest_CPU_ms"] = round(1000 * fuzz.slowest_s)
    if len(memory) > 300:
        memory.tell(trial.figures, "memory_MB_per_million")
        memory.must_not_grow()


class _Fuzz:
    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._pair = Pair()
        self.made: list[str] = []
        self._images = [encode_image(CANVAS), encode_image(ImageFrame("r1", PixelFormat.PNG, 9, 9, bytes(500)))]
        self.slowest_s = 0.0

    def batch(self, number: int) -> None:
        """Try some hundred messages of Hypothesis, and their mutants."""

        @seed(number)
        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(texts(), st.integers(0, 2**32))
        def each(text: str, inner: int) -> None:
            rng = Random(inner)
            self._text(text, rng)
            self.made.append(text)
            for _ in range(MUTANTS):
                self.mutate(text, rng.choice(self.made), rng)

        each()

    def mutate(self, text: str, other: str, rng: Random) -> None:
        """Try one mutant of a text, or of an image."""
        if rng.random() < 0.1:
            self._image(mutated_bytes(rng.choice(self._images), rng), rng)
        else:
            self._text((mutated if rng.random() < 0.5 else crossed)(text, other, rng), rng)

    def _text(self, text: str, rng: Random) -> None:
        self._trial.count("messages")
        self._try(lambda: self._read_and_write(text), text)
        self._sessions(text, rng)

    def _image(self, data: bytes, rng: Random) -> None:
        self._trial.count("messages")
        self._trial.count("images_among_them")
        self._try(lambda: decode_image(data), data)
        cut = rng.randrange(len(data) + 1)
        reader = ImageReader()
        reader.feed(data[:cut])
        reader.feed(data[cut:])
        self._sessions(rng.choice((data, reader)), rng)

    def _sessions(self, frame: str | bytes | ImageReader, rng: Random) -> None:
        if rng.random() < 0.1:
            self._pair = Pair(steps=rng.randrange(5))  # a greeting that was broken off
        pair = self._pair
        self._try(lambda: pair.server.receive_data(frame), frame)
        self._try(lambda: pair.client.receive_data(frame), frame)
        for side in (pair.server, pair.client):
            for out in side.data_to_send():
                self._try(lambda out=out: out.encode() if isinstance(out, str) else out, frame)
        if pair.server.state is SessionState.CLOSED or pair.client.state is not SessionState.READY:
            self._try(pair.connect, frame)  # whatever came before, the same client can come back

    def _try(self, work: object, frame: object) -> None:
        began = time.thread_time()
        try:
            work()  # type: ignore[operator]
        except RemoteProtocolError as exc:
            must(str(exc).encode() and "\n" not in str(exc), f"the refusal of {frame!r:.300} is no sentence")
            self._trial.count("refusals")
        except BaseException as exc:
            raise Fault(f"{type(exc).__name__} ({exc!s:.300}) escaped for {frame!r:.600}") from exc
        taken = time.thread_time() - began
        if taken > self.slowest_s:
            self.slowest_s = taken
            self._trial.note(f"{1000 * taken:.0f} ms for {frame!r:.200}")
        must(taken < SLOW_S, f"{taken:.1f} s for {frame!r:.600}")

    def _read_and_write(self, text: str) -> None:
        message, seq = decode(text)
        self._trial.count("read")
        again = encode(message, seq)
        must(decode(again.encode().decode()) == (message, seq), f"{again!r:.600} reads otherwise than it was written")
