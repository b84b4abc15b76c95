"""No text that an artist reads is unmarked: the syntax trees of the panel, the backend and what they share say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from languages.extraction import PLUGIN, ROOT, python_files
from unmarked_texts import Unmarked, unmarked_texts

# Sources whose texts no artist reads, or that are English on purpose, and why.
ENGLISH = {
    "backend/apprentice_backend/agents/bayes/explain.py": "the line of `apprentice suggest`; the panel words the parts",
    "backend/apprentice_backend/agents/compared/": "measured, never shown",
    "backend/apprentice_backend/backend_file.py": "said in the terminal, when a backend starts",
    "backend/apprentice_backend/backend_process.py": "the command line",
    "backend/apprentice_backend/cli/": "the command line",
    "backend/apprentice_backend/client.py": "the command line",
    "backend/apprentice_backend/config.py": "the command line",
    "backend/apprentice_backend/engines/diffusion/models/catalogue.py": "licences and help of `apprentice models`",
    "backend/apprentice_backend/engines/diffusion/models/fetch.py": "`apprentice models`",
    "backend/apprentice_backend/engines/diffusion/words/phrases.py": "an image model reads English",
    "backend/apprentice_backend/engines/fake.py": "the engine of the tests",
    "backend/apprentice_backend/engines/studies/recipes/from_pack.py": "the log, on an artist's own pack",
    "backend/apprentice_backend/evaluation/": "benchmarks",
    "backend/apprentice_backend/krita_setup/": "the command line",
    "backend/apprentice_backend/log_lines.py": "the log",
    "backend/apprentice_backend/packs/pack.py": "the log, on the pack of an artist who writes TOML",
    "backend/apprentice_backend/palettes/formats/": "`apprentice palette`, and the formats' own words",
    "backend/apprentice_backend/picture_files/slate_folder.py": "the files of `apprentice suggest --out`",
    "backend/apprentice_backend/profiles/part.py": "places in a broken file, in its own terms",
    "backend/apprentice_backend/server/connection.py": "what breaks the protocol is told to who writes a client",
    "backend/apprentice_backend/server/gate.py": "told before a client has named its language",
    "backend/apprentice_backend/server/lifecycle.py": "said in the terminal, when a backend starts",
    "backend/apprentice_backend/server/socket_log.py": "the log",
    "backend/apprentice_backend/taste_text.py": "the lines of `apprentice taste`; the panel words the numbers",
    "backend/apprentice_backend/toml_text.py": "the log, on the file of an artist who writes TOML",
    "backend/apprentice_backend/untrusted/": "faults by their kinds; `picture_files` words them",
    "shared/apprentice_shared/codec.py": "what breaks the protocol is told to who writes a client",
    "shared/apprentice_shared/images.py": "what breaks the protocol is told to who writes a client",
    "shared/apprentice_shared/json_text.py": "what breaks the protocol is told to who writes a client",
    "shared/apprentice_shared/messages/": "what breaks the protocol is told to who writes a client",
    "shared/apprentice_shared/session/server.py": "told before a client has named its language",
}
# Single texts of other sources that are no words of ours.
NO_WORDS = {
    "backend/apprentice_backend/studio/image_shelf.py": {"what is left of the disk is for ratings"},  # the log
    "backend/apprentice_backend/studio/pack_shelf.py": {  # the log
        "the pack {} needs a shorter name, of letters and digits: rename it",
        "{}: with those before it, it has more than {} intents",
    },
    "krita_plugin/apprentice/actions/colours/palette_layers.py": {"palette strip"},  # a code of the document's record
    "krita_plugin/apprentice/extension.py": {"tools/scripts"},
    "krita_plugin/apprentice/host/marks.py": {"Apprentice: what was inserted"},  # of an annotation: nothing shows it
    "krita_plugin/apprentice/host/swatches.py": {"GIMP Palette", "Name: {}"},  # a file's format
    "krita_plugin/apprentice/model/tray.py": {"Apprentice: palettes kept with this painting"},  # of an annotation
    "krita_plugin/apprentice/panel/arrangement.py": {"one large"},
    "krita_plugin/apprentice/pictures/swatch_layer.py": {"Sans Serif"},
    "shared/apprentice_shared/catalogues.py": {"Português (Brasil)"},  # a language's own name
    "shared/apprentice_shared/session/client.py": {  # what breaks the protocol
        *("a server may not send {} here", "a proof must be answered with a welcome or an error"),
        "a welcome must come once, after a proof",
    },
    "backend/apprentice_backend/engines/diffusion/errors.py": {
        *("apprentice models download", "out of memory", "can't allocate memory", "not enough memory"),
        *("failed to allocate", "hip error", "mps backend", "no kernel image", "torch not compiled", "size mismatch"),
        *("missing key", "unexpected key", "expected shape", "cannot load", "shapes cannot be", "no space left"),
    },
}
FILES = [path for path in python_files() if not path.relative_to(ROOT).as_posix().startswith(tuple(ENGLISH))]


def found_in(path: Path) -> list[Unmarked]:
    """Return the unmarked texts of a source; in the panel single titles are some too."""
    return list(unmarked_texts(path.read_text(encoding="utf-8"), titles=path.is_relative_to(PLUGIN)))


def place(path: Path) -> str:
    """Return a path from the repository's root."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=place)
def test_every_text_that_is_read_is_marked(path: Path) -> None:
    """Texts of two words or more, in the panel single titles too, and all that a widget is given, pass `tr`."""
    allowed = NO_WORDS.get(place(path), set())
    assert [text for text in found_in(path) if text.text not in allowed] == []


@pytest.mark.parametrize("name", [*ENGLISH, *NO_WORDS])
def test_every_exception_is_needed(name: str) -> None:
    """A source that is an exception is there, and has a text that is not marked."""
    paths = [path for path in python_files() if place(path).startswith(name)]
    assert any(found_in(path) for path in paths)


@pytest.mark.parametrize(
    "source",
    [
        'def f(): return "Open a painting."',
        'def f(name): return f"From {name}, which is closed."',
        'label.setText("Undo")',
        'label.setToolTip("Undo" if on else "Redo")',
        'app.warn(f"{count} things")',
        'raise StoreError("The disk is full.")',
        'WORDS = {"The last hour": 1}',
        'WORD = "Undo"',
        'tr("{words}", words="a glued half")',
    ],
)
def test_finds_an_unmarked_text(source: str) -> None:
    """Sentences, words of widgets, errors, keys of tables, and values of marked texts are found."""
    assert len(list(unmarked_texts(source, titles=True))) >= 1


@pytest.mark.parametrize(
    "source",
    [
        '"""Return what is asked for."""',
        'def f():\n    """Return what is asked for."""',
        'label.setText(tr("Undo"))',
        'label.setText(tr("Undo") if on else "")',
        'logger.warning("The disk of %s is full", path)',
        'raise ValueError("seed must be a number")',
        'button.setObjectName("Some Name")',
        'log.execute("SELECT * FROM event WHERE id = ?")',
        'if name == "Not a text": pass',
        'WORD = later("Undo now")',
        'label.setText("·")',
        'label.setText(f"{share}%")',
    ],
)
def test_leaves_what_nobody_reads(source: str) -> None:
    """Marked texts, docstrings, logs, names, queries and bad arguments are no artist's."""
    assert list(unmarked_texts(source, titles=True)) == []
