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
def _classes() -> dict[str, set[str]]:
    """Return the attributes of every class: methods, and names assigned in the class or to `self`."""
    found: dict[str, set[str]] = {}
    for path in (path for folder in FOLDERS for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                methods = {
                    part.name for part in ast.walk(node) if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)
                }
                stored = {part for part in ast.walk(node) if isinstance(part, ast.Name | ast.Attribute)}
                names = {part.id if isinstance(part, ast.Name) else part.attr for part in stored}
                found.setdefault(node.name, set()).update(methods | names)
    return found


def _walks() -> list[tuple[str, list[str]]]:
    """Return the title of each walk, and its lines."""
    parts = (part.splitlines() for part in WALKS.split("\n### ")[1:])
    return [(lines[0], [line for line in lines[1:] if re.match(r"\d+\. |   ", line)]) for lines in parts]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(\w+(?:/\w+)*\.py)`", TEXT))))
def test_names_modules_that_exist(path: str) -> None:
    """A path is one of the plugin's rooms, of the backend's, or of the shared package."""
    assert any((folder / path).is_file() or list(folder.glob(f"*/{path}")) for folder in FOLDERS)


@pytest.mark.parametrize("name", sorted({".".join(filter(None, found)) for found in NAMED.findall(TEXT)}))
def test_names_classes_and_methods_that_exist(name: str) -> None:
    """A class is one of ours, and a method one of its class."""
    owner, _, method = name.partition(".")
    assert owner in FOREIGN or owner in _classes()
    assert not method or method in _classes()[owner]


@pytest.mark.parametrize(("title", "lines"), _walks(), ids=[title for title, _ in _walks()])
def test_a_walk_is_a_dozen_lines(title: str, lines: list[str]) -> None:
    """Each line is one step, numbered in order, about as long as a line of the code."""
    assert [line.partition(".")[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)], title
    assert 0 < len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= MOST_CHARACTERS
