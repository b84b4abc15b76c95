"""Members of zip files are opened by name and within a bound."""

from __future__ import annotations

import io
import zipfile

import pytest

from apprentice_backend.untrusted.zip_member import DamagedZip, MissingMember, member, opened_zip


def a_zip() -> io.BytesIO:
    """Return a zip file of two members of a thousand bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", bytes(1000))
        archive.writestr("b.xml", bytes(1000))
    return file


def test_a_member_is_no_larger_than_asked_for() -> None:
    """One of a byte more is not unpacked."""
    with opened_zip(a_zip(), "a.xml") as archive, member(archive, "a.xml", 1000) as content:
        assert content.read() == bytes(1000)
    with opened_zip(a_zip(), "a.xml") as archive, pytest.raises(DamagedZip):
        member(archive, "a.xml", 999)


def test_only_what_is_named_is_seen() -> None:
    """Another member is there for nobody."""
    with opened_zip(a_zip(), "a.xml") as archive:
        assert archive.namelist() == ["a.xml"]
        with pytest.raises(MissingMember):
            member(archive, "b.xml", 1000)
