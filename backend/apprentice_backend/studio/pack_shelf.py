"""The attribute packs of a data folder: those found, those in use, and the attributes that they add up to."""

from __future__ import annotations

import heapq
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.bounds import MAX_NAME
from apprentice_shared.errors import ApprenticeError, ConfigError
from apprentice_shared.language import in_row, tr
from apprentice_shared.messages import PackPart
from apprentice_shared.private_files import printable, read_plain

from ..files import write_atomically
from ..packs.pack import Pack, load_pack
from ..packs.shipped import built_in_space, shipped_packs, space_of

logger = logging.getLogger(__name__)

# In the data folder: the folder of an artist's own packs, and the file that names the packs in use.
FOLDER, FILE_NAME = "packs", "packs.json"
MOST_OWN = 100  # packs of the artist's own
# An agent keeps a number for every two values: 80 values take it 0.8 s a slate and 300 MB, 400 take 50 GB.
MOST_VALUES, MOST_DIMENSIONS = 80, 16
# Of the artist's own packs together: every client is told of each, shows them on one page and asks for their pictures.
MOST_INTENTS = 100
FEW = 3  # values that stand for a pack


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
        shelf = cls(packs, chosen, data_dir)
        if not chosen:
            try:
                shelf._in_use = shelf._known(name for name in _kept(data_dir) if name in shelf._packs)
            except ConfigError as exc:
                logger.warning("No attribute pack is in use: %s", exc)
        return shelf

    @property
    def own_files(self) -> tuple[Path, ...]:
        """The files of the artist's own packs, for the engine to read their recipes from."""
        return tuple(pack.file for pack in self._packs.values() if pack.file is not None)

    def parts(self) -> tuple[PackPart, ...]:
        """Describe all packs that hold values: intents are there without a choice."""
        return tuple(
            PackPart(pack.name, tr(pack.title, context="pack"), pack.name in self._in_use)
            for pack in self._packs.values()
            if pack.values
        )

    def few(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return some (dimension, value) pairs that stand for a pack, spread over it; none of an unknown one."""
        values = self._packs[name].values if name in self._packs else ()
        count = min(FEW, len(values))
        return tuple(values[place * len(values) // count] for place in range(count))

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
            raise ConfigError(
                tr(
                    "There is no pack “{name}”: choose from {packs}.",
                    name=name[:MAX_NAME],
                    packs=in_row(self._packs),
                )
            )
        known = [name for name in self._packs if name in wanted]
        space = self._with(known)
        values = sum(map(len, space.dimensions.values()))
        if values > MOST_VALUES or len(space.dimensions) > MOST_DIMENSIONS:
            raise ConfigError(tr("These packs hold too much together: use fewer packs at once."))
        return known


def _shipped() -> list[ShelvedPack]:
    """Return the shipped packs but for the built-in one, whose values every space holds."""
    return [_shelved(pack, pack.source.removesuffix(".toml")) for pack in shipped_packs()[1:] if pack.values]


def _own(folder: Path) -> list[ShelvedPack]:
    """Read the artist's own packs; a pack that the engine cannot read is left out, with a warning."""
    packs, intents = [], 0
    files = heapq.nsmallest(MOST_OWN + 1, folder.glob("*.toml"))
    if len(files) > MOST_OWN:
        logger.warning("Attribute packs are left out: there are more than %d, keep those that you use", MOST_OWN)
    for file in files[:MOST_OWN]:
        # Loads OpenCV, so only where an artist has packs of their own.
        from ..engines.studies.recipes.from_pack import intents_of, recipes_of  # noqa: PLC0415

        try:
            _check_name(file.stem)
            pack = load_pack(file)
            recipes_of(pack)
            if intents + len(intents_of(pack)) > MOST_INTENTS:
                raise ConfigError(
                    f"{printable(file.name)}: with those before it, it has more than {MOST_INTENTS} intents"
                )
            intents += len(pack.intents)
            packs.append(_shelved(pack, file.stem, file))
        except ApprenticeError as exc:
            logger.warning("An attribute pack is left out: %s", exc)
    return packs


def _check_name(name: str) -> None:
    """Raise a `ConfigError` where a pack's name cannot be sent, shown in a line, or be one of several names."""
    if len(name) > MAX_NAME or "," in name or name != printable(name):
        raise ConfigError(
            f"the pack {printable(name[:MAX_NAME])} needs a shorter name, of letters and digits: rename it"
        )


def _shelved(pack: Pack, name: str, file: Path | None = None) -> ShelvedPack:
    return ShelvedPack(name, pack.title or name.replace("-", " ").capitalize(), tuple(pack.values), file)


def _kept(data_dir: Path) -> list[str]:
    """Return the names that were in use last; none where that cannot be read."""
    try:
        names = json.loads(read_plain(data_dir / FILE_NAME, follow=True))["in_use"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
