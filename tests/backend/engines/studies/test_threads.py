"""Process-wide settings are given back, and threads only ever step back."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import cv2
import pytest

from apprentice_backend.engines.studies.threads import single_threaded_opencv, step_back, worker_count


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
def test_a_thread_steps_behind_the_first_one() -> None:
    """A backend that was started with less priority still answers before it renders."""

    def steps() -> int:
        step_back()
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(steps).result() == min(19, os.getpriority(os.PRIO_PROCESS, os.getpid()) + 5)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts niceness per thread")
def test_a_thread_that_stepped_back_further_stays_there() -> None:
    """Raising a priority again needs rights that an artist's session does not have."""

    def steps() -> int:
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, 19)
        step_back()
        return os.getpriority(os.PRIO_PROCESS, thread)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(steps).result() == 19
