"""Process-wide settings are given back, and threads only ever step back."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import pytest

from apprentice_backend.engines.studies.threads import (
    behind_other_sessions,
    single_threaded_opencv,
    step_back,
    worker_count,
)


def test_opencvs_thread_count_is_given_back() -> None:
    """Whatever it was before, it is again, also after a failure."""
    found = cv2.getNumThreads()
    with pytest.raises(ZeroDivisionError), single_threaded_opencv():
        assert cv2.getNumThreads() == 1
        raise ZeroDivisionError
    assert cv2.getNumThreads() == found


@pytest.mark.parametrize(("pictures", "least", "most"), [(1, 1, 1), (4, 2, 4), (40, 2, 40)])
def test_workers_are_bounded_by_the_pictures(pictures: int, least: int, most: int) -> None:
    """Two at least where there is work for two."""
    assert min(least, pictures) <= worker_count(pictures) <= most


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts niceness per thread")
def test_a_thread_that_stepped_back_further_stays_there() -> None:
    """Raising a priority again needs rights that an artist's session does not have."""

    def steps() -> int:
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, 12)
        step_back()
        return os.getpriority(os.PRIO_PROCESS, thread)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(steps).result() == 12


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has autogroups: run this on Linux")
@pytest.mark.parametrize("alone", [True, False], ids=["a session of its own", "someone's shell"])
def test_only_a_session_of_ones_own_steps_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: bool) -> None:
    """A detached backend ranks behind Krita while it renders and is given back; a shell's rank is not touched."""
    file = tmp_path / "autogroup"
    file.write_text("untouched")
    monkeypatch.setattr(os, "getsid", lambda _: os.getpid() if alone else 1)
    with behind_other_sessions(file):
        assert file.read_text() == ("5" if alone else "untouched")
    assert file.read_text() == ("0" if alone else "untouched")


def test_rendering_goes_on_where_the_kernel_has_no_autogroups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing file is no reason to fail."""
    monkeypatch.setattr(os, "getsid", lambda _: os.getpid())
    with behind_other_sessions(tmp_path / "gone" / "autogroup"):
        pass
