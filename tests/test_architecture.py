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
    "": "",
    "__main__": "cli",
    "agents": "packs",
    "backend_file": "",
    "backend_process": "client krita_setup",
    "cli": "backend_process client config engines evaluation files krita_setup log_lines number_text"
    " palettes picture_files picture_size server studio taste_text",
    "client": "picture_size",
    "color": "",
    "config": "number_text toml_text",
    "engines": "color files packs picture_size toml_text",
    "evaluation": "agents client color config engines observe packs palettes picture_difference picture_size profiles"
    " server store studio surroundings untrusted",
    "files": "",
    "jobs": "",
    "krita_setup": "files number_text",
    "log_lines": "",
    "number_text": "",
    "observe": "color engines picture_size",
    "packs": "toml_text",
    "palettes": "color packs untrusted",
    "picture_difference": "color picture_size",
    "picture_files": "engines files palettes picture_size untrusted",
    "picture_size": "",
    "profiles": "agents packs palettes store surroundings",
    "server": "agents backend_file config engines jobs picture_size profiles store studio surroundings",
    "store": "",
    "studio": "agents color engines files observe packs palettes picture_difference picture_files picture_size"
    " profiles store surroundings taste_text untrusted",
    "surroundings": "",
    "taste_text": "agents",
    "toml_text": "",
    "untrusted": "",
}
# The arrows of the plugin: each room or module, and those that it imports; every arrow is in use.
PLUGIN_IMPORTS = {
    "": "extension",
    "actions": "checks framing host link memory model native_paths panel pictures qt shown vendored",
    "checks": "pictures qt vendored",
    "docker": "actions host panel qt",
    "extension": "actions docker qt vendored",
    "host": "framing model native_paths pictures qt vendored",
    "file_lock": "",
    "framing": "pictures qt vendored",
    "memory": "file_lock native_paths vendored",
    "link": "file_lock native_paths pictures qt vendored",
    "model": "link memory pictures vendored",
    "native_paths": "",
    "panel": "checks framing pictures qt shown vendored",
    "pictures": "qt vendored",
    "qt": "",
    "shown": "framing link model vendored",
    "vendored": "",
}
# The arrows of the benchmarks: simulated artists and canvases know none of them.
EVALUATION_IMPORTS = {
    "": "",
    "agents": "artists canvases pixels",
    "artists": "",
    "canvases": "",
    "crowd": "",
    "engines": "artists canvases",
    "palettes": "",
    "pixels": "artists canvases",
    "protocol": "",
}
# The arrows of the engine `studies`, and of its stages.
STUDIES_IMPORTS = {
    "": "engine recipes",
    "canvas": "masks threads",
    "engine": "canvas framings recipes slate study threads",
    "framings": "canvas stages",
    "layers": "masks",
    "masks": "",
    "note": "canvas masks stages",
    "recipes": "stages",
    "slate": "masks recipes study threads",
    "stages": "canvas masks",
    "study": "canvas layers masks note recipes stages",
    "threads": "",
}
STAGES_IMPORTS = {
    "": "",
    "brushwork": "stage_part",
    "colour": "light stage_part",
    "framing": "stage_part",
    "ground": "",
    "light": "stage_part",
    "places": "light stage_part",
    "stage_part": "",
}
TABLES = {
    "apprentice": PLUGIN_IMPORTS,
    "apprentice_backend": IMPORTS,
    "apprentice_backend.engines.studies": STUDIES_IMPORTS,
    "apprentice_backend.engines.studies.stages": STAGES_IMPORTS,
    "apprentice_backend.evaluation": EVALUATION_IMPORTS,
}
ROWS = [(package, room) for package, table in TABLES.items() for room in table]
NAME_KRITA = {"docker", "extension", "host"}
MOST_MODULES = {"panel": 40}
MOST_MODULES_ELSEWHERE = 16
DO_IO = {"data_folder", "private_files", "private_way"}
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
    """The shared package imports the standard library and itself, and but for the data folder nothing with I/O."""
    roots = {name.split(".")[0] for name in imports(path)}
    allowed = {"os"} if path.stem in DO_IO else set[str]()
    assert roots <= (set(sys.stdlib_module_names) - NO_IO - NEWER_THAN_3_10) | {"apprentice_shared"} | allowed


@described(of("krita_plugin"))
def test_the_plugin_needs_only_krita_and_what_it_carries(path: Path) -> None:
    """The plugin imports the standard library, Qt, Krita, and the two packages that it carries a copy of."""
    roots = {name.split(".")[0] for name in imports(path)}
    own = {"apprentice", "apprentice_shared", "websockets", "krita", "pykrita", "PyQt5", "PyQt6", "sip"}
    assert roots <= (set(sys.stdlib_module_names) - NEWER_THAN_3_10) | own


@pytest.mark.parametrize(("package", "room"), ROWS)
def test_rooms_import_what_the_table_says(package: str, room: str) -> None:
    """Each room of a package imports the rooms that its row of the table names, and all of them."""
    own = [path for path in FILES if room_of(package, module_name(path)) == room]
    used = {room_of(package, name) for path in own for name in imports(path)}
    assert used & rooms(package) - {room, ""} == set(TABLES[package][room].split())


@pytest.mark.parametrize("package", TABLES)
def test_imports_run_downhill(package: str) -> None:
    """The table names every room, and its arrows make no circle."""
    assert rooms(package) == set(TABLES[package])
    TopologicalSorter({room: used.split() for room, used in TABLES[package].items()}).prepare()


@described(of("krita_plugin"))
def test_one_room_of_the_plugin_talks_to_krita(path: Path) -> None:
    """Krita's API is named in `host` alone, and where Krita loads the plugin."""
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {"krita", "pykrita"} or room_of("apprentice", module_name(path)) in NAME_KRITA


@described(of("shared") + of("krita_plugin"))
def test_parses_as_python_3_10(path: Path) -> None:
    """Code that runs inside Krita has the syntax of the oldest Python that a Krita embeds."""
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 10))


@described(of("backend"))
def test_the_backend_does_not_know_the_plugin(path: Path) -> None:
    """No file of the backend imports the plugin."""
    assert not [name for name in imports(path) if name.split(".")[0] == "apprentice"]


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


def room_of(package: str, name: str) -> str | None:
    """Return the room that a dotted name lies in, or the module; "" for the package, None for another package's."""
    if name == package:
        return ""
    return name.removeprefix(f"{package}.").partition(".")[0] if name.startswith(f"{package}.") else None


def rooms(package: str) -> set[str | None]:
    """Return the names of the rooms of a package, and of the modules outside of all rooms."""
    return {room_of(package, module_name(path)) for path in FILES} - {None}
