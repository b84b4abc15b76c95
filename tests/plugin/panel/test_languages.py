"""A whole panel in another language: each word that it shows is said in that language, and it is no wider for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from panel_studio import VALLEY, Studio, backend
from pseudo_language import PseudoLanguage, outside
from qt_waiting import wait_until

from apprentice.panel.settings_section import SettingsSection
from apprentice.qt import QAction, QtWidgets
from apprentice_backend.server import clients, server
from apprentice_shared.catalogues import catalogue_of, choose
from apprentice_shared.language import speak

# What is an artist's own, or of no language.
OF_NO_LANGUAGE = re.compile(r"Valley|Apprentice|Krita|Studies|Fake|#[0-9a-f]{6}|\d+|Esc|Ctrl|[A-Z]\b")


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have panel and backend speak the pseudo language."""
    for module in (clients, server):
        monkeypatch.setattr(module, "catalogue_of", lambda _language: PseudoLanguage())
    speak(PseudoLanguage())
    yield
    speak(NullTranslations())


@pytest.fixture
def studio(qapp: QtWidgets.QApplication, pseudo: None, tmp_path: Path) -> Iterator[Studio]:
    """A panel with its backend, in the pseudo language."""
    made = Studio(tmp_path)
    with backend(made):
        yield made
        made.close()


def texts_of(studio: Studio) -> Iterator[tuple[str, str]]:
    """Yield every text of the panel's widgets and menus that is no artist's, with its place."""
    for thing in (*studio.panel.findChildren(QtWidgets.QWidget), *studio.panel.findChildren(QAction)):
        for kind in ("text", "toolTip", "accessibleName", "placeholderText", "title"):
            said = getattr(thing, kind, None)
            is_written = kind == "text" and isinstance(thing, QtWidgets.QLineEdit | QtWidgets.QSpinBox)
            if callable(said) and not is_written:
                yield f"{thing.objectName() or type(thing).__name__}.{kind}", said()


def is_unsaid(text: str) -> bool:
    """Tell whether a text holds words that are not said in the pseudo language."""
    return re.search("[A-Za-z]{2}", OF_NO_LANGUAGE.sub("", outside(text))) is not None


def test_every_word_is_said_in_the_language_in_use(studio: Studio) -> None:
    """With a slate rated, reasons open and the menus made, nothing on a widget is English."""
    studio.go_to(VALLEY)
    studio.suggest()
    studio.card(0, "star_4").click()
    wait_until(lambda: bool(studio.app.state.profiles) and studio.app.state.profiles[0].ratings == 1)
    found = {place: text for place, text in texts_of(studio) if is_unsaid(text)}
    assert found == {}, "\n".join(f"{k}: {v!r}" for k, v in found.items())


def test_the_panel_is_no_wider_in_a_longer_language(studio: Studio) -> None:
    """Words that are two fifths longer are cut or wrapped; the dock can be as narrow as in English."""
    studio.go_to(VALLEY)
    studio.suggest()
    assert studio.panel.minimumSizeHint().width() <= 260


@pytest.mark.parametrize(("code", "says"), [("de", "Deutsch: "), ("", "")], ids=["German", "English"])
def test_the_settings_say_that_no_painter_has_read_a_translation(
    qapp: QtWidgets.QApplication, code: str, says: str
) -> None:
    """A translation is called what it is; English needs no such line."""
    speak(catalogue_of(choose([code])))
    try:
        section = SettingsSection()
    finally:
        speak(NullTranslations())
    line = section.findChild(QtWidgets.QLabel, "apprentice_language_note")
    assert line.text().startswith(says) and bool(line.text()) is bool(says) is line.isVisibleTo(section)
