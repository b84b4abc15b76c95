"""The texts of the sources that are marked for the catalogues: calls of `tr`, `tr_n` and `later`, and packs' titles."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "shared" / "apprentice_shared"
BACKEND = ROOT / "backend" / "apprentice_backend"
PLUGIN = ROOT / "krita_plugin" / "apprentice"
PARTS = {"panel": PLUGIN, "backend": BACKEND, "shared": SHARED}
MARKS = {"tr": 1, "later": 1, "tr_n": 2, "sentence": 1, "sentence_n": 2}
# Dimensions whose titles the engines give.
SPOKEN_IN_CODE = {"color", "style", "mood", "composition"}
_NOTE = re.compile(r"\s*# Translators: (.*)")


class MarkError(Exception):
    """A mark that no catalogue can hold: its text is not written out."""


@dataclass(frozen=True)
class MarkedText:
    """A text that is marked.

    Args:
        text: the English text.
        many: its plural; empty for a text without one.
        context: the meaning of a word that has several; empty for most.
        place: the file that it stands in, from the repository's root.
        line: the line that it stands in.
        note: what translators should know.
    """

    text: str
    many: str
    context: str
    place: str
    line: int
    note: str = ""


def marked_texts() -> Iterator[MarkedText]:
    """Yield every marked text of panel, backend and what they share, in the order of files and lines.

    Raises:
        MarkError: a mark takes something else than a text that is written out.
    """
    for path in python_files():
        yield from _of_python(path)
    for path in sorted((BACKEND / "packs").glob("*.toml")):
        yield from _of_pack(path)


def python_files() -> list[Path]:
    """Return the sources of panel, backend and what they share."""
    found = (path for folder in PARTS.values() for path in sorted(folder.rglob("*.py")))
    return [path for path in found if "_vendor" not in path.parts]


def marks_of(tree: ast.Module) -> Iterator[tuple[ast.Call, int]]:
    """Yield every call of a mark, and how many texts it takes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in MARKS:
                yield node, MARKS[name]


def _of_python(path: Path) -> Iterator[MarkedText]:
    source = path.read_text(encoding="utf-8")
    lines, place = source.splitlines(), path.relative_to(ROOT).as_posix()
    for call, count in sorted(marks_of(ast.parse(source)), key=lambda found: found[0].lineno):
        texts = [_text(node, place) for node in call.args[:count]]
        if texts == [None] and getattr(call.func, "id", "") in ("tr", "sentence"):
            continue  # of a constant, which `later` has marked
        if None in texts and path == SHARED / "language.py":
            continue  # a mark that another is made of
        if None in texts or len(texts) != count:
            raise MarkError(f"{place}:{call.lineno}: write the text out, without f and without + or format")
        context = next((_text(word.value, place) or "" for word in call.keywords if word.arg == "context"), "")
        note = _NOTE.fullmatch(lines[call.lineno - 2]) if call.lineno > 1 else None
        one, *many = [text for text in texts if text is not None]
        yield MarkedText(one, "".join(many), context, place, call.lineno, note[1] if note else "")


def _text(node: ast.expr, place: str) -> str | None:
    """Return the text of a literal, None for a name or an attribute that may hold a marked one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, (ast.JoinedStr, ast.BinOp)) or (isinstance(node, ast.Call) and _is_format(node)):
        raise MarkError(f"{place}:{node.lineno}: write the text out, without f and without + or format")
    return None


def _is_format(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join")


def _of_pack(path: Path) -> Iterator[MarkedText]:
    """Yield the titles of a pack, of its dimensions, and of its values, with the dimension as their context."""
    source, place = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
    for dimension, tables in tomllib.loads(source).items():
        if dimension == "title":
            yield MarkedText(tables, "", "pack", place, 1, "the title of a set of values")
        elif isinstance(tables, dict):
            if dimension not in SPOKEN_IN_CODE:
                word = dimension.replace("-", " ").capitalize()
                yield MarkedText(word, "", "dimension", place, 1, "what a set of values moves")
            for table in tables.values():
                yield MarkedText(table["title"], "", dimension, place, 1, f"a value of the dimension {dimension}")
