"""Starting points of a profile beside its ratings, and switches of signals: events of its log like any other.

A start's content is one of

    {"kind": "portfolio", "pictures": [{"warmth": 0.2, …}, …], "found": 60}    measures of pictures, never pixels;
        "unread": 2 beside it where others could not be read
    {"kind": "profiles", "tastes": [{"ratings": 40, "values": [["color", "warm", 0.8, 0.3], …]}, …]}
    {"kind": "none"}                                                           takes back all before it

It holds the measures or tastes of that moment, so that a replay is exact whatever becomes of the pictures and of the
other profiles. The latest of each kind counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.bounds import Range
from apprentice_shared.language import later, tr, tr_n
from apprentice_shared.messages import NO_START, PORTFOLIO, PROFILES
from apprentice_shared.signals import IMPLICIT_SIGNALS, INSERTED, MORE_LIKE_THIS, PALETTE_PULLED

from ..agents.beliefs import Taste, TasteValue
from ..agents.priors.past_profiles import prior_from_profiles
from ..agents.priors.portfolio import prior_from_portfolio
from ..agents.priors.prior import Prior
from ..store.records import EventRecord, LogPage
from .kinds import EventKind, Fields
from .part import MOST_NAME, Part
from .part_values import read_measures

MOST_PICTURES = 500
MOST_TASTES = 200
_MOST_VALUES = 1000
# Of the tastes in a file: what was learned lies within a few stars, and no folder or profile holds more.
_STARS, _SPREAD = Range(-100, 100), Range(0, 100)
_FOUND = _RATINGS = Range(0, 10**9)


def portfolio_content(pictures: Sequence[Mapping[str, float]], found: int, unread: int = 0) -> dict[str, Any]:
    """Return the content of a start from measures of pictures.

    Args:
        pictures: the measures of each.
        found: the number that there was to choose from.
        unread: the number of others that could not be read.
    """
    rounded = [{name: round(float(value), 4) for name, value in picture.items()} for picture in pictures]
    content = {"kind": PORTFOLIO, "pictures": rounded[:MOST_PICTURES], "found": found}
    return {**content, "unread": unread} if unread else content


def profiles_content(tastes: Sequence[Taste]) -> dict[str, Any]:
    """Return the content of a start from the tastes of other profiles, as they are now."""
    return {
        "kind": PROFILES,
        "tastes": [
            {
                "ratings": taste.ratings,
                "values": [
                    [item.dimension, item.value, round(item.mean, 4), round(item.spread, 4)] for item in taste.values
                ],
            }
            for taste in tastes[:MOST_TASTES]
        ],
    }


class StartKind(EventKind, name="start", since=2, begins_anew=True):
    """A starting point of the taste; its content is one of those above."""

    def read_content(self, content: Part) -> Fields:
        kind = content["kind"].text()
        if kind == PORTFOLIO:
            pictures = [read_measures(picture) for picture in content["pictures"].items(MOST_PICTURES)]
            found, unread = content["found"].whole(_FOUND), content.get("unread", 0).whole(_FOUND)
            return portfolio_content(pictures, max(found, len(pictures)), unread)
        if kind == PROFILES:
            return {"kind": PROFILES, "tastes": [_read_taste(taste) for taste in content["tastes"].items(MOST_TASTES)]}
        if kind != NO_START:
            raise content["kind"].wrong("something that a profile can start from")
        return {"kind": NO_START}

    def summary(self, event: EventRecord, page: LogPage) -> str:
        is_none = event.content["kind"] == NO_START
        return (
            tr("No starting point") if is_none else tr("Starting point: {start}", start=describe_start(event.content))
        )


# Kind of signal -> that it does not count, and that it does.
_SWITCHED = {
    INSERTED: (later("Inserting does not count"), later("Inserting counts")),
    PALETTE_PULLED: (later("Keeping a palette does not count"), later("Keeping a palette counts")),
    MORE_LIKE_THIS: (later("Asking for more like it does not count"), later("Asking for more like it counts")),
}


class SwitchKind(EventKind, name="switch", since=2, begins_anew=True):
    """A kind of signal counts from now on, or does not: {"signal", "on"}."""

    def read_content(self, content: Part) -> Fields:
        signal = content["signal"].text()
        if signal not in IMPLICIT_SIGNALS:
            raise content["signal"].wrong("a signal that can be switched on or off")
        return {"signal": signal, "on": content["on"].flag()}

    def summary(self, event: EventRecord, page: LogPage) -> str:
        return tr(_SWITCHED[event.content["signal"]][event.content["on"]])


def standing_starts(events: Iterable[EventRecord]) -> tuple[EventRecord, ...]:
    """Return the starts that count, of a log in order: the latest of each kind since the last that took all back."""
    standing: dict[str, EventRecord] = {}
    for event in events:
        if event.kind == StartKind.name:
            if event.content["kind"] == NO_START:
                standing.clear()
            else:
                standing[event.content["kind"]] = event
    return tuple(standing.values())


def switched_off(events: Iterable[EventRecord]) -> frozenset[str]:
    """Return the kinds of signal that do not count, of a log in order."""
    states = {event.content["signal"]: event.content["on"] for event in events if event.kind == SwitchKind.name}
    return frozenset(signal for signal, on in states.items() if not on)


def prior_of(starts: Sequence[EventRecord], space: AttributeSpace, seed: int) -> Prior | None:
    """Return an agent's prior: the guesses of all starts, each start equally probable; None without a guess."""
    priors = [_prior(event.content, space, seed) for event in starts]
    share = 1.0 / max(len(priors), 1)
    guesses = tuple(replace(guess, weight=guess.weight * share) for prior in priors for guess in prior.guesses)
    return Prior(guesses) if guesses else None


