"""Qt's application, without which there is no painting."""

from __future__ import annotations

import pytest
from check_pictures import Picture, paint


@pytest.fixture
def picture(qapp: object) -> Picture:
    """Makes an opaque image from its size and a function of x and y that gives the colours."""
    return paint
