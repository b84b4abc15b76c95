"""A sitting at the panel sends the requests that it sent, and shows what it showed."""

from __future__ import annotations

from typing import Any

import pytest
from goldens import files, plugin

RECORDED = files.read("plugin")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The same sitting with the current code."""
    return plugin.produce(tmp_path_factory.mktemp("plugin"))


@pytest.mark.parametrize("act", RECORDED)
def test_an_act_sends_and_shows_the_same(found: dict[str, Any], act: str) -> None:
    """An act sends, inserts, keeps and shows the recorded values."""
    assert files.differences(RECORDED[act], found[act], 1e-9) == []


def test_a_sitting_has_the_same_acts(found: dict[str, Any]) -> None:
    """Every act is recorded, in the order of the sitting."""
    assert list(found) == list(RECORDED)
