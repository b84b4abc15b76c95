"""Threads that stand behind Krita's."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from apprentice.link.priority import NICENESS, step_back

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts niceness per thread: run this there")


def _after_stepping_back(before: int) -> int:
    thread = threading.get_native_id()
    os.setpriority(os.PRIO_PROCESS, thread, before)
    step_back()
    return os.getpriority(os.PRIO_PROCESS, thread)


@pytest.mark.parametrize(("before", "after"), [(NICENESS - 1, NICENESS), (NICENESS, NICENESS), (19, 19)])
def test_a_thread_steps_back_and_never_forward(before: int, after: int) -> None:
    """Rights to go forward again are not an artist's."""
    least = os.getpriority(os.PRIO_PROCESS, os.getpid())
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(_after_stepping_back, max(before, least)).result() == max(after, least)


def test_krita_s_own_thread_keeps_its_place() -> None:
    """Only the thread that asks for it steps back."""
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    with ThreadPoolExecutor(1) as pool:
        pool.submit(step_back).result()
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
