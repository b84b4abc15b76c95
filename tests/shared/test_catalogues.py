"""The choice between languages, and the reading of their catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from apprentice_shared import catalogues
from apprentice_shared.catalogues import FOLDER, LANGUAGES, NAME, Language, catalogue_of, choose
from apprentice_shared.language import in_use, speaking, tr


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["de"], "de"),
        (["de-AT", "de"], "de"),
        (["de_DE.UTF-8"], "de"),
        (["DE"], "de"),
        (["pt-BR"], "pt_BR"),
        (["pt"], "pt_BR"),
        (["pt_PT"], "pt_BR"),
        (["zh-Hans-CN"], "zh_CN"),
        (["zh"], "zh_CN"),
        (["sr@latin", "ja_JP"], "ja"),
        (["nl", "fr-CA", "de"], "fr"),
        (["de_AT"], "de"),
        (["zh_Hans_CN"], "zh_CN"),
        (["zh_TW"], ""),
        (["zh-Hant-HK"], ""),
        (["en_US", "de"], ""),
        (["C"], ""),
        (["C.UTF-8"], ""),
        (["", "../de", "d" * 400, "de/..", "de\0", "\ud800", "de\ud800", "ドイツ"], ""),
        ([], ""),
    ],
    ids=str,
)
def test_the_first_known_language_of_a_list_is_chosen(wanted: list[str], code: str) -> None:
    """Another country's form will do, another script's will not, and English is known too."""
    found = choose(wanted)
    assert (found.code if found else "") == code


def test_every_language_has_its_catalogue() -> None:
    """The folders hold the languages that are offered and no others, each under its own name."""
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(language.code for language in LANGUAGES)
    for language in LANGUAGES:
        with speaking(catalogue_of(language)):
            assert in_use() == language.code


def test_english_needs_no_catalogue() -> None:
    """Without a language texts stay as they are, and none is named."""
    with speaking(catalogue_of(None)):
        assert (in_use(), tr("Open a painting.")) == ("", "Open a painting.")


@pytest.mark.parametrize("content", [None, b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40], ids=repr)
def test_a_broken_catalogue_leaves_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    """A missing or damaged file costs the language, and nothing else."""
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    (tmp_path / "xx").mkdir()
    if content is not None:
        (tmp_path / "xx" / f"{NAME}.mo").write_bytes(content)
    with speaking(catalogue_of.__wrapped__(Language("xx", "Xxish"))):
        assert tr("Open a painting.") == "Open a painting."
