"""Allowed imports, sizes of rooms and names of classes, read from the syntax trees."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {"shared": ROOT / "shared", "backend": ROOT / "backend", "krita_plugin": ROOT / "krita_plugin"}
FILES = [path for folder in SOURCES.values() for path in sorted(folder.rglob("*.py")) if "_vendor" not in path.parts]
FOLDERS = sorted({path.parent for path in FILES if path.parent not in SOURCES.values()})

# The arrows of the backend: each part, and the parts that it imports; every arrow is in use.
IMPORTS = {
    "__main__": "cli",
    "agents": "packs",
    "backend_file": "files",
    "backend_process": "client krita_setup",
    "cli": "backend_file backend_process client config engines evaluation files krita_setup palettes"
    " picture_files picture_size server studio taste_text",
    "client": "backend_file picture_size",
    "color": "",
    "config": "",
    "engines": "color packs picture_size",
    "evaluation": "agents client color engines observe packs palettes picture_size profiles server store studio"
    " surroundings",
    "files": "",
    "jobs": "",
    "krita_setup": "files",
    "observe": "color engines picture_size",
    "packs": "",
    "palettes": "color packs",
    "picture_files": "engines files palettes picture_size",
    "picture_size": "",
    "profiles": "agents palettes store surroundings",
    "server": "agents backend_file config engines jobs picture_size profiles store studio surroundings",
    "store": "",
    "studio": "agents color engines files observe packs palettes picture_files profiles store surroundings taste_text",
    "surroundings": "",
    "taste_text": "agents",
}
# The arrows of the plugin: each room or module, and those that it imports; every arrow is in use.
PLUGIN_IMPORTS = {
    "": "extension",
    "actions": "checks host link model panel pictures qt shown vendored",
    "checks": "pictures qt",
    "docker": "actions host panel qt",
    "extension": "actions docker qt",
    "host": "model pictures qt vendored",
    "link": "pictures qt vendored",
    "model": "link pictures vendored",
    "panel": "checks qt shown vendored",
    "pictures": "qt vendored",
    "qt": "",
    "shown": "link model vendored",
    "vendored": "",
}
NAME_KRITA = {"docker", "extension", "host"}
MOST_MODULES = {"panel": 40}
MOST_MODULES_ELSEWHERE = 16
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


@pytest.mark.parametrize("room", PLUGIN_IMPORTS)
def test_rooms_of_the_plugin_import_what_the_table_says(room: str) -> None:
    """Each room imports the rooms that the table names, and all of them."""
    assert plugin_imports(room) == set(PLUGIN_IMPORTS[room].split())


def test_the_plugin_runs_downhill() -> None:
    """The table names every room, and its arrows make no circle."""
    assert {plugin_room(module_name(path)) for path in of("krita_plugin")} == set(PLUGIN_IMPORTS)
    TopologicalSorter({room: used.split() for room, used in PLUGIN_IMPORTS.items()}).prepare()


@described(of("krita_plugin"))
def test_one_room_of_the_plugin_talks_to_krita(path: Path) -> None:
    """Krita's API is named in `host` alone, and where Krita loads the plugin."""
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {"krita", "pykrita"} or plugin_room(module_name(path)) in NAME_KRITA


@described(of("shared") + of("krita_plugin"))
def test_parses_as_python_3_10(path: Path) -> None:
    """Code that runs inside Krita has the syntax of the oldest Python that a Krita embeds."""
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 10))


@described(of("backend"))
def test_the_backend_does_not_know_the_plugin(path: Path) -> None:
    """No file of the backend imports the plugin."""
    assert not [name for name in imports(path) if name.split(".")[0] == "apprentice"]


@pytest.mark.parametrize("part", sorted(IMPORTS))
def test_parts_of_the_backend_import_what_the_table_says(part: str) -> None:
    """A part of the backend imports exactly the parts that its row of the table names."""
    assert backend_imports(part) == set(IMPORTS[part].split())


def test_the_backend_runs_downhill() -> None:
    """The table names every part, and its arrows make no circle."""
    assert set(IMPORTS) == backend_parts()
    assert list(TopologicalSorter({part: row.split() for part, row in IMPORTS.items()}).static_order())


def test_a_class_name_stands_for_one_class() -> None:
    """No two classes of the repository have one name: a reader who searches for it finds one thing."""
    names = Counter(
        node.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_room_says_what_is_in_it(folder: Path) -> None:
    """A package folder has a docstring, and no more modules than a reader can take in at a glance."""
    assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MOST_MODULES.get(folder.name, MOST_MODULES_ELSEWHERE)


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


def plugin_room(name: str) -> str:
    """Return the room, or the module outside of all rooms, of a dotted name of the plugin; "" for its `__init__`."""
    return name.partition(".")[2].partition(".")[0]


def plugin_imports(room: str) -> set[str]:
    """Return what a room of the plugin imports of the others; the packages that are copied into it are none."""
    files = [path for path in of("krita_plugin") if plugin_room(module_name(path)) == room]
    names = [name for path in files for name in imports(path) if name.startswith("apprentice.")]
    return {plugin_room(name) for name in names} - {room, "_vendor"}


def backend_parts() -> set[str]:
    """Return the names of the modules and packages at the top of the backend."""
    return {module_name(path).split(".")[1] for path in of("backend") if "." in module_name(path)}


def backend_imports(part: str) -> set[str]:
    """Return the other parts of the backend that the files of one part import."""
    own = [path for path in of("backend") if module_name(path).split(".")[1:2] == [part]]
    names = {name for path in own for name in imports(path) if name.startswith("apprentice_backend.")}
    return {name.split(".")[1] for name in names} & backend_parts() - {part}
