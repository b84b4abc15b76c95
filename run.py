#!/usr/bin/env python3
"""Set Apprentice up in `.venv` beside this file, then hand over to its command line.

    python3 run.py                  open Krita with the panel ready (the same as `apprentice up`)
    python3 run.py COMMAND …        any command of `apprentice`; `--help` lists them
    python3 run.py test [ARGS …]    run the linters and all tests, or pytest with ARGS
    python3 run.py languages        bring the translations up to date with the sources, and say how complete they are

Standard library only: this is the one file that runs before anything is installed.
"""

from __future__ import annotations

import base64
import configparser
import contextlib
import hashlib
import html
import importlib.metadata
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import venv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
# As long as VENV: installed scripts carry the path, which is replaced byte for byte before the folder is renamed.
BUILDING = ROOT / ".vnew"
LOCK = ROOT / ".venv.lock"
STAMP = "apprentice.json"

# Fetched only where Python comes without ensurepip, as Debian's does until python3-venv is installed.
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
DEFAULT_INDEX = "https://pypi.org/simple"

# The torch of a new set-up, and the versions that are accepted where one is installed already; as in pyproject.toml.
TORCH = "2.13.0"
TORCH_OLDEST, TORCH_NEWEST = (2, 8), (2, 13)
TORCH_INDEX = "https://download.pytorch.org/whl/"
# Kind of machine -> torch's own index, the name of its build, and the megabytes to fetch, about.
TORCH_BUILDS = {
    "cuda": ("cu130", "for NVIDIA GPUs (CUDA 13)", 3000),
    "rocm": ("rocm7.2", "for AMD GPUs (ROCm 7.2)", 6200),
    "mps": ("", "for Apple's GPUs (MPS)", 100),
    "cpu": ("cpu", "for the processor alone, which takes minutes a picture", 200),
}
DIFFUSION_MB = 50
TORCH_EXTRAS = frozenset({"agents", "bench", "diffusion"})
ENGINE_EXTRAS = {"ssd-1b": "diffusion"}
# Commands that only a checkout has, and the folders that Python runs for them.
OF_DEVELOPERS = {"test": "tests", "languages": "scripts/languages"}

_OFFLINE = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|Connection refused"
    r"|Failed to establish|Temporary failure in name resolution|Network is unreachable"
)
_PIP_ERROR = re.compile(r"^ *(?:ERROR|\w*Error): (?!Failed to build)(.+)$", re.MULTILINE)


class SetupError(Exception):
    """The set-up cannot be done; the text is one sentence that says what to do."""


def main(argv: Sequence[str]) -> int:
    """Set up the environment that `argv` needs, run the command, return the exit status."""
    if sys.version_info < (3, 11):
        print(
            "run.py: Apprentice needs Python 3.11 or newer: start run.py with one, such as python3.12", file=sys.stderr
        )
        return 1
    command = command_line(argv)
    try:
        prepare(wanted_extras(command, os.environ), torch_kind(command, os.environ))
    except SetupError as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 1
    program = [str(script(VENV, "apprentice")), *command]
    if command[0] in OF_DEVELOPERS:
        program = [str(script(VENV, "python")), str(ROOT / OF_DEVELOPERS[command[0]]), *command[1:]]
    if os.name != "nt":
        os.execv(program[0], program)
    return subprocess.call(program)


# The command line


def command_line(argv: Sequence[str]) -> list[str]:
    """Return `argv` with the default command `up` put in where it names none."""
    if not argv or (argv[0].startswith("-") and argv[0] not in ("-h", "--help", "--version")):
        return ["up", *argv]
    return list(argv)


def option(command: Sequence[str], name: str, environ: Mapping[str, str]) -> str:
    """Return the value of one option of `command`, else its environment variable, else nothing."""
    for index, word in enumerate(command):
        if word.startswith(f"--{name}="):
            return word.partition("=")[2]
        if word == f"--{name}" and index + 1 < len(command):
            return command[index + 1]
    return environ.get(f"APPRENTICE_{name.upper()}", "")


def wanted_extras(command: Sequence[str], environ: Mapping[str, str]) -> frozenset[str]:
    """Return the extras that `command` cannot do without."""
    if command[0] in OF_DEVELOPERS:
        return frozenset({"dev", "agents", "bench", "diffusion"})
    extra = ENGINE_EXTRAS.get(option(command, "engine", environ))
    return frozenset({extra}) if extra else frozenset()


