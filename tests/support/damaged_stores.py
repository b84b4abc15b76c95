"""Stores damaged in every way that a disk, a copy or a crash knows, from a seed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from logged import NOW_S, a_profile, a_rating, a_slate

from apprentice_backend.store import EventLog
from apprentice_backend.store.schema import FILE_NAME, TABLES

PAGE = 4096
Rows = dict[str, dict[str, tuple[object, ...]]]


def write_store(folder: Path, slates: int = 60) -> None:
    """Write a store as a killed backend leaves it: a file, an older backup, and a journal with what came last.

    `apprentice.sqlite3-wal.old` is a journal of before.
    """
    path = folder / "making" / FILE_NAME
    log = EventLog(path.parent, NOW_S)
    log.add_profile(a_profile())
    log.add_profile(a_profile("Inks", "p2"))
    _say(log, range(slates // 4), "p1")
    shutil.copy(f"{path}-wal", folder / f"{FILE_NAME}-wal.old")
    _say(log, range(slates // 4, slates // 2), "p2")
    log.forget("p2", NOW_S + slates / 2 - 3)
    log.close()
    log = EventLog(path.parent, NOW_S)
    _say(log, range(slates // 2, slates), "p1")
    for file in path.parent.iterdir():
        if not file.name.endswith("-shm"):
            shutil.copy2(file, folder)
    log.close()
    shutil.rmtree(path.parent)


def _say(log: EventLog, numbers: range, profile: str) -> None:
    for number in numbers:
        log.add_slate(a_slate(f"slate{number}", profile, at=NOW_S + number))
        for part in (1, 2):
            name = f"rating{number}-{part}"
            log.append(a_rating(name, f"slate{number}-{part}", 1 + number % 5, NOW_S + number, profile))
        if number % 7 == 0:
            log.undo(f"undo{number}", f"rating{number}-1")


def rows_of(path: Path) -> Rows:
    """Return every row that SQLite can read of a file, table -> id -> row: in order, then one by one."""
    found: Rows = {table: {} for table in TABLES}
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return found
    for table in TABLES:
        key = 1 if table == "event" else 0
        for query, values in _queries(table):
            with suppress(sqlite3.Error):
                for row in connection.execute(query, values):
                    found[table].setdefault(row[key], row)
    connection.close()
    return found


def _queries(table: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield f"SELECT * FROM {table} ORDER BY rowid", ()
    yield f"SELECT * FROM {table} ORDER BY rowid DESC", ()
    for rowid in range(1, 200):
        yield f"SELECT * FROM {table} WHERE rowid = ?", (rowid,)


class Harm:
    """One way to harm the files of a folder.

    Args:
        folder: the folder.
        random: chooses the place.
    """

    def __init__(self, folder: Path, random: Random) -> None:
        self.path = folder / FILE_NAME
        self.journal = folder / f"{FILE_NAME}-wal"
        self.random = random

    def flipped_bits(self) -> None:
        """Flip one to sixteen bits anywhere in the file."""
        self._flip(self.path, self.random.choice((1, 1, 4, 16)))

    def flipped_bits_of_the_journal(self) -> None:
        """Flip one to sixteen bits anywhere in the journal."""
        self._flip(self.journal, self.random.choice((1, 1, 4, 16)))

    def zeroed_page(self) -> None:
        """Fill a page with zeros."""
        self._write(self.path, self._page() * PAGE, bytes(PAGE))

    def garbage_page(self) -> None:
        """Fill a page with noise."""
        self._write(self.path, self._page() * PAGE, self.random.randbytes(PAGE))

    def half_a_page(self) -> None:
        """Fill the end of a page with noise."""
        self._write(self.path, self._page() * PAGE + PAGE // 2, self.random.randbytes(PAGE // 2))

    def swapped_pages(self) -> None:
        """Put two pages in each other's place."""
        content = self.path.read_bytes()
        one, other = self._page() * PAGE, self._page() * PAGE
        self._write(self.path, one, content[other : other + PAGE])
        self._write(self.path, other, content[one : one + PAGE])

    def cut(self) -> None:
        """Cut the file anywhere."""
        self._cut(self.path)

    def cut_journal(self) -> None:
        """Cut the journal anywhere."""
        self._cut(self.journal)

    def header(self) -> None:
        """Change one to eight bytes of the file's header."""
        for _ in range(self.random.choice((1, 2, 8))):
            self._write(self.path, self.random.randrange(100), self.random.randbytes(1))

    def header_of_the_journal(self) -> None:
        """Change some bytes of the journal's header."""
        self._write(self.journal, self.random.randrange(32), self.random.randbytes(4))

    def overwritten_text(self) -> None:
        """Write other letters over a text of a row, in the file and its journal."""
        words = (b"because", b"lighthouse", b"warm", b"rating1", b"slate2", b"0.5", b"bayes", b"Inks", b'{"color":1}')
        word = self.random.choice(words)
        for file in (self.path, self.journal):
            content = file.read_bytes()
            places = [place for place in range(len(content)) if content.startswith(word, place)]
            for place in self.random.sample(places, min(len(places), 5)):
                self._write(file, place, self.random.choice((b"X" * len(word), b"\xff" * len(word))))

    def index_page(self) -> None:
        """Change some bytes of a page of an index."""
        content = self.path.read_bytes()
        pages = [place for place in range(0, len(content), PAGE) if content[place] in (2, 10)]
        place = self.random.choice(pages) + self.random.randrange(PAGE - 40)
        self._write(self.path, place, self.random.randbytes(self.random.choice((1, 4, 40))))

    def no_journal(self) -> None:
        """Delete the journal."""
        self.journal.unlink()

    def old_journal(self) -> None:
        """Put a journal of before in the place of the journal."""
        (self.path.parent / f"{FILE_NAME}-wal.old").replace(self.journal)

    def no_file(self) -> None:
        """Delete the file, and leave its journal and its backup."""
        self.path.unlink()

    def broken_backup(self) -> None:
        """Cut the backup, and fill a page of the file with noise."""
        self._cut(self.path.with_name(f"{FILE_NAME}.backup"))
        self.garbage_page()

    def _page(self) -> int:
        return self.random.randrange(self.path.stat().st_size // PAGE)

    def _flip(self, file: Path, bits: int) -> None:
        for _ in range(bits):
            place = self.random.randrange(file.stat().st_size)
            self._write(file, place, bytes([file.read_bytes()[place] ^ 1 << self.random.randrange(8)]))

    def _cut(self, file: Path) -> None:
        file.write_bytes(file.read_bytes()[: self.random.randrange(file.stat().st_size)])

    def _write(self, file: Path, place: int, content: bytes) -> None:
        with file.open("r+b") as opened:
            opened.seek(place)
            opened.write(content)


HARMS: dict[str, Callable[[Harm], None]] = {
    name: harm for name, harm in vars(Harm).items() if callable(harm) and not name.startswith("_")
}
