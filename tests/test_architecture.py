"""Who may import whom, read from the syntax trees."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {"shared": ROOT / "shared", "backend": ROOT / "backend", "krita_plugin": ROOT / "krita_plugin"}
FILES = [path for folder in SOURCES.values() for path in sorted(folder.rglob("*.py")) if "_vendor" not in path.parts]

# What each part of the backend may import of the others; whatever is not listed here imports none of those that are.
FOUNDATION = {"color", "config", "files", "picture_size", "surroundings"}
ENGINE_SIDE = FOUNDATION | {"engines", "palettes", "observe"}
MAY_IMPORT = {
    "color": set[str](),
    "files": set[str](),
    "picture_size": set[str](),
    "surroundings": set[str](),
    "config": set[str](),
    "palettes": FOUNDATION | {"agents"},
    "observe": FOUNDATION | {"agents", "palettes", "engines"},
    "engines": FOUNDATION | {"palettes", "observe"},
    "agents": FOUNDATION,
    "store": {"files"},
    "jobs": set[str](),
    "picture_files": FOUNDATION | {"engines", "palettes"},
    "backend_file": {"files"},
    "profiles": FOUNDATION | {"agents", "palettes", "store"},
    "studio": ENGINE_SIDE | {"agents", "profiles", "jobs", "store", "picture_files"},
    "server": ENGINE_SIDE | {"agents", "profiles", "jobs", "store", "studio", "backend_file"},
}
NO_IO = {"socket", "ssl", "select", "selectors", "asyncio", "threading", "multiprocessing", "time", "subprocess", "os"}
NEWER_THAN_3_10 = {"tomllib"}
HEAVY = {"torch", "diffusers", "transformers", "accelerate", "peft", "gymnasium", "safetensors"}
HEAVY_PLACES = {"agents", "engines", "evaluation"}


def module_name(path: Path) -> str:
    """Return the dotted name under which a source file is imported."""
    folder = next(folder for folder in SOURCES.values() if path.is_relative_to(folder))
    parts = path.relative_to(folder).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Yield the absolute name of everything that a file imports, at its top or inside."""
    name = module_name(path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            # `from package import part` may name a module.
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def described(paths: list[Path]) -> object:
    """Give each file its name as the test's id."""
    return pytest.mark.parametrize("path", paths, ids=[str(path.relative_to(ROOT)) for path in paths])


def of(part: str) -> list[Path]:
    """Return the files of one of the three parts."""
    return [path for path in FILES if path.is_relative_to(SOURCES[part])]


def test_the_three_parts_are_there() -> None:
    """The walk finds every part, so that an empty list cannot pass for a clean one."""
    assert all(of(part) for part in SOURCES)


@described(of("shared"))
def test_shared_is_pure(path: Path) -> None:
    """The shared package imports the standard library and itself, and nothing that reaches outside the process."""
    roots = {name.split(".")[0] for name in imports(path)}
    assert roots <= (set(sys.stdlib_module_names) - NO_IO - NEWER_THAN_3_10) | {"apprentice_shared"}


@described(of("krita_plugin"))
def test_the_plugin_needs_only_krita_and_what_it_carries(path: Path) -> None:
    """The plugin imports the standard library, Qt, Krita, and the two packages that it carries a copy of."""
    roots = {name.split(".")[0] for name in imports(path)}
    own = {"apprentice", "apprentice_shared", "websockets", "krita", "pykrita", "PyQt5", "PyQt6", "sip"}
    assert roots <= (set(sys.stdlib_module_names) - NEWER_THAN_3_10) | own


@described(of("shared") + of("krita_plugin"))
def test_parses_as_python_3_10(path: Path) -> None:
    """What runs inside Krita has the syntax of the oldest Python that a Krita embeds."""
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 10))


@described(of("backend"))
def test_the_backend_runs_downhill(path: Path) -> None:
    """No part of the backend imports one above it, and none imports the plugin."""
    names = list(imports(path))
    assert not [name for name in names if name.split(".")[0] == "apprentice"]
    part = module_name(path).split(".")[1] if "." in module_name(path) else ""
    if part in MAY_IMPORT:
        used = {name.split(".")[1] for name in names if name.startswith("apprentice_backend.")}
        assert (used & backend_parts()) - {part} <= MAY_IMPORT[part]


@described(of("backend"))
def test_heavy_packages_stay_in_their_places(path: Path) -> None:
    """Only agents, engines and benchmarks import torch and what comes with it."""
    heavy = {name.split(".")[0] for name in imports(path)} & HEAVY
    assert not heavy or module_name(path).split(".")[1] in HEAVY_PLACES


def test_the_command_line_starts_without_heavy_packages() -> None:
    """`apprentice --version` loads neither torch nor numpy nor OpenCV."""
    code = "import sys; from apprentice_backend.cli import main; main(['--version'])\n"
    code += f"print(sorted({HEAVY | {'numpy', 'cv2', 'PIL'}!r} & set(sys.modules)))"
    path = {"PYTHONPATH": f"{SOURCES['shared']}:{SOURCES['backend']}"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path)
    assert done.stdout.splitlines()[-1] == "[]"


def backend_parts() -> set[str]:
    """Return the names of the modules and packages at the top of the backend."""
    return {module_name(path).split(".")[1] for path in of("backend") if "." in module_name(path)}
