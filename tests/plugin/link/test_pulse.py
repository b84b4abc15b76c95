"""Signs of life, and their want."""

from __future__ import annotations

from apprentice.link.pulse import Patience, Pulse, Verdict

PATIENCE = Patience(quiet_s=8.0, hang_s=15.0)


class Heart:
    """A pulse and its clock."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.pulse = Pulse(PATIENCE, lambda: self.now_s)

    def after(self, seconds: float, *, waiting: bool = True) -> Verdict:
        """Look after so many seconds more."""
        self.now_s += seconds
        return self.pulse.look(waiting=waiting)


def test_silence_means_nothing_while_nothing_is_waited_for() -> None:
    """An idle connection is left alone, however long; what is asked for then has all the time."""
    heart = Heart()
    assert heart.after(3600, waiting=False) is Verdict.FINE
    assert heart.after(1) is Verdict.FINE
    assert heart.after(7) is Verdict.FINE
    assert heart.after(1) is Verdict.ASK


def test_who_answers_a_ping_is_only_busy() -> None:
    """A backend that loads a model for minutes is asked now and then, and stays."""
    heart = Heart()
    heart.after(0)
    for _ in range(20):
        assert heart.after(8) is Verdict.ASK
        heart.pulse.expect()
        assert heart.after(14) is Verdict.FINE
        heart.pulse.beat()


def test_who_does_not_answer_a_ping_hangs() -> None:
    """The verdict comes once the ping has been out for long, not while it waits behind a job of the plugin's own."""
    heart = Heart()
    heart.after(0)
    assert heart.after(8) is Verdict.ASK
    assert heart.after(60) is Verdict.FINE
    heart.pulse.expect()
    assert heart.after(14) is Verdict.FINE
    assert heart.after(1) is Verdict.HUNG


def test_who_takes_nothing_more_hangs_also_where_no_answer_is_waited_for() -> None:
    """A piece of a picture that is stuck counts as a question."""
    heart = Heart()
    heart.pulse.expect()
    assert heart.after(14, waiting=False) is Verdict.FINE
    assert heart.after(1, waiting=False) is Verdict.HUNG


def test_each_piece_that_is_taken_is_a_sign_of_life() -> None:
    """A large picture on a slow machine is no hang."""
    heart = Heart()
    for _ in range(30):
        heart.pulse.expect()
        assert heart.after(14, waiting=False) is not Verdict.HUNG
        heart.pulse.beat()
