"""Texts in the sources that people read and that no catalogue can hold: found in the syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from languages.extraction import MARKS

# Two words with a space between them, or one word that begins with a capital letter.
_PROSE = re.compile(r"[a-z][a-z’'”)]*[,.:;…]? [“(]?[A-Za-z]", re.IGNORECASE)
_TITLE = re.compile(r"[A-Z][a-z]+[.…:]?")
# The rest of a text that has no words: names that are filled in, tags, signs.
_FILLED_IN = re.compile(r"\{[^{}]*\}|<[^<>]*>|&[a-z]+;")
_STYLE = re.compile(r"\bQ[A-Z]\w+::?\w")
_SQL = re.compile(r"\b(SELECT|WHERE|INDEXED BY|DELETE FROM|CREATE TABLE|AND learned)\b")
_NAME = "Apprentice"
# Calls whose texts no artist reads: they are told to developers, to a file, or to a program.
_SPOKEN_ELSEWHERE = {
    *("debug", "info", "warning", "error", "exception", "getLogger"),
    *("ValueError", "TypeError", "RuntimeError", "KeyError", "NotImplementedError", "AssertionError"),
    *("execute", "executemany", "executescript", "compile", "setStyleSheet", "TypeVar", "setObjectName"),
    # What a session forbids, and what a place in a broken file must hold: told in the terms of who writes programs.
    *("LocalProtocolError", "wrong"),
}
# The words that a widget is given: they are read however short they are.
SINKS = {
    *("setText", "setToolTip", "setPlaceholderText", "setWindowTitle", "setTitle", "setStatusTip", "setWhatsThis"),
    *("setAccessibleName", "setAccessibleDescription", "addAction", "addMenu", "addItem", "addTab", "addSection"),
    *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QAction", "QMenu", "QToolButton", "QGroupBox"),
    *("getOpenFileName", "getSaveFileName", "getExistingDirectory", "getText", "question", "say", "warn", "drawText"),
    *("setTabToolTip", "setTabText", "setInformativeText", "addButton", "createAction", "addRow", "setButtonText"),
    *("setItemText", "setItemData"),
}


@dataclass(frozen=True)
class Unmarked:
    """A text that is not marked, and its line."""

    line: int
    text: str


def unmarked_texts(source: str, *, titles: bool) -> Iterator[Unmarked]:
    """Yield the texts of a source file that people read and that are not marked.

    Args:
        source: the file's text.
        titles: whether a single word that begins with a capital letter is one too.
    """
    yield from _Walk(titles).texts_of(ast.parse(source))


class _Walk:
    """A walk through a syntax tree that leaves out what is marked, and what nobody reads."""

    def __init__(self, titles: bool) -> None:
        self._titles = titles

    def texts_of(self, node: ast.AST, *, sink: bool = False) -> Iterator[Unmarked]:
        """Yield the unmarked texts under a node; `sink`: a widget is given what stands here."""
        if isinstance(node, ast.Call) and called(node) in _SPOKEN_ELSEWHERE | set(MARKS):
            if called(node) in MARKS:
                for value in [*node.args[MARKS[called(node)] :], *node.keywords]:
                    yield from self.texts_of(value) if getattr(value, "arg", "") != "context" else ()
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if self._is_read(node.value, sink):
                yield Unmarked(node.lineno, node.value)
            return
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            if self._is_read(text, sink):
                yield Unmarked(node.lineno, text)
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from self.texts_of(part.value)
            return
        for child, is_sink in _children(node, sink):
            yield from self.texts_of(child, sink=is_sink)

    def _is_read(self, text: str, sink: bool) -> bool:
        words = _FILLED_IN.sub(" ", text).replace(_NAME, "")
        if _SQL.search(text) or _STYLE.search(text):
            return False
        if sink and re.search(r"[A-Za-z]{2}", words):
            return not text.startswith("apprentice_")
        return bool(_PROSE.search(words)) or (self._titles and bool(_TITLE.fullmatch(words.strip())))


def called(call: ast.Call) -> str:
    """Return the name of what is called."""
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _children(node: ast.AST, sink: bool) -> Iterator[tuple[ast.AST, bool]]:
    """Yield the nodes under a node but for docstrings, keys and what is compared, and whether a widget is given it."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and _names(node) & {"__all__", "__slots__"}:
        return
    is_sink = isinstance(node, ast.Call) and called(node) in SINKS
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "slice", "comparators", "left", "pattern", "type"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                passes = sink and isinstance(node, (ast.IfExp, ast.BoolOp, ast.BinOp, ast.Starred))
                yield child, (is_sink and field in ("args", "keywords")) or passes


def _names(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {getattr(target, "id", "") for target in targets}
