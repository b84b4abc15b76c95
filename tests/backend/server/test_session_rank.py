"""The backend ranks behind the artist's other programs."""

import os
import sys
from pathlib import Path

import pytest

from apprentice_backend.server.session_rank import rank_behind_other_sessions


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has autogroups: run this on Linux")
@pytest.mark.parametrize("alone", [True, False], ids=["alone in its session", "someone's shell"])
def test_only_a_session_of_ones_own_steps_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: bool) -> None:
    """A detached backend ranks behind Krita; the rank of a shell that someone types into is not touched."""
    file = tmp_path / "autogroup"
    file.write_text("untouched")
    monkeypatch.setattr(os, "getsid", lambda _: os.getpid() if alone else 1)
    rank_behind_other_sessions(file)
    assert file.read_text() == ("5" if alone else "untouched")


def test_a_kernel_without_autogroups_is_no_reason_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing file is passed over."""
    monkeypatch.setattr(os, "getsid", lambda _: os.getpid())
    rank_behind_other_sessions(tmp_path / "gone" / "autogroup")