def torch_kind(command: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the kind of torch's build that fits the device asked for, else the GPU that answers."""
    device = option(command, "device", environ).partition(":")[0]
    amd = sys.platform.startswith("linux") and gpu_answers("rocminfo", rb"Device Type:\s+GPU")
    if device == "cuda":  # torch calls AMD's by that name too
        return "rocm" if amd and not gpu_answers("nvidia-smi", rb"GPU", "-L") else "cuda"
    if device and device != "auto":
        return device if device in TORCH_BUILDS else "cpu"
    if sys.platform == "darwin":
        return "mps" if platform.machine() == "arm64" else "cpu"
    if gpu_answers("nvidia-smi", rb"GPU", "-L"):
        return "cuda"
    return "rocm" if amd else "cpu"


def gpu_answers(program: str, says: bytes, *arguments: str) -> bool:
    """Tell whether a driver's own program is installed and names a GPU."""
    tool = shutil.which(program)
    if tool is None:
        return False
    try:
        done = subprocess.run([tool, *arguments], capture_output=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and re.search(says, done.stdout) is not None


def announcement(kind: str) -> str:
    """Return the text on what the engine ssd-1b needs and this machine lacks, and how much of it will be downloaded."""
    _, words, torch_mb = TORCH_BUILDS[kind]
    return (
        f"The engine ssd-1b needs about {(torch_mb + DIFFUSION_MB) / 1000:.1f} GB, downloaded now into {VENV.name}:\n"
        f"  torch {TORCH} {words}, about {torch_mb:,} MB\n"
        f"  diffusers, transformers, accelerate, peft and what they need, about {DIFFUSION_MB} MB\n"
        "Another build of torch comes with --device cuda, mps or cpu. The model is 4.5 GB more: nothing of it is\n"
        "fetched before 'apprentice models download', which tells its terms first."
    )


# The environment


def prepare(extras: frozenset[str], kind: str) -> None:
    """Make `.venv` with at least these extras; do nothing where it is there already.

    Raises:
        SetupError: it cannot be made; no half-made folder is left behind.
    """
    if is_good(VENV) and extras <= recorded_extras(VENV):
        return
    with locked():
        missing = extras - recorded_extras(VENV)
        # A large download is never a surprise, terminal or not; `test` says what it fetches in CONTRIBUTING.md.
        if "diffusion" in missing and "dev" not in extras and not has_torch(VENV):
            print(announcement(kind), file=sys.stderr, flush=True)
        if not is_good(VENV):
            build(extras | recorded_extras(VENV), kind)
        elif missing:
            say(f"Adding {', '.join(sorted(missing))} to .venv …")
            install(VENV, extras | recorded_extras(VENV), kind)


def build(extras: frozenset[str], kind: str) -> None:
    """Make the environment in another folder, and move it to `.venv` when it is whole."""
    say("Setting up Apprentice in .venv; this happens once …")
    shutil.rmtree(BUILDING, ignore_errors=True)
    old = VENV.with_name(".vold")
    shutil.rmtree(old, ignore_errors=True)
    try:
        make_environment(BUILDING)
        install(BUILDING, extras, kind)
        move_scripts(BUILDING, VENV)
        if VENV.exists():
            VENV.rename(old)
        BUILDING.rename(VENV)
    except OSError as error:
        raise SetupError(
            f"the set-up cannot be written ({error}): make room and rights in {ROOT}, then retry"
        ) from error
    finally:
        shutil.rmtree(BUILDING, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def make_environment(folder: Path) -> None:
    """Make a virtual environment that has pip, whether or not this Python comes with ensurepip."""
    try:
        from ensurepip import bootstrap  # noqa: F401, PLC0415 # some systems package it apart

        has_pip = True
    except ImportError:
        has_pip = False
    try:
        venv.EnvBuilder(symlinks=os.name != "nt", with_pip=has_pip).create(folder)
    except subprocess.CalledProcessError as error:
        raise SetupError(f"Python's own ensurepip failed ({error}): repair this Python or use another") from error
    if not has_pip:
        wheel = fetch_pip(folder)
        run_python(folder, str(wheel / "pip"), "install", "--no-index", "--no-compile", str(wheel))
        wheel.unlink()


def install(folder: Path, extras: frozenset[str], kind: str) -> None:
    """Install Apprentice, editable, with `extras` into the environment at `folder`, and write its stamp."""
    link = site_packages(folder) / "installed_torch.pth"
    link.unlink(missing_ok=True)
    # The link offers every package beside that torch, so it is made after installing what needs no torch.
    install_apprentice(folder, extras - TORCH_EXTRAS)
    if extras & TORCH_EXTRAS:
        provide_torch(folder, link, kind)
        install_apprentice(folder, extras)
    (folder / STAMP).write_text(json.dumps({**fingerprint(folder), "extras": sorted(extras)}), encoding="utf-8")


def install_apprentice(folder: Path, extras: frozenset[str]) -> None:
    """Install the package of ROOT with `extras`."""
    target = f"{ROOT}[{','.join(sorted(extras))}]" if extras else str(ROOT)
    pip(folder, "--editable", target)


def provide_torch(folder: Path, link: Path, kind: str) -> None:
    """Use a torch that is installed already, else install the build of one kind, and no other."""
    if is_accepted_torch(environment_torch(folder)):
        return
    found = torch_at_hand()
    if found is not None:
        link.write_text(f"{found}\n", encoding="utf-8")
        return
    say("Installing torch …")
    # The usual index has one build per system: on Linux CUDA's, elsewhere the one without.
    if kind == "mps" or (kind == "cuda") == sys.platform.startswith("linux"):
        pip(folder, f"torch=={TORCH}")
        return
    tag = TORCH_BUILDS[kind][0]
    try:
        pip(folder, f"torch=={TORCH}+{tag}")
    except SetupError:
        pip(folder, f"torch=={TORCH}+{tag}", "--extra-index-url", f"{TORCH_INDEX}{tag}")


def has_torch(folder: Path) -> bool:
    """Tell whether the environment has an accepted torch, or this Python can lend it one."""
    here = environment_torch(folder) if script(folder, "python").exists() else ""
    return is_accepted_torch(here) or torch_at_hand() is not None


def torch_at_hand() -> Path | None:
    """Return the folder that holds an accepted torch of the Python that runs this file, None where there is none."""
    try:
        torch = importlib.metadata.distribution("torch")
    except importlib.metadata.PackageNotFoundError:
        return None
    return Path(str(torch.locate_file(""))) if is_accepted_torch(torch.version) else None


def is_accepted_torch(version: str) -> bool:
    """Tell whether Apprentice works with this version of torch; "" stands for none."""
    parts = re.match(r"(\d+)\.(\d+)", version)
    return parts is not None and TORCH_OLDEST <= (int(parts[1]), int(parts[2])) <= TORCH_NEWEST


def environment_torch(folder: Path) -> str:
    """Return the version of torch inside the environment, "" where there is none."""
    found = next(site_packages(folder).glob("torch-*.dist-info"), None)
    return found.name.split("-")[1].removesuffix(".dist") if found else ""


# The environment that is there already


def is_good(folder: Path) -> bool:
    """Tell whether the environment was made for this folder, these requirements and the interpreter that it holds."""
    stamp = read_stamp(folder)
    return script(folder, "python").exists() and all(
        stamp.get(key) == value for key, value in fingerprint(folder).items()
    )


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the facts that must be unchanged for an environment to be good."""
    return {
        "pyproject": hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest(),
        "root": str(ROOT),
        "python": os.path.realpath(script(folder, "python")).replace(str(folder), ""),
    }


def recorded_extras(folder: Path) -> frozenset[str]:
    """Return the extras that an environment has, or had while it was good."""
    return frozenset(read_stamp(folder).get("extras", ()))


def read_stamp(folder: Path) -> dict[str, object]:
    """Return the stamp that `install` wrote, empty where it cannot be read."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def script(folder: Path, name: str) -> Path:
    """Return the path of a program of the environment."""
    return folder / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def site_packages(folder: Path) -> Path:
    """Return the environment's folder of packages."""
    if os.name == "nt":
        return folder / "Lib" / "site-packages"
    return next((folder / "lib").glob("python3.*")) / "site-packages"


def move_scripts(built: Path, final: Path) -> None:
    """Replace the path `built` in the programs of an environment by `final`, a path of the same length."""
    for program in script(built, "python").parent.iterdir():
        if program.is_file() and not program.is_symlink():
            content = program.read_bytes()
            if os.fsencode(built) in content:
                program.write_bytes(content.replace(os.fsencode(built), os.fsencode(final)))


# Programs


def pip(folder: Path, *requirements: str) -> None:
    """Install with the environment's pip.

    Raises:
        SetupError: pip failed; the text is its reason.
    """
    # Bytecode is written when a module is first used: compiling all that is installed takes longer than installing it.
    run_python(folder, "-m", "pip", "install", "--no-compile", "--prefer-binary", *requirements)


def run_python(folder: Path, *arguments: str) -> None:
    """Run the environment's Python quietly; a failure is a `SetupError` with its last word."""
    # A person's settings for their own installs would send these elsewhere.
    hidden = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_HASHES"}
    environ = {name: value for name, value in os.environ.items() if name not in hidden}
    environ |= {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        [str(script(folder, "python")), *arguments],
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return
    if _OFFLINE.search(done.stdout):
        raise SetupError("the package index could not be reached: connect to the internet and run this again")
    said = _PIP_ERROR.findall(done.stdout) or done.stdout.strip().splitlines() or ["no word"]
    raise SetupError(f"pip could not install what is needed: {said[-1].strip()}")


def fetch_pip(folder: Path) -> Path:
    """Download the pinned wheel of pip from the package index that pip itself would ask.

    Raises:
        SetupError: no index could be reached, or none holds the wheel with the pinned hash.
    """
    settings = pip_settings()
    context = ssl.create_default_context(cafile=settings.get("cert"))
    for index in [settings.get("index-url", DEFAULT_INDEX), *settings.get("extra-index-url", "").split()]:
        page = index.rstrip("/") + "/pip/"
        with contextlib.suppress(urllib.error.URLError):
            link = re.search(rf'href="([^"]*{re.escape(PIP_WHEEL)}[^"]*)"', read_url(page, context).decode("utf-8"))
            content = read_url(urllib.parse.urljoin(page, html.unescape(link[1])), context) if link else b""
            if hashlib.sha256(content).hexdigest() == PIP_SHA256:
                (folder / PIP_WHEEL).write_bytes(content)
                return folder / PIP_WHEEL
    raise SetupError("pip could not be fetched: connect to the internet, or install python3-venv, and run this again")


def read_url(url: str, context: ssl.SSLContext) -> bytes:
    """Return the content at `url`, which may carry a name and a password."""
    parts = urllib.parse.urlsplit(url)
    request = urllib.request.Request(parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl())
    if parts.username:
        login = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        request.add_header("Authorization", f"Basic {base64.b64encode(login.encode()).decode()}")
    with urllib.request.urlopen(request, timeout=60, context=context) as answer:
        content: bytes = answer.read()
    return content


def pip_settings() -> dict[str, str]:
    """Return the settings of pip's index from its files and variables, later ones overruling earlier ones."""
    home = Path.home()
    files = [Path("/etc/pip.conf"), home / ".pip" / "pip.conf", home / ".config" / "pip" / "pip.conf"]
    if os.name == "nt":
        files = [home / "pip" / "pip.ini", Path(os.environ.get("APPDATA", home)) / "pip" / "pip.ini"]
    if os.environ.get("PIP_CONFIG_FILE"):
        # pip reads no file at all where this names the null device.
        chosen = os.environ["PIP_CONFIG_FILE"]
        files = [] if chosen == os.devnull else [*files, Path(chosen)]
    parser = configparser.RawConfigParser()
    with contextlib.suppress(configparser.Error):
        parser.read(files, encoding="utf-8")
    settings = {
        key: value for part in ("global", "install") if parser.has_section(part) for key, value in parser[part].items()
    }
    for key in ("index-url", "extra-index-url", "cert"):
        value = os.environ.get(f"PIP_{key.upper().replace('-', '_')}")
        if value:
            settings[key] = value
    return settings


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """Hold the set-up's lock: a second `run.py` waits for the first one's."""
    try:
        handle = LOCK.open("w")
    except OSError as error:
        raise SetupError(f"{ROOT} cannot be written ({error.strerror}): put Apprentice where you may write") from error
    with handle:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 # there is none elsewhere

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415 # there is none on Windows

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def say(words: str) -> None:
    """Print words for a person at a terminal, who waits."""
    if sys.stderr.isatty():
        print(words, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
