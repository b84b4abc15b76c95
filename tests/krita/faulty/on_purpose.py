"""Scenarios that go wrong on purpose, so that the tests can see that each mishap is told."""

import time


def asserts_what_is_not_so(stage):
    """Fail by an assertion."""
    yield 0.01
    assert stage.krita.version() == "", "Krita has no version"


def waits_in_vain(stage):
    """Wait for what never comes."""
    yield stage.until(lambda: False, "the moon", 0.2)


def raises_in_a_slot(stage):
    """End well while an event handler raises."""
    stage.later(lambda: 1 / 0)
    yield 0.1


def takes_long(stage):
    """Keep Krita's thread at work in Python, in a slot of a timer."""
    stage.heartbeat.start(long_ms=16.0)
    stage.later(_work)
    yield 0.5
    _, work_ms = stage.heartbeat.stop()
    stage.fact("work_ms", work_ms)
    stage.fact("long_turns", stage.heartbeat.long_turns())


def _work():
    until = time.thread_time() + 0.06
    while time.thread_time() < until:
        sum(range(100))


def ends_well(stage):
    """Come after three mishaps and end well."""
    yield None


def crashes(stage):
    """Take Krita down."""
    yield None
    stage.crash()
