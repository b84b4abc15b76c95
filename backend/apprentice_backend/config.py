"""The configuration: command line over environment over `config.toml` in the data folder over defaults."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from apprentice_shared.bounds import (
    COUNT,
    DEFAULT_COUNT,
    DEFAULT_FEEDBACK,
    DEFAULT_SIDE_PX,
    DEFAULT_STRENGTH,
    MAX_PATH,
    SEED,
    SHARE,
    SIDE_PX,
    Range,
)
from apprentice_shared.data_folder import is_loopback
from apprentice_shared.errors import ConfigError
from apprentice_shared.private_files import open_plain, shown
from apprentice_shared.private_way import HAS_OWNERS
from apprentice_shared.system_errors import why_of

from .number_text import real_number, whole_number
from .toml_text import MOST_BYTES, NotTomlError, toml_of

FILE_NAME = "config.toml"
ENVIRONMENT_PREFIX = "APPRENTICE_"
_PORTS = Range(0, 65535)
_DAY_S = Range(0, 86400)
_SHOWN = 100  # characters of a value in a sentence

Parse = Callable[[object], Any]


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MAX_PATH:
        raise ValueError(f"must be text of at most {MAX_PATH} characters")
    return value.strip()


def _name(value: object) -> str:
    text = _text(value)
    if not text:
        raise ValueError("must not be empty")
    return text


def listening_address(value: object) -> str:
    """Return the numeric address of a host on this machine.

    Raises:
        ValueError: the host is reached from other machines, or is none.
    """
    host = _name(value)
    if host.lower() == "localhost":
        return "127.0.0.1"
    if not is_loopback(host):
        raise ValueError(
            "must stay on this machine (127.0.0.1, ::1 or localhost), because pictures and ratings would cross the"
            " network unencrypted"
        )
    return host


def _whole(bounds: Range) -> Parse:
    def parse(value: object) -> int:
        number = whole_number(value) if isinstance(value, str) else value
        if isinstance(number, bool) or not isinstance(number, int) or number not in bounds:
            raise ValueError(f"must be a whole number from {bounds.low} to {bounds.high}")
        return number

    return parse


def _real(bounds: Range) -> Parse:
    def parse(value: object) -> float:
        number = real_number(value) if isinstance(value, str) else value
        if isinstance(number, bool) or not isinstance(number, (int, float)) or number not in bounds:
            raise ValueError(f"must be a number from {bounds.low:g} to {bounds.high:g}")
        return float(number)

    return parse


def _names(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)) or not all(isinstance(part, str) for part in parts):
        raise ValueError("must be names separated by commas")
    return tuple(part.strip() for part in parts if part.strip())


def _pairs(value: object) -> tuple[str, ...]:
    pairs = _names(value)
    if not all(all(part.strip() for part in pair.partition("=")) for pair in pairs):
        raise ValueError("must look like color=warm,mood=peaceful")
    return pairs


def _flag(value: object) -> bool:
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    flag = known.get(value.lower()) if isinstance(value, str) else value if isinstance(value, bool) else None
    if flag is None:
        raise ValueError("must be true or false")
    return flag


def _option(default: Any, parse: Parse, words: str) -> Any:
    return field(default=default, metadata={"parse": parse, "help": words})


@dataclass(frozen=True)
class Config:
    """Everything that a person may set. `load` is the way to get one.

    Args:
        data_dir: the folder of the store, `backend.json`, `config.toml` and what is made for Krita.

    Every other field is declared once, below, with its default, its range and its line of help.
    """

    data_dir: Path
    host: str = _option("127.0.0.1", listening_address, "address on this machine that the backend listens on")
    port: int = _option(47815, _whole(_PORTS), "port that the backend listens on; the next free one if it is taken")
    idle_exit_s: float = _option(0.0, _real(_DAY_S), "seconds after its last client that the backend ends; 0: never")
    agent: str = _option("bayes", _name, "learning agent of new profiles")
    engine: str = _option("studies", _name, "image engine: studies, or one enabled by name")
    model: str = _option("", _text, "model of a diffusion engine: a folder, a file or a hub id")
    device: str = _option("auto", _name, "device that the engine computes on: auto, cpu, cuda …")
    profile: str = _option("", _text, "profile that asks, rates and learns: its id or its name")
    subject: str = _option("", _text, "what the picture shows, in words")
    count: int = _option(DEFAULT_COUNT, _whole(COUNT), "suggestions in a slate")
    seed: int | None = _option(None, _whole(SEED), "seed of the slate; chosen at random where not given")
    vary: tuple[str, ...] = _option(
        (), _names, "dimensions that may move: color,mood, or all; else as the engine likes"
    )
    lock: tuple[str, ...] = _option((), _pairs, "what every suggestion must be: color=warm,mood=peaceful")
    pack: tuple[str, ...] = _option((), _names, "attribute packs whose values are proposed: painting-media,… by name")
    palette: tuple[str, ...] = _option(
        (), _names, "colours that rule the pictures: #1f2e3d,#c04020 … or a palette file; else as the taste likes"
    )
    strength: float = _option(DEFAULT_STRENGTH, _real(SHARE), "0 keeps the canvas, 1 may repaint all of it")
    feedback: float = _option(
        DEFAULT_FEEDBACK, _real(SHARE), "0 to 1: how much rated pictures reach into ssd-1b; 0 not at all"
    )
    size: int = _option(DEFAULT_SIDE_PX, _whole(SIDE_PX), "longer side of the suggestions in pixels")
    verbose: bool = _option(False, _flag, "say on standard error what is being done")


def default_data_dir() -> Path:
    """Return the folder that this system sets aside for the data of one user's programs."""
    return Path(platformdirs.user_data_dir("apprentice", appauthor=False))


