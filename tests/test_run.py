"""`run.py`, for real: environments made from nothing in a small project that has its shape."""

from __future__ import annotations

import functools
import hashlib
import http.server
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = """
[build-system]
requires = ["hatchling>=1.27,<2"]
build-backend = "hatchling.build"

[project]
name = "small"
version = "1"
{project}
[project.optional-dependencies]
diffusion = ["torch>=2.8,<=2.13.0"]

[project.scripts]
apprentice = "small:main"

[tool.hatch.build]
dev-mode-dirs = ["."]
"""
PACKAGE = """
import sys

def main():
    print(sys.prefix, *sys.argv[1:])
"""


@pytest.fixture(scope="module")
def run_module() -> ModuleType:
    """`run.py` as a module."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_project(folder: Path) -> Path:
    """Lay out a project without dependencies, and `run.py`."""
    (folder / "small").mkdir(parents=True)
    (folder / "small" / "__init__.py").write_text(PACKAGE)
    (folder / "pyproject.toml").write_text(PYPROJECT.format(project=""))
    shutil.copy(ROOT / "run.py", folder)
    return folder


def start(folder: Path, *arguments: str, **environ: str) -> subprocess.Popen[str]:
    """Start `run.py` in a project."""
    return subprocess.Popen(
        [sys.executable, str(folder / "run.py"), *arguments],
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Return the exit status, standard output and standard error of a process."""
    out, err = process.communicate(timeout=240)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that two `run.py` set up at the same time."""
    folder = write_project(tmp_path_factory.mktemp("a project") / "with blanks")
    processes = [start(folder, "suggest", "a b", "--json") for _ in range(2)]
    results = [finish(process) for process in processes]
    if any("could not be reached" in err for _, _, err in results):
        pytest.skip("needs the package index: connect to the internet")
    assert results == [(0, f"{folder / '.venv'} suggest a b --json\n", "")] * 2
    return folder


@pytest.mark.slow
def test_makes_one_whole_environment(project: Path) -> None:
    """Nothing half-made is left beside it, and its programs and its pip work from where it lies."""
    assert sorted(path.name for path in project.iterdir() if path.name.startswith(".v")) == [".venv", ".venv.lock"]
    out = subprocess.run([project / ".venv/bin/apprentice", "x"], capture_output=True, text=True, check=True).stdout
    assert out == f"{project / '.venv'} x\n"
    subprocess.run([project / ".venv/bin/pip", "--version"], capture_output=True, check=True)


def test_keeps_a_good_environment(project: Path) -> None:
    """A second call changes nothing and hands its words on."""
    before = (project / ".venv").stat().st_ino
    assert finish(start(project)) == (0, f"{project / '.venv'} up\n", "")
    assert (project / ".venv").stat().st_ino == before


def test_offline_is_one_sentence_and_keeps_what_was_there(project: Path) -> None:
    """Changed requirements that cannot be fetched leave the environment as it was."""
    original = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(original + "\n")
    before = (project / ".venv").stat().st_ino
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    status, out, err = finish(start(project, **nowhere, PIP_RETRIES="1"))
    (project / "pyproject.toml").write_text(original)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert "could not be reached: connect to the internet" in err
    assert (project / ".venv").stat().st_ino == before
    assert not (project / ".vnew").exists()


@pytest.mark.slow
def test_says_why_pip_failed(project: Path) -> None:
    """A requirement that does not exist is named in the one sentence."""
    original = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(PYPROJECT.format(project='dependencies = ["websockets<0.1"]'))
    status, out, err = finish(start(project))
    (project / "pyproject.toml").write_text(original)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert "No matching distribution found for websockets<0.1" in err


@pytest.mark.slow
def test_redone_when_the_requirements_change(project: Path) -> None:
    """A change of pyproject.toml makes the environment anew."""
    before = (project / ".venv").stat().st_ino
    (project / "pyproject.toml").write_text(PYPROJECT.format(project='description = "changed"'))
    assert finish(start(project, "x")) == (0, f"{project / '.venv'} x\n", "")
    assert (project / ".venv").stat().st_ino != before


@pytest.mark.slow
def test_accepts_an_installed_torch(project: Path) -> None:
    """An engine that needs torch takes the one of the Python at hand, and nothing else from there."""
    status, out, err = finish(start(project, "--engine", "ssd-1b"))
    assert (status, out, err) == (0, f"{project / '.venv'} up --engine ssd-1b\n", "")
    site = next((project / ".venv/lib").glob("python3.*")) / "site-packages"
    assert (site / "installed_torch.pth").exists()
    assert not list(site.glob("torch-*"))
    code = "import importlib.metadata as m; print(m.version('torch'))"
    assert subprocess.run([project / ".venv/bin/python", "-c", code], capture_output=True, check=True).stdout


def test_a_new_environment_has_the_extras_of_the_old(
    run_module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An extra that was added by name is still there after the requirements changed."""
    built: list[frozenset[str]] = []
    (tmp_path / "apprentice.json").write_text('{"pyproject": "old", "extras": ["diffusion"]}')
    monkeypatch.setattr(run_module, "VENV", tmp_path)
    monkeypatch.setattr(run_module, "LOCK", tmp_path / "lock")
    monkeypatch.setattr(run_module, "build", lambda extras, kind: built.append(extras))
    run_module.prepare(frozenset({"dev"}), "cpu")
    assert built == [{"dev", "diffusion"}]


