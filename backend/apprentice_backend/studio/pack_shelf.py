"""The attribute packs of a data folder: those found, those in use, and the attributes that they add up to."""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ApprenticeError, ConfigError
from apprentice_shared.messages import PackPart

from ..files import write_atomically

logger = logging.getLogger(__name__)

# In the data folder: the folder of an artist's own packs, and the file that names the packs in use.
FOLDER, FILE_NAME = "packs", "packs.json"
# The twenty values that every space holds.
_BUILT_IN = "default.toml"


@dataclass(frozen=True)
class ShelvedPack:
    """One pack: its name, what the artist reads, its (dimension, value) pairs, and its file if it is the artist's."""

    name: str
    title: str
    values: tuple[tuple[str, str], ...]
    file: Path | None = None


class PackShelf:
    """All packs that can be used, and the choice of those in use.

    Args:
        packs: all packs, those shipped first.
        in_use: the names of the packs whose values are proposed.
        data_dir: the folder that keeps the choice; None keeps it in memory.

    Raises:
        ConfigError: `in_use` names no pack.
    """

    def __init__(self, packs: Iterable[ShelvedPack], in_use: Iterable[str] = (), data_dir: Path | None = None) -> None:
        self._packs = {pack.name: pack for pack in packs}
        self._data_dir = data_dir
        self._in_use = self._known(in_use)

    @classmethod
    def open(cls, data_dir: Path, chosen: tuple[str, ...] = ()) -> PackShelf:
        """Return the shelf of a data folder: the shipped packs and the artist's own that can be read.

        Args:
            data_dir: the data folder.
            chosen: names of the packs to use; empty for those that were in use last.

        Raises:
            ConfigError: `chosen` names no pack.
        """
        packs = [*_shipped(), *_own(data_dir / FOLDER)]
        known = {pack.name for pack in packs}
        return cls(packs, chosen or [name for name in _kept(data_dir) if name in known], data_dir)

    @property
    def own_files(self) -> tuple[Path, ...]:
        """The files of the artist's own packs, for the engine to read their recipes from."""
        return tuple(pack.file for pack in self._packs.values() if pack.file is not None)

    def parts(self) -> tuple[PackPart, ...]:
        """Describe all packs."""
        return tuple(PackPart(pack.name, pack.title, pack.name in self._in_use) for pack in self._packs.values())

    def use(self, names: Iterable[str]) -> None:
        """Use these packs from now on, and remember it.

        Raises:
            ConfigError: a name is no pack's.
            OSError: the choice cannot be written down; it is not changed then.
        """
        wanted = self._known(names)
        if self._data_dir is not None:
            write_atomically(self._data_dir / FILE_NAME, json.dumps({"in_use": wanted}).encode())
        self._in_use = wanted

    def space(self, names: Iterable[str] | None = None) -> AttributeSpace:
        """Return the built-in attributes with the values of some packs: those in use where none are named.

        Raises:
            ConfigError: a name is no pack's.
        """
        return self._with(self._in_use if names is None else self._known(names))

    def widest(self) -> AttributeSpace:
        """Return the attributes of all packs: every value that a log may hold."""
        return self._with(list(self._packs))

    def _with(self, names: list[str]) -> AttributeSpace:
        dimensions = {name: list(values) for name, values in AttributeSpace.default().dimensions.items()}
        for name in names:
            for dimension, value in self._packs[name].values:
                values = dimensions.setdefault(dimension, [])
                if value not in values:
                    values.append(value)
        return AttributeSpace({name: tuple(values) for name, values in dimensions.items()})

    def _known(self, names: Iterable[str]) -> list[str]:
        """Return names in the shelf's order, each once, so that one choice is one space."""
        wanted = set(names)
        for name in wanted - self._packs.keys():
            raise ConfigError(f"There is no attribute pack {name!r}: choose from {', '.join(self._packs)}.")
        return [name for name in self._packs if name in wanted]


def _shipped() -> list[ShelvedPack]:
    folder = resources.files("apprentice_backend.packs")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml") and item.name != _BUILT_IN)
    texts = {name.removesuffix(".toml"): (folder / name).read_text(encoding="utf-8") for name in names}
    return [_named(tomllib.loads(text), name) for name, text in texts.items()]


def _own(folder: Path) -> list[ShelvedPack]:
    """Read the artist's own packs; a pack that the engine cannot read is left out, with a warning."""
    packs = []
    for file in sorted(folder.glob("*.toml")):
        from ..engines.studies.packs import load_pack  # noqa: PLC0415 - loads OpenCV, for who has packs of their own

        try:
            load_pack(file)
            packs.append(_named(tomllib.loads(file.read_text(encoding="utf-8")), file.stem, file))
        except ApprenticeError as exc:
            logger.warning("An attribute pack is left out: %s", exc)
    return packs


def _named(content: dict[str, Any], name: str, file: Path | None = None) -> ShelvedPack:
    values = tuple((key, value) for key, table in content.items() if isinstance(table, dict) for value in table)
    title = content.get("title")
    words = title if isinstance(title, str) and title else name.replace("-", " ").capitalize()
    return ShelvedPack(name, words, values, file)


def _kept(data_dir: Path) -> list[str]:
    """Return the names that were in use last; none where that cannot be read."""
    try:
        names = json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8"))["in_use"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