def options() -> dict[str, str]:
    """Return the name of every option but the data folder, with one line of help."""
    return {name: str(entry.metadata["help"]) for name, entry in _fields().items()}


def load(given: Mapping[str, object], environ: Mapping[str, str]) -> Config:
    """Put the configuration together.

    Args:
        given: what the command line says, by field name; None stands for "not said".
        environ: the environment; only names that start with "APPRENTICE_" are read, and empty ones are passed over.

    Raises:
        ConfigError: the file cannot be read, names an unknown option, or a value is out of range.
    """
    said = {name: value for name, value in given.items() if value is not None}
    folder = said.pop("data_dir", None) or environ.get(f"{ENVIRONMENT_PREFIX}DATA_DIR") or default_data_dir()
    try:
        data_dir = Path(str(folder)).expanduser().absolute()
    except RuntimeError as error:
        raise ConfigError(f"there is no user of that name in --data-dir {_shown(folder)}: name a folder") from error
    values: dict[str, Any] = {}
    for name, value in _read_file(data_dir / FILE_NAME).items():
        values[name] = _parsed(name, value, f"{name} in {shown(data_dir / FILE_NAME)}")
    for name in _fields():
        variable = ENVIRONMENT_PREFIX + name.upper()
        if environ.get(variable):
            values[name] = _parsed(name, environ[variable], variable)
    for name, value in said.items():
        values[name] = _parsed(name, value, f"--{name.replace('_', '-')}")
    return Config(data_dir=data_dir, **values)


def _fields() -> dict[str, dataclasses.Field[Any]]:
    return {entry.name: entry for entry in dataclasses.fields(Config) if entry.name != "data_dir"}


def _parsed(name: str, value: object, where: str) -> Any:
    try:
        return _fields()[name].metadata["parse"](value)
    except ValueError as error:
        raise ConfigError(f"{where} {error}, got {_shown(value)}") from error


def _shown(value: object) -> str:
    """Write a value for a sentence, however long or deep the value is."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an integer of thousands of digits, or a list in thousands of lists
        return "more than can be shown"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _read_file(path: Path) -> dict[str, object]:
    try:
        with os.fdopen(open_plain(path, os.O_RDONLY, follow=True), "rb") as file:
            if HAS_OWNERS and os.fstat(file.fileno()).st_uid not in (0, os.geteuid()):
                raise ConfigError(
                    f"{shown(path)} belongs to another user: take it away, or choose a data folder of your own"
                )
            content = toml_of(file.read(MOST_BYTES + 1))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except NotTomlError as error:
        raise ConfigError(f"{shown(path)} is not valid TOML: {error}") from error
    except ValueError as error:
        raise ConfigError(f"{shown(path)} {error}") from error
    except OSError as error:
        raise ConfigError(f"{shown(path)} cannot be read ({why_of(error)}): mend that, or use --data-dir") from error
    for name in content:
        if name == "data_dir":
            raise ConfigError(f"{shown(path)} cannot move the folder it lies in: use --data-dir or APPRENTICE_DATA_DIR")
        if name not in _fields():
            raise ConfigError(f"unknown option {_shown(name)} in {shown(path)}: choose from {', '.join(_fields())}")
    return content
