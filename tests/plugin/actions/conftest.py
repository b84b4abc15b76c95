"""Panels without Krita: one without a backend, one with a quick one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from panel_studio import Studio, backend

from apprentice_shared import messages
from apprentice_shared.images import ImageFrame


@pytest.fixture
def studio(qapp: object, tmp_path: Path) -> Iterator[Studio]:
    """A panel without a backend."""
    studio = Studio(tmp_path)
    yield studio
    studio.close()


@pytest.fixture
def served(studio: Studio) -> Iterator[Studio]:
    """A panel with a quick backend."""
    with backend(studio):
        yield studio


@pytest.fixture
def suggests_sent(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> list[messages.Suggest]:
    """Every request for a slate that the panel sends, in order."""
    sent: list[messages.Suggest] = []
    send = studio.app.connection.send

    def note(request: messages.Request, image: ImageFrame | None = None) -> None:
        if isinstance(request, messages.Suggest):
            sent.append(request)
        send(request, image)

    monkeypatch.setattr(studio.app.connection, "send", note)
    return sent
