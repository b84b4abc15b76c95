"""The bundle of the plugin: its own files, and under `_vendor` the packages that it shares with the backend.

Krita's Python has neither `apprentice_shared` nor `websockets`, and all plugins share that interpreter: so the plugin
carries both inside its own package and imports them relatively.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import apprentice_backend
import apprentice_shared
from apprentice_shared.errors import ConfigError

NAME = "apprentice"
# Serving, asyncio and the compiled speed-ups are of no use inside Krita.
_UNUSED = frozenset({"asyncio", "legacy", "__main__.py", "cli.py"})
# The oldest time that a zip file can hold: equal files make equal archives.
_EPOCH = (1980, 1, 1, 0, 0, 0)

Files = dict[PurePosixPath, bytes]


def plugin_files() -> Files:
    """Return the content of every file that belongs into Krita's `pykrita` folder, by its path in it.

    Raises:
        ConfigError: this installation does not carry the plugin.
    """
    source = plugin_source()
    package = PurePosixPath(NAME)
    files = {
        path: content
        for path, content in _tree(source / NAME, package)
        if path.parts[1] not in ("_vendor", "launcher.json")
    }
    files[PurePosixPath(f"{NAME}.desktop")] = (source / f"{NAME}.desktop").read_bytes()
    return files | {package / "_vendor" / path: content for path, content in vendored_files().items()}


def vendored_files() -> Files:
    """Return the files of the plugin's `_vendor` package, by path in it."""
    files: Files = {PurePosixPath("__init__.py"): b'"""Copies of what the plugin shares with the backend."""\n'}
    files |= dict(_tree(Path(apprentice_shared.__file__).parent, PurePosixPath("apprentice_shared")))
    for entry in importlib.metadata.files("websockets") or []:
        path = PurePosixPath(entry.as_posix())
        if path.suffix == ".py" and path.parts[0] == "websockets" and path.parts[1] not in _UNUSED:
            files[path] = entry.read_binary()
        elif path.name == "LICENSE":
            files[PurePosixPath("websockets", "LICENSE")] = entry.read_binary()
    return files


def plugin_source() -> Path:
    """Return the folder of the plugin's own files: in a wheel inside this package, in a checkout beside it.

    Raises:
        ConfigError: it is in neither place.
    """
    package = Path(apprentice_backend.__file__).parent
    for folder in (package / "_krita_plugin", package.parents[1] / "krita_plugin"):
        if (folder / f"{NAME}.desktop").is_file():
            return folder
    raise ConfigError("this installation lacks the Krita plugin: install krita-apprentice again")


def digest(files: Files) -> str:
    """Return one SHA-256 over all paths and contents."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path}\0{len(files[path])}\0".encode())
        total.update(files[path])
    return total.hexdigest()


def importer_zip(files: Files) -> bytes:
    """Return the archive that Krita's own importer takes (Tools > Scripts > Import Python Plugin).

    It finds a plugin only where the archive holds an entry for the folder itself.
    """
    # The importer copies action files to Krita's folder of actions; Krita would read one inside the package again.
    files = {PurePosixPath(path.name) if path.suffix == ".action" else path: files[path] for path in files}
    memory = io.BytesIO()
    folders = {parent for path in files for parent in path.parents if parent.parts}
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in sorted(folders):
            archive.writestr(zipfile.ZipInfo(f"{folder}/", _EPOCH), b"")
        for path in sorted(files):
            entry = zipfile.ZipInfo(str(path), _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[path], zipfile.ZIP_DEFLATED)
    return memory.getvalue()


def _tree(folder: Path, prefix: PurePosixPath) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield what runs: no compiled Python, and of the catalogues not what translators write."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".pyc", ".po"):
            yield prefix / PurePosixPath(path.relative_to(folder).as_posix()), path.read_bytes()
