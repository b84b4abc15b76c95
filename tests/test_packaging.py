"""The content of the wheel, and an installation from it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree by the build backend that is installed."""
    folder = tmp_path_factory.mktemp("dist")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    built = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return folder / built.stdout.split()[-1]


def test_carries_code_data_and_plugin_and_nothing_else(wheel: Path) -> None:
    """Packs and the plugin with its .desktop file are in; tests, caches and copies of others' code are not."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "apprentice_shared/errors.py" in names
    assert "apprentice_backend/cli/__init__.py" in names
    assert "apprentice_backend/packs/default.toml" in names
    assert "apprentice_backend/engines/studies/canvas/drawn_faces.csv" in names
    assert "apprentice_shared/locale/pt_BR/apprentice.mo" in names
    assert "apprentice_backend/_krita_plugin/apprentice.desktop" in names
    assert "apprentice_backend/_krita_plugin/apprentice/__init__.py" in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"apprentice_shared", "apprentice_backend"}
    assert not [name for name in names if "_vendor" in name or "__pycache__" in name or name.endswith(".po")]


def test_every_source_file_is_in(wheel: Path) -> None:
    """A package without an `__init__.py`, or one that is ignored, would be missed here."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in (ROOT / "shared", ROOT / "backend"):
        sources = {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")}
        assert sources <= names


def test_an_installed_wheel_packs_the_plugin(wheel: Path, tmp_path: Path) -> None:
    """Away from the sources, the command line finds the plugin inside the package."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    command = [sys.executable, "-m", "apprentice_backend", "plugin", "package", "--out", "plugin.zip"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "site")}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    with zipfile.ZipFile(tmp_path / "plugin.zip") as archive:
        names = set(archive.namelist())
    assert {"apprentice/", "apprentice.desktop", "apprentice/_vendor/websockets/version.py"} <= names
    assert "apprentice/_vendor/apprentice_shared/locale/de/apprentice.mo" in names
    assert not [name for name in names if name.endswith(".po")]
