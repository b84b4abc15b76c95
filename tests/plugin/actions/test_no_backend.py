"""A panel without a backend: each press of Suggest is answered, and what mends it is seen without a new start."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from panel_studio import Studio, backend
from qt_waiting import wait_until

from apprentice.link.backend import LAUNCHER_FILE
from apprentice.link.keeper import NO_LAUNCHER, Phase
from apprentice_shared.messages import Rate


def _launch_by(studio: Studio, script: str) -> None:
    launcher = {"argv": [sys.executable, "-I", "-c", script], "data_dir": str(studio.data)}
    (studio.plugin / LAUNCHER_FILE).write_text(json.dumps(launcher), encoding="utf-8")


def _no_launcher(studio: Studio) -> None:
    (studio.plugin / LAUNCHER_FILE).unlink()


def _broken_launcher(studio: Studio) -> None:
    (studio.plugin / LAUNCHER_FILE).write_text('{"argv": ["a\\u0000b"], "data_dir": "/d"}', encoding="utf-8")


def _nowhere(studio: Studio) -> None:
    """Leave the launcher as it is."""


def _fails(studio: Studio) -> None:
    _launch_by(studio, "import sys; sys.exit('The model is missing.')")


def _dies(studio: Studio) -> None:
    _launch_by(studio, "import os; os.kill(os.getpid(), 9)")


def _everybody_s(studio: Studio) -> None:
    studio.data.mkdir(mode=0o700)
    studio.data.chmod(0o777)


def _no_folder(studio: Studio) -> None:
    studio.data.write_text("in the way", encoding="utf-8")


WAYS = [
    pytest.param(_no_launcher, "run “python3 run.py”", id="no launcher"),
    pytest.param(_broken_launcher, "run “python3 run.py”", id="a broken launcher"),
    pytest.param(_nowhere, "run “python3 run.py”", id="a launcher that points nowhere"),
    pytest.param(_fails, "The model is missing.", id="a backend that cannot start"),
    pytest.param(_dies, "apprentice doctor", id="a backend that dies"),
    pytest.param(_everybody_s, "other users", id="a folder that everybody can change"),
    pytest.param(_no_folder, "no folder", id="no folder in the folder's place"),
]


@pytest.mark.parametrize(("prepare", "said"), WAYS)
def test_each_press_is_answered(studio: Studio, prepare: Callable[[Studio], None], said: str) -> None:
    """A press ends in a sentence that says what to do; the next one too, and Suggest can be pressed again."""
    prepare(studio)
    for _ in range(3):
        studio.app.say("")
        studio.panel.ask.suggest.click()
        assert studio.controller.desk.rendering is not None
        wait_until(lambda: studio.controller.desk.rendering is None)
        assert said in studio.controller.desk.line.text
        assert studio.controller.desk.line.is_problem
        wait_until(lambda: said in studio.line)


def test_a_press_right_after_a_failure_is_answered_by_its_own(studio: Studio) -> None:
    """Presses one upon the other, as fast as they come, leave nothing waiting."""
    for _ in range(20):
        studio.panel.ask.suggest.click()
        wait_until(lambda: studio.controller.desk.rendering is None)
    assert "run “python3 run.py”" in studio.controller.desk.line.text


def test_a_launcher_written_while_krita_runs_is_seen(studio: Studio, tmp_path: Path) -> None:
    """What was rated before has its file then, and the sentence on the missing set-up goes."""
    content = (studio.plugin / LAUNCHER_FILE).read_bytes()
    _no_launcher(studio)
    studio.app.send(Rate("r1", "s1", 5))
    wait_until(lambda: studio.app.state.status.text == NO_LAUNCHER)
    (studio.plugin / LAUNCHER_FILE).write_bytes(content)
    wait_until(lambda: list(studio.data.glob("outbox/*.jsonl")))
    with backend(studio):
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
    assert NO_LAUNCHER not in studio.line


def test_a_launcher_that_is_away_for_a_moment_takes_no_file_along(studio: Studio) -> None:
    """While the plugin is installed anew, what waits stays on the disk."""
    studio.app.send(Rate("r1", "s1", 5))
    wait_until(lambda: list(studio.data.glob("outbox/*.jsonl")))
    _no_launcher(studio)
    studio.app.want()
    wait_until(lambda: studio.app.state.status.text == NO_LAUNCHER)
    studio.app.send(Rate("r2", "s2", 4))
    wait_until(lambda: any(b"r2" in path.read_bytes() for path in studio.data.glob("outbox/*.jsonl")))


def test_a_backend_that_fails_twice_is_told_twice(studio: Studio) -> None:
    """Each press tries again, and ends: the second failure has the same sentence."""
    for _ in range(2):
        studio.panel.ask.suggest.click()
        assert studio.controller.desk.rendering is not None
        wait_until(lambda: studio.controller.desk.rendering is None)
        assert "Apprentice cannot be started" in studio.controller.desk.line.text
        studio.app.state.say("")


def test_whatever_the_artist_asks_for_wants_a_backend(studio: Studio) -> None:
    """A backend that does not run is started, also before the first slate; here none can be, and the line says so."""
    with backend(studio):
        wait_until(lambda: studio.app.state.profiles)
    wait_until(lambda: studio.app.state.status.phase is Phase.LOST)
    studio.panel.settings.renamed.emit("Ink")
    wait_until(lambda: "Apprentice cannot be started" in studio.line)


def test_says_why_the_backend_could_not_be_started(studio: Studio) -> None:
    """The launcher points nowhere: one line, the slate is given up, Suggest is there again."""
    studio.panel.ask.suggest.click()
    wait_until(lambda: studio.app.state.status.phase is Phase.FAILED)
    wait_until(lambda: "python3 run.py" in studio.line)
    assert studio.controller.desk.rendering is None
    wait_until(lambda: studio.panel.ask.stack.currentWidget() is studio.panel.ask.suggest)