def test_fetches_pip_where_python_has_no_ensurepip(project: Path, tmp_path: Path) -> None:
    """Without ensurepip the pinned wheel of pip comes from the package index."""
    folder = write_project(tmp_path / "p")
    hide = "import sys, importlib.abc\nclass Hide(importlib.abc.MetaPathFinder):\n"
    hide += "    def find_spec(self, name, path, target=None):\n"
    hide += "        if name.startswith('ensurepip'): raise ModuleNotFoundError(name)\n"
    (tmp_path / "sitecustomize.py").write_text(hide + "sys.meta_path.insert(0, Hide())\n")
    assert finish(start(folder, "x", PYTHONPATH=str(tmp_path))) == (0, f"{folder / '.venv'} x\n", "")
    version = subprocess.run([folder / ".venv/bin/pip", "--version"], capture_output=True, text=True, check=True).stdout
    assert version.startswith("pip 26.3 ")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh copy of this project's files, without anything that was made in it."""
    folder = tmp_path_factory.mktemp("clone") / "apprentice"
    folder.mkdir()
    for name in ("run.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    made = shutil.ignore_patterns("__pycache__", "_vendor")
    for name in ("shared", "backend", "krita_plugin"):
        shutil.copytree(ROOT / name, folder / name, ignore=made)
    return folder


@pytest.mark.slow
def test_a_fresh_clone_suggests_by_one_command(clone: Path, tmp_path: Path) -> None:
    """Set-up, backend, engine and files: from nothing to a slate, and again without the set-up."""
    rng = np.random.default_rng(2)
    Image.fromarray(rng.integers(0, 256, (90, 120, 3), np.uint8)).resize((480, 360)).save(tmp_path / "painting.png")
    own = {"APPRENTICE_DATA_DIR": str(tmp_path / "data"), "APPRENTICE_PORT": "0"}
    for name in ("first", "second"):
        command = ("suggest", str(tmp_path / "painting.png"), "--out", str(tmp_path / name), "--size", "256", "--json")
        status, out, err = finish(start(clone, *command, **own))
        if "could not be reached" in err:
            pytest.skip("needs the package index: connect to the internet")
        assert (status, err) == (0, "")
        slate = json.loads(out)
        assert slate == json.loads((tmp_path / name / "slate.json").read_text())
        for item in slate["suggestions"]:
            with Image.open(tmp_path / name / item["image"]) as picture:
                assert picture.size == (256, 192)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A package index of our own: its folder and its address."""
    (tmp_path / "simple" / "pip").mkdir(parents=True)
    handler = functools.partial(QuietHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield tmp_path / "simple" / "pip", f"http://name:pass@127.0.0.1:{server.server_port}/simple"
        server.shutdown()
        thread.join()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files to those who give a name and a password."""

    def do_GET(self) -> None:
        """Answer 401 without the login."""
        if self.headers["Authorization"] == "Basic bmFtZTpwYXNz":
            super().do_GET()
        else:
            self.send_error(401)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize("honest", [True, False], ids=["pinned hash", "another hash"])
def test_takes_pip_only_with_the_pinned_hash(
    run_module: ModuleType, index: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, honest: bool
) -> None:
    """A file that the index holds under the wheel's name is taken only if it is that wheel."""
    folder, address = index
    (folder / run_module.PIP_WHEEL).write_bytes(b"a wheel")
    (folder / "index.html").write_text(f'<a href="{run_module.PIP_WHEEL}#sha256=0">pip</a>')
    monkeypatch.setenv("PIP_INDEX_URL", address)
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", address)
    monkeypatch.setattr(run_module, "PIP_SHA256", hashlib.sha256(b"a wheel" if honest else b"other").hexdigest())
    if honest:
        assert run_module.fetch_pip(tmp_path).read_bytes() == b"a wheel"
    else:
        with pytest.raises(run_module.SetupError, match="pip could not be fetched"):
            run_module.fetch_pip(tmp_path)


def test_reads_the_index_that_pip_would(
    run_module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pip's own file is read, and its variables overrule it."""
    (tmp_path / "pip.conf").write_text("[global]\nindex-url = https://a/simple\ncert = /c.pem\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    monkeypatch.delenv("PIP_CERT", raising=False)
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    settings = run_module.pip_settings()
    assert (settings["index-url"], settings["cert"]) == ("https://a/simple", "/c.pem")
    monkeypatch.setenv("PIP_INDEX_URL", "https://b/simple")
    assert run_module.pip_settings()["index-url"] == "https://b/simple"


@pytest.mark.parametrize(
    ("argv", "command"),
    [
        ([], ["up"]),
        (["--engine", "ssd-1b"], ["up", "--engine", "ssd-1b"]),
        (["--help"], ["--help"]),
        (["suggest", "x.png"], ["suggest", "x.png"]),
    ],
    ids=["nothing", "options only", "help", "command"],
)
def test_the_default_command_is_up(run_module: ModuleType, argv: list[str], command: list[str]) -> None:
    """Whatever names no command means `up`."""
    assert run_module.command_line(argv) == command


@pytest.mark.parametrize(
    ("command", "environ", "extras"),
    [
        (["suggest", "x.png"], {}, set()),
        (["test"], {}, {"dev", "agents", "bench", "diffusion"}),
        (["languages"], {}, {"dev", "agents", "bench", "diffusion"}),
        (["up", "--engine", "ssd-1b"], {}, {"diffusion"}),
        (["up", "--engine=ssd-1b"], {}, {"diffusion"}),
        (["up"], {"APPRENTICE_ENGINE": "ssd-1b"}, {"diffusion"}),
        (["up", "--engine", "studies"], {"APPRENTICE_ENGINE": "ssd-1b"}, set()),
    ],
    ids=["base", "test", "languages", "engine", "engine=", "environment", "overruled"],
)
def test_installs_what_the_command_needs(
    run_module: ModuleType, command: list[str], environ: Mapping[str, str], extras: set[str]
) -> None:
    """Extras come with the command or the engine that needs them, and only then."""
    assert run_module.wanted_extras(command, environ) == extras


@pytest.fixture
def requested(run_module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return the calls of pip, on Linux and without a torch at hand; the configured index lacks builds by name."""
    asked: list[tuple[str, ...]] = []

    def pip(_folder: Path, *requirements: str) -> None:
        asked.append(requirements)
        if len(requirements) == 1 and "+" in requirements[0]:
            raise run_module.SetupError("not there")

    monkeypatch.setattr(run_module, "pip", pip)
    monkeypatch.setattr(run_module.sys, "platform", "linux")
    monkeypatch.setattr(run_module, "torch_at_hand", lambda: None)
    return asked


@pytest.mark.parametrize(
    ("platform", "kind", "tag"),
    [
        ("linux", "cuda", ""),
        ("linux", "rocm", "rocm7.2"),
        ("linux", "cpu", "cpu"),
        ("win32", "cuda", "cu130"),
        ("win32", "cpu", ""),
        ("darwin", "mps", ""),
        ("darwin", "cpu", ""),
    ],
)
def test_installs_the_build_of_the_kind_and_no_other(
    *,
    run_module: ModuleType,
    requested: list[tuple[str, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    kind: str,
    tag: str,
) -> None:
    """The usual index where its own build is the one, else by local version, first where pip looks anyway."""
    monkeypatch.setattr(run_module.sys, "platform", platform)
    (tmp_path / "lib/python3.11/site-packages").mkdir(parents=True)
    run_module.provide_torch(tmp_path, tmp_path / "link.pth", kind)
    plain = f"torch=={run_module.TORCH}"
    tagged = [(f"{plain}+{tag}",), (f"{plain}+{tag}", "--extra-index-url", f"{run_module.TORCH_INDEX}{tag}")]
    assert requested == (tagged if tag else [(plain,)])


NVIDIA, AMD = ("nvidia-smi", "GPU 0: NVIDIA GeForce"), ("rocminfo", "  Device Type:             GPU")


@pytest.mark.parametrize(
    ("platform", "drivers", "command", "environ", "kind"),
    [
        ("linux", [], [], {}, "cpu"),
        ("linux", [NVIDIA], [], {}, "cuda"),
        ("linux", [AMD], [], {}, "rocm"),
        ("linux", [("rocminfo", "  Device Type:             CPU")], [], {}, "cpu"),
        ("linux", [NVIDIA, AMD], [], {}, "cuda"),
        ("linux", [NVIDIA], ["--device", "cpu"], {}, "cpu"),
        ("linux", [NVIDIA], ["--device", "auto"], {}, "cuda"),
        ("linux", [], ["--device", "cuda:1"], {}, "cuda"),
        ("linux", [], [], {"APPRENTICE_DEVICE": "cuda"}, "cuda"),
        ("linux", [AMD], ["--device", "cuda"], {}, "rocm"),
        ("win32", [NVIDIA], [], {}, "cuda"),
        ("win32", [AMD], [], {}, "cpu"),
        ("darwin", [], [], {}, "mps"),
        ("darwin", [], ["--device=cpu"], {}, "cpu"),
    ],
)
def test_chooses_the_build_for_the_machine(
    *,
    run_module: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    drivers: list[tuple[str, str]],
    command: list[str],
    environ: Mapping[str, str],
    kind: str,
) -> None:
    """The device asked for decides, then the driver that answers; without a GPU it is the processor's build."""
    answers = {name: says.encode() for name, says in drivers}
    monkeypatch.setattr(
        run_module, "gpu_answers", lambda name, says, *_: re.search(says, answers.get(name, b"")) is not None
    )
    monkeypatch.setattr(run_module.sys, "platform", platform)
    monkeypatch.setattr(run_module.platform, "machine", lambda: "arm64" if platform == "darwin" else "x86_64")
    assert run_module.torch_kind(["up", *command], environ) == kind


@pytest.mark.parametrize(
    ("script", "answers"),
    [
        ("echo 'GPU 0: NVIDIA'", True),
        ("echo 'no devices were found'", False),
        ("echo 'GPU 0: NVIDIA'; exit 9", False),
        (None, False),
    ],
    ids=["a GPU", "none", "a driver that fails", "no driver"],
)
def test_a_gpu_is_one_that_its_driver_names(
    run_module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, answers: bool
) -> None:
    """A driver's program that is there alone says nothing."""
    if script is not None:
        (tmp_path / "nvidia-smi").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "nvidia-smi").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run_module.gpu_answers("nvidia-smi", rb"GPU", "-L") is answers


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("cuda", ["3.0 GB", "NVIDIA", "about 3,000 MB"]),
        ("rocm", ["6.2 GB", "AMD", "about 6,200 MB"]),
        ("mps", ["0.1 GB", "Apple"]),
        ("cpu", ["0.2 GB", "processor"]),
    ],
)
def test_says_what_comes_before_it_comes(
    *,
    run_module: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    says: list[str],
) -> None:
    """The build, its size and the model's are told before anything is built, where torch is not at hand."""
    monkeypatch.setattr(run_module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run_module, "LOCK", tmp_path / "lock")
    monkeypatch.setattr(run_module, "torch_at_hand", lambda: None)
    told: list[str] = []
    monkeypatch.setattr(run_module, "build", lambda extras, kind: told.append(capsys.readouterr().err))
    run_module.prepare(frozenset({"diffusion"}), kind)
    assert all(words in told[0] for words in [*says, "diffusers", "4.5 GB", "apprentice models download"])
    run_module.prepare(frozenset({"dev", "diffusion"}), kind)
    monkeypatch.setattr(run_module, "torch_at_hand", lambda: tmp_path)
    run_module.prepare(frozenset({"diffusion"}), kind)
    assert told[1:] == ["", ""]


@pytest.mark.parametrize(
    ("version", "accepted"),
    [("2.8.0", True), ("2.13.0+cpu", True), ("2.7.1", False), ("2.14.0", False), ("", False)],
)
def test_knows_which_torch_it_works_with(run_module: ModuleType, version: str, accepted: bool) -> None:
    """The range is that of pyproject.toml."""
    assert run_module.is_accepted_torch(version) is accepted


def test_agrees_with_pyproject_on_torch(run_module: ModuleType) -> None:
    """The versions that `run.py` accepts and installs are those that the extras ask for."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    oldest = ".".join(map(str, run_module.TORCH_OLDEST))
    asked = f"torch>={oldest},<={run_module.TORCH}"
    assert {name for name, needs in extras.items() if asked in needs} == run_module.TORCH_EXTRAS
    assert run_module.TORCH.startswith(".".join(map(str, run_module.TORCH_NEWEST)))


def test_scripts_are_moved_byte_for_byte(run_module: ModuleType) -> None:
    """The folder that is built and the final one have paths of one length, so no offset in a program shifts."""
    assert len(str(run_module.VENV)) == len(str(run_module.BUILDING))
