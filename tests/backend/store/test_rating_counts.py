"""The number of ratings of a profile, which is remembered from one question to the next."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

from logged import NOW_S, a_profile, a_rating, a_slate

from apprentice_backend.store import EventLog
from apprentice_backend.store.schema import FILE_NAME

_COUNTED = """
SELECT COUNT(DISTINCT suggestion) FROM event
WHERE profile = ? AND kind = 'rating' AND learned AND undone_by IS NULL
"""


def counted(folder: Path, profile_id: str) -> int:
    """Count a profile's ratings in its file."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        return int(connection.execute(_COUNTED, (profile_id,)).fetchone()[0])


def test_the_remembered_number_is_the_one_in_the_file(tmp_path: Path) -> None:
    """Whatever is rated, rated again, kept from learning, taken back, forgotten or deleted in between."""
    chance = Random(4)
    with closing(EventLog(tmp_path, NOW_S)) as log:
        for name in ("p1", "p2"):
            log.add_profile(a_profile(name, name))
        for number in range(300):
            act = chance.choices(["slate", "rate", "undo", "forget", "delete"], [3, 12, 4, 1, 1])[0]
            name = chance.choice(["p1", "p2"])
            shown = list(log.log(name).slates.values())
            if act == "slate" or (act == "rate" and not shown):
                log.add_slate(a_slate(f"s{number}", name, NOW_S + number))
            elif act == "rate":
                chosen = chance.choice(shown)
                suggestion = chance.choice(chosen.suggestions).id
                rating = a_rating(f"e{number}", suggestion, chance.randint(1, 5), NOW_S + number, name)
                log.append(replace(rating, learned=chance.random() < 0.8))
            elif act == "undo":
                log.undo(f"u{number}", profile_id=name)
            elif act == "forget":
                log.forget(name, NOW_S + number - chance.randint(1, 60))
            else:
                log.delete_profile(name)
                log.add_profile(a_profile(name, name))
            for profile in log.profiles():
                assert profile.ratings == counted(tmp_path, profile.id), (number, act)
                assert log.profile(profile.id) == profile
