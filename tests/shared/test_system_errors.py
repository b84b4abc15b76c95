"""The system's reasons: in the language in use where they are common, in the system's words where they are rare."""

from __future__ import annotations

import errno

import pytest

from apprentice_shared.catalogues import LANGUAGES, catalogue_of
from apprentice_shared.language import speaking
from apprentice_shared.system_errors import why_of


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize(
    "number",
    [errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.EISDIR, errno.EEXIST, errno.EMFILE],
    ids=errno.errorcode.get,
)
def test_what_happens_to_artists_is_translated(language: object, number: int) -> None:
    """A full disk, a forbidden or missing file, a folder: no English stands in another language's sentence."""
    error = OSError(number, "as the system says it")
    english = why_of(error)
    with speaking(catalogue_of(language)):  # type: ignore[arg-type] # one of LANGUAGES
        assert why_of(error) not in (english, "as the system says it")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/home/ann/a"), "the disk is full"),
        (OSError(errno.ELOOP, "it is a symbolic link", "/home/ann/a"), "it is a symbolic link"),
        (OSError("odd"), "odd"),
        (ValueError("embedded null byte"), "embedded null byte"),
    ],
    ids=repr,
)
def test_a_reason_names_no_path_and_no_number(error: Exception, words: str) -> None:
    """The path stands in the sentence around it."""
    assert why_of(error) == words