def describe_start(content: Mapping[str, Any]) -> str:
    """Say what a start rests on: "42 paintings", "3 other profiles"."""
    if content["kind"] == PORTFOLIO:
        count, found = len(content["pictures"]), content["found"]
        if found <= count:
            paintings = tr_n("{count} painting", "{count} paintings", count)
        else:
            paintings = tr_n("{some} of {count} painting", "{some} of {count} paintings", found, some=count)
        unread = content.get("unread", 0)
        return paintings if not unread else _without(paintings, unread)
    return tr_n("{count} other profile", "{count} other profiles", len(content["tastes"]))


def _without(paintings: str, unread: int) -> str:
    return tr_n(
        "{paintings} ({count} file could not be read)",
        "{paintings} ({count} files could not be read)",
        unread,
        paintings=paintings,
    )


def _prior(content: Mapping[str, Any], space: AttributeSpace, seed: int) -> Prior:
    if content["kind"] == PORTFOLIO:
        return prior_from_portfolio(space, content["pictures"])
    return prior_from_profiles([_taste(item, space) for item in content["tastes"]], seed=seed)


def _taste(item: Mapping[str, Any], space: AttributeSpace) -> Taste:
    """Read a taste back, every value of the space in its order; one that it did not know has no effect."""
    read = {(dimension, value): (mean, spread) for dimension, value, mean, spread in item["values"]}
    entries = [TasteValue(*pair, *read.get(pair, (0.0, 1.0))) for pair in space.pairs()]
    return Taste(tuple(entries), item["ratings"])


def _read_taste(part: Part) -> dict[str, Any]:
    values = []
    for value in part["values"].items(_MOST_VALUES):
        entries = tuple(value.items(4))
        if len(entries) != 4:
            raise value.wrong("a dimension, a value, a mean and a spread")
        dimension, name, mean, spread = entries
        pair = dimension.text(MOST_NAME), name.text(MOST_NAME)
        values.append([*pair, round(mean.number(_STARS), 4), round(spread.number(_SPREAD), 4)])
    return {"ratings": part["ratings"].whole(_RATINGS), "values": values}
