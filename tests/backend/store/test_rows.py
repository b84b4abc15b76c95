"""Errors of the database, as a part of a sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from apprentice_backend.store.rows import why_failed


def test_a_file_that_cannot_be_opened_is_not_called_forbidden(tmp_path: Path) -> None:
    """It may be missing, or too many files are open: SQLite says neither, and Python does not ask further."""
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(f"{(tmp_path / 'gone').as_uri()}?mode=ro", uri=True)
    assert why_failed(caught.value) == "it cannot be opened"
