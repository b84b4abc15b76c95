"""The catalogues: the languages that Apprentice speaks beside English, and the choice between them.

`locale/LANGUAGE/apprentice.po` is what translators write, `apprentice.mo` beside it what is read here. Panel, backend
and what they share have one catalogue for each language: the same word is the same word everywhere.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
NAME = "apprentice"
_FORM = re.compile(r"([A-Za-z]{2,8})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?(?:[-_.@].*)?")
# Written in traditional characters, which simplified Chinese does not stand in for.
_TRADITIONAL = {"hant", "tw", "hk", "mo"}


@dataclass(frozen=True)
class Language:
    """A language that Apprentice speaks.

    Args:
        code: its name as gettext has it, and its folder's.
        title: its own name for itself.
        is_read: whether a painter whose language it is has read its words.
    """

    code: str
    title: str
    is_read: bool = False


LANGUAGES = (
    Language("de", "Deutsch"),
    Language("es", "Español"),
    Language("fr", "Français"),
    Language("ja", "日本語"),
    Language("pt_BR", "Português (Brasil)"),
    Language("zh_CN", "简体中文"),
)


def choose(wanted: Iterable[str]) -> Language | None:
    """Choose the first language of a person's list that there is; None for English.

    Args:
        wanted: names as BCP 47 or a locale has them ("de-AT", "pt_BR.UTF-8"), the one that is liked best first.
    """
    for name in wanted:
        form = _FORM.fullmatch(name)
        if form is None:
            continue
        language, *rest = (part.lower() for part in form.groups(""))
        if language == "en":
            return None
        if language == "zh" and _TRADITIONAL & set(rest):
            continue
        for known in LANGUAGES:
            if known.code.partition("_")[0] == language:
                return known
    return None


@lru_cache(maxsize=len(LANGUAGES) + 1)
def catalogue_of(language: Language | None) -> NullTranslations:
    """Read a language's catalogue; English is said where it is None, or where the file is missing or broken."""
    if language is None:
        return NullTranslations()
    try:
        with (FOLDER / language.code / f"{NAME}.mo").open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, LookupError, struct.error):
        return NullTranslations()
