"""The protocol's page says all that a stranger needs."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from apprentice_shared import messages as m
from apprentice_shared.errors import ErrorCode
from apprentice_shared.session.proof import CLIENT, SERVER, make_proof

PAGE = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
MESSAGES = sorted(m.MESSAGE_TYPES)


@pytest.mark.parametrize("name", [name for name in MESSAGES if name != "engine_changed"])
def test_names_every_message(name):
    """No message is left to be guessed."""
    assert name in PAGE


def test_names_what_is_sent_unasked():
    """A client must expect it at any time."""
    assert "`engine_changed`" in PAGE


@pytest.mark.parametrize("code", list(ErrorCode), ids=lambda code: code.value)
def test_names_every_error_code(code):
    """Codes are part of the contract."""
    assert f"`{code.value}`" in PAGE


@pytest.mark.parametrize("field", [field.name for field in fields(m.Suggest) if field.name != "id"])
def test_tells_every_field_of_suggest(field):
    """The one large request is described whole."""
    assert f"`{field}`" in PAGE


@pytest.mark.parametrize("side", [SERVER, CLIENT])
def test_tells_proofs_to_compare_with(side):
    """The page's example is computed, so that another client's author can trust it."""
    nonces = "00112233445566778899aabbccddeeff" * 2, "ffeeddccbbaa99887766554433221100" * 2
    assert f"{side}  {make_proof('a-token-that-is-no-secret', side, 41234, nonces)}" in PAGE
