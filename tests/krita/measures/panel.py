"""The cost of the panel to Krita: played by `python tests/krita/measure_panel.py`, which prints the figures."""

import os
import sys
import time
from pathlib import Path

# Without a graphics card OpenGL draws the whole window on the processor at every change of any docker.
SITTING = {"theme": "Krita dark", "panel": True, "opengl": False}
SLATES = int(os.environ.get("APPRENTICE_MEASURE_SLATES", "60"))
ENGINE = os.environ.get("APPRENTICE_MEASURE_ENGINE", "fake")
LONG_MS = float(os.environ["APPRENTICE_MEASURE_LONG_MS"]) if "APPRENTICE_MEASURE_LONG_MS" in os.environ else None
RATINGS = 100


def stalls(stage):
    """Send a 1024² canvas and take four 1024² pictures, many times; note the longest stall of each time."""
    stage.backend.prepare(ENGINE)
    document = yield from stage.open_painting("square")
    yield from stage.panel.open()
    yield from stage.panel.suggest()
    yield 1.0
    suggest, cancel = stage.widget("apprentice_suggest"), stage.widget("apprentice_cancel")
    star = stage.widget("apprentice_card_3_star_1")
    idle, busy, seconds, turns = [], [], [], []
    for number in range(SLATES):
        _touch(document, number)
        yield 0.5
        began = time.perf_counter()
        stage.heartbeat.start(LONG_MS)
        suggest.click()
        yield stage.until(cancel.isVisible, "the rendering to begin", 5.0)
        yield stage.until(lambda: not cancel.isVisible() and star.isEnabled(), "the slate", 30.0)
        seconds.append(time.perf_counter() - began)
        yield 0.3
        busy.append(stage.heartbeat.stop())
        turns += [f"slate {number}: {turn}" for turn in stage.heartbeat.long_turns()]
        stage.heartbeat.start(LONG_MS)
        over = time.perf_counter() + seconds[-1]
        yield stage.until(lambda over=over: not cancel.isVisible() and time.perf_counter() > over, "rest", 30.0)
        yield 0.3
        idle.append(stage.heartbeat.stop())
        turns += [f"idle after slate {number}: {turn}" for turn in stage.heartbeat.long_turns()]
    stage.fact("idle", [stall for stall, _ in idle])
    stage.fact("busy", [stall for stall, _ in busy])
    stage.fact("idle_work", [work for _, work in idle])
    stage.fact("busy_work", [work for _, work in busy])
    stage.fact("seconds", seconds)
    stage.fact("long_turns", turns)


def _touch(document, number):
    """Change a stroke's worth of pixels, so that the canvas is sent anew."""
    colour = bytes(((37 * number) % 256, (91 * number) % 256, (53 * number) % 256, 255))
    document.topLevelNodes()[0].setPixelData(colour * 400, 40, 40, 20, 20)
    document.refreshProjection()
    document.waitForDone()


def ratings(stage):
    """Rate by clicks, one after the other; beside each, a bare fsync on the same disk."""
    yield from stage.panel.begin("landscape")
    acknowledged = []
    connection = sys.modules["apprentice.docker"].ApprenticeDocker.shared_app().connection
    connection.message_arrived.connect(
        lambda message: acknowledged.append(time.perf_counter()) if message.type == "recorded" else None
    )
    trips, bare = [], []
    scratch = Path(stage.plan["apprentice_data"]) / "fsync"
    with scratch.open("ab") as file:
        for number in range(RATINGS):
            star = stage.widget(f"apprentice_card_{number % 4}_star_{number // 4 % 5 + 1}")
            acknowledged.clear()
            began = time.perf_counter()
            star.click()
            yield stage.until(lambda: bool(acknowledged), "the acknowledgement", 5.0)
            trips.append(1000.0 * (acknowledged[0] - began))
            yield 0.05
            bare.append(_bare_fsync(file))
    scratch.unlink()
    stage.fact("trips", trips)
    stage.fact("bare", bare)
    assert len(stage.backend.ratings()) == RATINGS


def _bare_fsync(file):
    began = time.perf_counter()
    file.write(bytes(4096))
    file.flush()
    os.fsync(file.fileno())
    return 1000.0 * (time.perf_counter() - began)
