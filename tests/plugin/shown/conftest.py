"""A desk for the tests of what is shown."""

from __future__ import annotations

import pytest
from slates_made import VALLEY, make_state, welcome

from apprentice.link.keeper import LinkStatus, Phase
from apprentice.model.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """A desk with the valley on it and a backend that is ready."""
    state = make_state()
    state.status_changed(LinkStatus(Phase.READY))
    state.receive(welcome())
    desk = Desk(state)
    desk.set_document(VALLEY)
    return desk
