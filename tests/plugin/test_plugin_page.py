"""The walk through the plugin in docs/plugin.md names modules and methods that exist."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "krita_plugin" / "apprentice"
FOLDERS = (PLUGIN, ROOT / "backend" / "apprentice_backend", ROOT / "shared")
WALK = (ROOT / "docs" / "plugin.md").read_text(encoding="utf-8").partition("## For developers")[2]


@functools.cache
def _classes() -> dict[str, set[str]]:
    """Return the attributes of every class of the plugin: methods and names assigned in the class or to `self`."""
    found: dict[str, set[str]] = {}
    for path in PLUGIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                methods = {part.name for part in ast.walk(node) if isinstance(part, ast.FunctionDef)}
                stored = {part for part in ast.walk(node) if isinstance(part, (ast.Name, ast.Attribute))}
                names = {part.id if isinstance(part, ast.Name) else part.attr for part in stored}
                found[node.name] = methods | names
    return found


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(\w+/\w+(?:/\w+)*\.py)`", WALK))))
def test_names_modules_that_exist(path: str) -> None:
    """A path is one of the plugin's rooms, of the backend's, or of the shared package."""
    assert any((folder / path).is_file() for folder in FOLDERS)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Z]\w+\.\w+)`", WALK))))
def test_names_methods_that_exist(name: str) -> None:
    """A method is one of its class."""
    owner, _, method = name.partition(".")
    assert method in _classes()[owner]
