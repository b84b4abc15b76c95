"""The walks through the code in docs/architecture.md, and the rules in docs/plugin.md, name what exists."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "krita_plugin/apprentice", ROOT / "backend/apprentice_backend", ROOT / "shared/apprentice_shared")
WALKS = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").partition("## Four clicks")[2].partition("\n## ")[0]
RULES = (ROOT / "docs/plugin.md").read_text(encoding="utf-8").partition("## For developers")[2]
TEXT = WALKS + RULES
# A walk is a dozen lines, each no longer than a line of the code, or nobody holds it in the head.
MOST_LINES, MOST_CHARACTERS = 12, 120
NAMED = re.compile(r"`([A-Z]\w*[a-z]\w*)(?:\.(\w+))?(?:\([^`]*\))?`")
# Messages that the walks name stand among the classes; these are other people's names.
FOREIGN = {"Window", "Shown"}


@functools.cache
def _trees() -> dict[Path, ast.Module]:
    return {
        path: ast.parse(path.read_text(encoding="utf-8")) for folder in FOLDERS for path in sorted(folder.rglob("*.py"))
    }


@functools.cache
def _classes() -> dict[str, set[str]]:
    """Return what every class defines: methods, and names assigned in the class or to `self`."""
    found: dict[str, set[str]] = {}
    for tree in _trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(_defined(node))
    return found


def _defined(tree: ast.AST) -> set[str]:
    """Return the functions that a class or module defines, and the names that it assigns."""
    functions = {part.name for part in ast.walk(tree) if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)}
    stored = [part for part in ast.walk(tree) if isinstance(getattr(part, "ctx", None), ast.Store)]
    names = {part.id for part in stored if isinstance(part, ast.Name)}
    return functions | names | {part.attr for part in stored if isinstance(part, ast.Attribute)}


def _walks() -> list[tuple[str, list[str]]]:
    """Return the title of each walk, and its lines."""
    parts = (part.splitlines() for part in WALKS.split("\n### ")[1:])
    return [(lines[0], [line for line in lines[1:] if re.match(r"\d+\. |   ", line)]) for lines in parts]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(\w+(?:/\w+)+\.py)`", TEXT))))
def test_names_modules_that_exist(path: str) -> None:
    """A path is one of the plugin's, of the backend's, or of the shared package."""
    assert any((folder / path).is_file() for folder in FOLDERS)


@pytest.mark.parametrize("name", sorted({".".join(filter(None, found)) for found in NAMED.findall(TEXT)}))
def test_names_classes_and_methods_that_exist(name: str) -> None:
    """A class is one of ours, and a method one of its class."""
    owner, _, method = name.partition(".")
    assert owner in FOREIGN or owner in _classes()
    assert not method or method in _classes()[owner]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(_?[a-z]+(?:_[a-z]+)+)`", WALKS))))
def test_names_functions_and_signals_that_exist(name: str) -> None:
    """A function or signal is defined somewhere in our packages."""
    assert any(name in _defined(tree) for tree in _trees().values())


@pytest.mark.parametrize(("title", "lines"), _walks(), ids=[title for title, _ in _walks()])
def test_a_walk_is_a_dozen_lines(title: str, lines: list[str]) -> None:
    """Each line is one step, numbered in order, about as long as a line of the code."""
    assert [line.partition(".")[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)], title
    assert 0 < len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= MOST_CHARACTERS
