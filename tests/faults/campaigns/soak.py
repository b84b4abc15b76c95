"""A soak: a real backend under honest and hostile clients for as long as wanted, and whether anything grows.

Each profile is emptied now and then, so that what the backend must hold stays the same; `slopes` has the criterion.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from talker import noise_canvas

from apprentice_backend.studio.image_cache import DEFAULT_MAX_BYTES
from apprentice_shared import messages as m
from campaigns.backends import Backend, ForkServer, open_files, rss_mb, threads
from campaigns.careful_roles import exported
from campaigns.client import Client
from campaigns.frames import one_client
from campaigns.slopes import Series
from campaigns.trial import Trial
from campaigns.workers import Witness, Worker, percentile, working

SAMPLE_S = 5.0
# A backend forgets a client a quarter of an hour after it has gone: in less than this, nothing has settled.
SETTLED_S = 3600.0
SIZE = {"width_px": 192, "height_px": 144}
_CROWD, _CROWD_ASKS = 16, 6  # clients at once, and the times that each asks


def run(trial: Trial) -> None:
    """Soak a backend with the engine of studies."""
    forks = ForkServer()
    tasks = trial.folder / "tasks"
    backend = Backend(trial.place("data"), forks, engine="studies", tasks=tasks)
    backend.start()
    try:
        _soak(trial, backend, tasks)
    finally:
        backend.kill()
        forks.close()
    backend.check_log()


def _soak(trial: Trial, backend: Backend, tasks: Path) -> None:
    if trial.seconds >= SETTLED_S:
        _fill_caches(backend)
        _fill_threads(backend)
    raters = [Witness(backend.folder, f"rater-{number}") for number in range(3)]
    workers = [Worker(rater.act, 0.15) for rater in raters]
    workers += [Worker(act, pause_s) for act, pause_s in _others(trial, backend)]
    series = {name: Series(name) for name in (*_measures(backend, tasks), "rating_median_ms")}
    with working(workers):
        while trial.left():
            before = [len(rater.took_s) for rater in raters]
            time.sleep(SAMPLE_S)
            for worker in workers:
                worker.look()
            took_s = [t for rater, first in zip(raters, before, strict=True) for t in rater.took_s[first:]]
            if not took_s:
                continue
            measured = {**_measures(backend, tasks), "rating_median_ms": percentile(took_s, 0.5)}
            for name, value in measured.items():
                series[name].add(trial.spent_s / 3600, value)
            (trial.folder.parent / "series.json").write_text(
                json.dumps({name: s.samples for name, s in series.items()})
            )
    took_s = [t for rater in raters for t in rater.took_s]
    trial.figures["ratings"] = len(took_s)
    trial.most("rating_p95_ms", percentile(took_s, 0.95))
    for name, measure in series.items():
        if len(measure) > 1:
            measure.tell(trial.figures, f"{name}_an_hour")
    if trial.seconds >= SETTLED_S:
        for measure in series.values():
            measure.must_not_grow()


def _fill_caches(backend: Backend) -> None:
    """Send more canvases than the backend keeps, so that nothing bounded still fills up while it is measured."""
    client = Client(backend.folder, "filler")
    client.dial()
    side_px = 1024
    for number in range(2 * DEFAULT_MAX_BYTES // (4 * side_px**2)):
        canvas = noise_canvas(f"f{number}", side_px, side_px, seed=number)
        client.ask(m.RecommendPalettes(f"f{number}", canvas=canvas.hash), canvas)
    client.hang_up()


def _fill_threads(backend: Backend) -> None:
    """Ask for more at once than the backend has threads, so that it has begun all that it ever will."""

    def ask(number: int) -> None:
        client = Client(backend.folder, f"crowd-{number}")
        client.dial()
        canvas = noise_canvas(f"w{number}", **SIZE, seed=number)
        for turn in range(_CROWD_ASKS):
            wish = m.Suggest(f"w{number}-{turn}", profile="painter", canvas=canvas.hash, **SIZE)
            client.submit(wish)
            client.ask(m.RecommendPalettes(f"w{number}-c{turn}", "painter", canvas.hash), canvas)
            client.ask(m.GetTaste(f"w{number}-t{turn}", "painter"))
            client.ask(m.GetHistory(f"w{number}-h{turn}", "painter"))
            client.ask(m.SetValue(f"w{number}-v{turn}", "color", "warm", 0.5))
            client.ask(m.ImportProfile(f"w{number}-i{turn}", exported(20), f"w{number}-{turn}"))
            client.ask(m.DeleteProfile(f"w{number}-d{turn}", f"w{number}-{turn}"))
        client.hang_up()

    with ThreadPoolExecutor(_CROWD) as crowd:
        list(crowd.map(ask, range(_CROWD)))


def _measures(backend: Backend, tasks: Path) -> dict[str, float]:
    files = [file.stat().st_size for file in backend.folder.rglob("*") if file.is_file()]
    return {
        "memory_MB": rss_mb(backend.pid),
        "threads": threads(backend.pid),
        "open_files": open_files(backend.pid),
        "tasks": float(tasks.read_text() or 0),
        "files": len(files),
        "disk_MB": sum(files) / 1e6,
    }


def _others(trial: Trial, backend: Backend) -> list[tuple[Callable[[], None], float]]:
    """Return what clients other than the raters do, each with its pause in seconds."""
    painter, keeper = (Witness(backend.folder, name) for name in ("painter", "keeper"))
    numbers = itertools.count()

    def paint() -> None:
        number = next(numbers)
        canvas = noise_canvas(f"p{number}", **SIZE, seed=number % 50)
        wish = m.Suggest(f"p{number}", profile="painter", canvas=canvas.hash, **SIZE)
        slate = painter._client.ask(wish, canvas)
        assert isinstance(slate, m.SlateReady), slate
        trial.count("slates")
        painter.ask(m.Render(f"i{number}", slate.suggestions[0], **SIZE, canvas=canvas.hash))
        painter.ask(m.GetTaste(f"t{number}", "painter"))
        painter.ask(m.RecommendPalettes(f"c{number}", "painter", canvas.hash))
        painter.ask(m.GetHistory(f"h{number}", "painter"))
        if trial.figures["slates"] % 20 == 0:
            painter.ask(m.ResetProfile(f"f{number}", "painter"))

    def keep() -> None:
        number = next(numbers)
        # The hostile client rates on the default profile, where it is understood.
        keeper.ask(m.ResetProfile(f"r{number}", "default"))
        keeper.ask(m.ImportProfile(f"m{number}", exported(300), f"m{number}"))
        keeper.ask(m.ExportProfile(f"x{number}", f"m{number}"))
        keeper.ask(m.DeleteProfile(f"d{number}", f"m{number}"))

    def come_and_go() -> None:
        number = next(numbers)
        client = Client(backend.folder, f"guest-{number % 20}")
        client.dial()
        client.submit(m.Suggest(f"g{number}", **SIZE, profile="painter"))
        if Random(number).random() < 0.5:
            client.until(f"g{number}")
        client.hang_up()
        trial.count("guests")

    def hurt() -> None:
        one_client(trial, backend, f"hostile-{trial.rng.randrange(40)}")

    return [(paint, 1.0), (keep, 3.0), (come_and_go, 1.0), (hurt, 0.2)]
