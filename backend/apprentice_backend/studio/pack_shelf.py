"""The attribute packs of a data folder: those found, those in use, and the attributes that they add up to."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ApprenticeError, ConfigError
from apprentice_shared.messages import PackPart

from ..files import write_atomically
from ..packs.pack import Pack, load_pack
from ..packs.shipped import built_in_space, shipped_packs, space_of

logger = logging.getLogger(__name__)

# In the data folder: the folder of an artist's own packs, and the file that names the packs in use.
FOLDER, FILE_NAME = "packs", "packs.json"


@dataclass(frozen=True)
class ShelvedPack:
    """One pack: its name, its title, its (dimension, value) pairs, and its file where the pack is the artist's own."""

    name: str
    title: str
    values: tuple[tuple[str, str], ...]
    file: Path | None = None


class PackShelf:
    """All packs that can be used, and the choice of those in use; without a `data_dir` it is kept in memory.

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

        `chosen` names the packs to use; empty for those that were in use last.

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
        """Use these packs from now on, and remember the choice.

        Raises:
            ConfigError: a name is no pack's.
            OSError: the choice cannot be written down; it is not changed then.
        """
        wanted = self._known(names)
        if self._data_dir is not None:
            write_atomically(self._data_dir / FILE_NAME, json.dumps({"in_use": wanted}).encode(), mode=0o600)
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
        return space_of([*built_in_space().pairs(), *(pair for name in names for pair in self._packs[name].values)])

    def _known(self, names: Iterable[str]) -> list[str]:
        """Return names in the shelf's order, each once, so that one choice is one space."""
        wanted = set(names)
        for name in wanted - self._packs.keys():
            raise ConfigError(f"There is no attribute pack {name!r}: choose from {', '.join(self._packs)}.")
        return [name for name in self._packs if name in wanted]


def _shipped() -> list[ShelvedPack]:
    """Return the shipped packs but for the built-in one, whose values every space holds."""
    return [_shelved(pack, pack.source.removesuffix(".toml")) for pack in shipped_packs()[1:]]


def _own(folder: Path) -> list[ShelvedPack]:
    """Read the artist's own packs; a pack that the engine cannot read is left out, with a warning."""
    packs = []
    for file in sorted(folder.glob("*.toml")):
        # Loads OpenCV, so only where an artist has packs of their own.
        from ..engines.studies.recipes.from_pack import recipes_of  # noqa: PLC0415

        try:
            pack = load_pack(file)
            recipes_of(pack)
            packs.append(_shelved(pack, file.stem, file))
        except ApprenticeError as exc:
            logger.warning("An attribute pack is left out: %s", exc)
    return packs


def _shelved(pack: Pack, name: str, file: Path | None = None) -> ShelvedPack:
    return ShelvedPack(name, pack.title or name.replace("-", " ").capitalize(), tuple(pack.values), file)


def _kept(data_dir: Path) -> list[str]:
    """Return the names that were in use last; none where that cannot be read."""
    try:
        names = json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8"))["in_use"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
