"""The catalogues: what their files hold, what is extracted for them, and how complete they are said to be."""

from __future__ import annotations

import io
import re
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from languages import extraction
from languages.completeness import completeness, table
from languages.extraction import MarkedText, MarkError, marked_texts
from languages.files import mo_bytes, po_bytes, read_catalogue, template_of, updated

from apprentice_shared.catalogues import FOLDER, LANGUAGES, NAME

CODES = [language.code for language in LANGUAGES]


def catalogue(code: str) -> Catalog:
    """Read a language's `.po` file."""
    return read_catalogue(FOLDER / code / f"{NAME}.po", code)


def forms(value: object) -> tuple[str, ...]:
    """Return the forms of a text: one, or those of a plural."""
    return tuple(value) if isinstance(value, (tuple, list)) else (str(value or ""),)


def translated(code: str) -> list[Message]:
    """Return what is translated, in part at least."""
    return [message for message in catalogue(code) if message.id and any(forms(message.string))]


def names_in(text: str) -> set[str]:
    """Return the `{names}` of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", CODES)
def test_each_compiled_catalogue_is_what_its_source_gives(code: str) -> None:
    """What runs says what translators wrote: `python3 run.py languages` compiles it."""
    compiled = GNUTranslations(io.BytesIO((FOLDER / code / f"{NAME}.mo").read_bytes()))
    wanted = GNUTranslations(io.BytesIO(mo_bytes(catalogue(code))))
    assert compiled._catalog == wanted._catalog  # type: ignore[attr-defined] # all texts, without the order


@pytest.mark.parametrize("code", CODES)
def test_translations_have_the_names_of_their_source(code: str) -> None:
    """A translation fills in what its English text fills in; a form of a plural may leave the number out."""
    for message in translated(code):
        wanted = names_in(forms(message.id)[-1])
        for form in forms(message.string):
            assert wanted - {"count"} <= names_in(form) <= wanted, form
            assert "count" in names_in(form) or "count" not in wanted or message.pluralizable, form


@pytest.mark.parametrize("code", CODES)
def test_plurals_are_complete(code: str) -> None:
    """A plural has each of its language's forms, and nothing is marked as doubtful."""
    for message in translated(code):
        assert all(forms(message.string)), message.id
        assert len(forms(message.string)) == (catalogue(code).num_plurals if message.pluralizable else 1)
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("code", CODES)
def test_translations_keep_the_form_of_their_source(code: str) -> None:
    """Lines, the spaces at the ends, and a menu's three dots are as in English."""
    for message in translated(code):
        english = forms(message.id)[0]
        for form in forms(message.string):
            assert form == form.strip() or english != english.strip(), form
            assert form.count("\n") == english.count("\n"), form
            assert re.search(r"…\W*$", form) or not english.endswith("…"), form


def test_the_marked_texts_can_be_extracted() -> None:
    """Every mark of the sources takes a text that is written out: no f-string, and nothing glued together."""
    texts = list(marked_texts())
    assert {part for part in extraction.PARTS if any(_is_of(text, part) for text in texts)} >= {"panel", "backend"}
    template_of(texts)


def test_what_marks_say_themselves_is_extracted_too() -> None:
    """The "and" of a list, the decimal sign and their kin stand beside the marks, and are translated like all else."""
    place = "shared/apprentice_shared/language.py"
    assert {(text.text, text.context) for text in marked_texts() if text.place == place} == {
        *((", ", "list"), ("{words} and {last}", ""), ("{words} and {last}", "before an i")),
        *(("{first} {second}", "sentences"), (".", "decimal sign"), ("{share}%", "share")),
    }


def test_numbers_are_left_to_the_language() -> None:
    """A text formats no number, and writes no percent sign: `number` and `percent` do, each language in its way."""
    for text in marked_texts():
        if text.place != "backend/apprentice_backend/engines/fake.py":  # the engine of the tests
            formats = [form for _, _, form, _ in Formatter().parse(text.text) if form]
            assert not formats and ("%" not in text.text or text.context == "share"), text


def _is_of(text: MarkedText, part: str) -> bool:
    return (extraction.ROOT / text.place).is_relative_to(extraction.PARTS[part])


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of a source tree, which is all that there is to extract from."""
    monkeypatch.setattr(extraction, "ROOT", tmp_path)
    monkeypatch.setattr(extraction, "BACKEND", tmp_path / "backend")
    monkeypatch.setattr(extraction, "PARTS", {"panel": tmp_path})
    return tmp_path / "source.py"


def test_texts_plurals_contexts_and_notes_are_extracted(sources: Path) -> None:
    """Marks of each kind come out in their order, neighbouring literals as one."""
    sources.write_text(
        'A = tr("One " "text.")\n# Translators: stars\nB = tr_n("{count} star", "{count} stars", n)\n'
        'C = language.later("Light", context="dimension")\nD = tr(A, n=1)\n'
    )
    assert [(text.text, text.many, text.context, text.note) for text in marked_texts()] == [
        ("One text.", "", "", ""),
        ("{count} star", "{count} stars", "", "stars"),
        ("Light", "", "dimension", ""),
    ]


@pytest.mark.parametrize(
    "mark",
    ['tr(f"From {name}")', 'tr("From " + name)', 'later("%s" % name)', 'tr("{}".format(name))', 'tr_n("a", word, 2)'],
)
def test_a_text_that_is_not_written_out_is_refused(sources: Path, mark: str) -> None:
    """No catalogue could hold it."""
    sources.write_text(mark + "\n")
    with pytest.raises(MarkError, match=r"source\.py:1: write the text out"):
        list(marked_texts())


def test_an_update_keeps_translations_and_drops_what_is_gone(sources: Path, tmp_path: Path) -> None:
    """A text that changed is untranslated again; nothing old lingers; the files are written in one way."""
    sources.write_text('tr("Old")\ntr("Same")\n')
    first = updated(read_catalogue(tmp_path / "de.po", "de"), template_of(marked_texts()))
    first["Same"].string, first["Old"].string = "Gleich", "Alt"
    (tmp_path / "de.po").write_bytes(po_bytes(first))
    sources.write_text('tr("New")\ntr("Same")\n')
    second = updated(read_catalogue(tmp_path / "de.po", "de"), template_of(marked_texts()))
    assert {message.id: message.string or "" for message in second if message.id} == {"New": "", "Same": "Gleich"}
    assert b"Alt" not in po_bytes(second)
    (tmp_path / "de.po").write_bytes(po_bytes(second))
    assert po_bytes(updated(read_catalogue(tmp_path / "de.po", "de"), template_of(marked_texts()))) == po_bytes(second)


def test_completeness_is_told_by_part() -> None:
    """A text that stands in two parts counts in both, and once among all."""
    made = Catalog("de")
    made.add("Light", "Licht", locations=[("krita_plugin/apprentice/a.py", 1), ("shared/apprentice_shared/b.py", 1)])
    made.add(("{count} star", "{count} stars"), ("{count} Stern", ""), locations=[("krita_plugin/apprentice/a.py", 2)])
    row = completeness(made)
    assert row == {"panel": (1, 2), "backend": (0, 0), "shared": (1, 1), "all": (1, 2)}
    assert "1/2  50%" in table({"de": row})
