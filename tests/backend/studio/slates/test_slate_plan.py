"""The plan of a slate, while other things change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from talker import small_suggest
from workshop import Workshop

from apprentice_backend.studio.slates import slate_plan
from apprentice_shared.attributes import AttributeSpace


def test_packs_that_are_switched_while_proofs_are_made_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slate is planned over the values that were in use when it was asked for."""
    workshop, proofs_of = Workshop(tmp_path), slate_plan._proofs_of

    def switch(*arguments: Any) -> Any:
        workshop.profiles.space = AttributeSpace({"color": ("warm", "cool")})
        return proofs_of(*arguments)

    monkeypatch.setattr(slate_plan, "_proofs_of", switch)
    assert len(workshop.suggest(small_suggest("s1", engine="studies"))) == 4
    workshop.log.close()


def test_nothing_is_something_else_before_anything_was_rated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first slate is no change of anything, however far one of its suggestions lies from the first."""
    workshop, choose = Workshop(tmp_path), slate_plan.ProofChooser.choose
    monkeypatch.setattr(slate_plan.ProofChooser, "choose", lambda *given: replace(choose(*given), other=3))
    ready = workshop.suggest(small_suggest("s1", engine="studies"))
    assert [part.suggestion.other for part in ready] == [False] * 4
    workshop.log.close()
