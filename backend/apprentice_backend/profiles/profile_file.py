"""A profile as one small JSON file, without pixels, and back.

    {"format": "apprentice-profile", "version": 1, "name": "My taste", "agent": "bayes", "seed": 7, "log": [
        {"kind": "slate", "id": "s1", "at": 1790000000.0, "learned": true, "engine": "studies", "model": "",
         "context": {"features": {…}, "subject": "…", "palette": ["#…"], "intent": "dusk"},
         "suggestions": [{"id": "s1-1", "mix": {"color": {"warm": 1.0}}, "seed": 12, "features": {…},
                          "palette": [{"hex": "#…", "share": 0.4, "name": "…"}, …]}, …]},
        {"kind": "rating", "at": …, "learned": true, "suggestion": "s1-1", "stars": 5, "reasons": {"color": 1}},
        {"kind": "signal", "at": …, "learned": true, "suggestion": "s1-1", "signal": "picked"},
        {"kind": "value", "at": …, "learned": true, "content": {"dimension": "color", "value": "warm", "stars": 1.5}},
        {"kind": "palette", "at": …, "learned": true, "stars": 4, "content": {"swatches": ["#…", …]}},
        {"kind": "start", "at": …, "learned": true, "content": {"kind": "portfolio", "pictures": […], "found": 42}},
        {"kind": "switch", "at": …, "learned": true, "content": {"signal": "inserted", "on": false}}]}

A file has the version that its newest entry came with: 3 with a picture seen at another amount than it was shown at
(`"content": {"share": 0.7}` in a rating or a signal), 2 with a start or a switch in it, else 1, which older versions of
Apprentice read too. The context of a slate that was asked for without an intent names none. `kinds` and `starts` write
and read each kind of entry. The log is in order; undone events are left out of it. Ids hold within the file and are
made anew when it is read, so that it can be imported twice.
Every number is finite and within its range, every text and list has a greatest length, an id stands once, and a
suggestion that an entry names stands before it: what breaks a rule is refused with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.bounds import COUNT, MOMENT_S, SHARE, SWATCHES, Range
from apprentice_shared.codec import MAX_TEXT_BYTES
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.language import tr

from ..store.names import clean_name
from ..store.records import SLATE, EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from ..store.rows import to_json
from .kinds import KINDS, intent_of
from .part import MOST_NAME, Part
from .part_values import read_color, read_measures, read_seed
from .profile_text import ProfileText

FORMAT = "apprentice-profile"
NEWEST = 3
_REST_BYTES = 4096  # of a message with a profile's file, beside the file
_GROWTH = 3  # times as long as its shortest form is a file that is written again
_MOST_SUGGESTIONS = 60_000
_MOST_WEIGHTS = 100
_WEIGHT = Range(-1, 2)  # rounding is the mix's own matter


def dump_profile(profile: ProfileRecord, page: LogPage) -> str:
    """Return the text of a profile's file; `RequestError` where it is longer than a message can carry."""
    version = max((KINDS[event.kind].since_of(event) for event in page.events), default=1)
    head = {"format": FORMAT, "version": version, "name": profile.name, "agent": profile.agent, "seed": profile.seed}
    # Entry by entry: Python writes a whole log in one breath, and holds every other thread up for as long.
    entries = ",".join(to_json(_entry(event, page)) for event in page.events)
    text = f"{to_json({**head, 'log': []})[:-2]}{entries}]}}"
    if len(to_json(text).encode()) > MAX_TEXT_BYTES - _REST_BYTES:
        raise RequestError(
            tr("{name} holds too much for one file: copy the data folder.", name=profile.name), ErrorCode.TOO_LARGE
        )
    return text


def load_profile(text: str, space: AttributeSpace) -> tuple[ProfileRecord, LogPage]:
    """Read the text of a profile's file, whose mixes may name the attributes of `space`.

    Time and memory are linear in the text's length, and other threads get their turns meanwhile.

    Returns:
        The profile, with an empty id, and its log, with the file's own ids.

    Raises:
        RequestError: the text is too long, no profile, of a newer version, or something in it is missing or wrong.
    """
    if len(text) > MAX_TEXT_BYTES:
        raise RequestError(tr("The file is too large to be a profile: name an exported one."), ErrorCode.TOO_LARGE)
    try:
        file = ProfileText(text)
        profile, page = _profile(file.head), _LogReader(space).read(file.log())
    except ValueError as exc:
        raise RequestError(tr("The file cannot be imported: {why}.", why=exc), ErrorCode.BAD_VALUE) from exc
    try:
        if len(text) > MAX_TEXT_BYTES // _GROWTH:
            dump_profile(profile, page)  # what is taken in can be given out again
    except RequestError as exc:
        raise RequestError(tr("The file holds more than one profile can: name an exported one."), exc.code) from exc
    return profile, page


def _profile(head: Part) -> ProfileRecord:
    if head.get("format", None).value != FORMAT:
        raise ValueError(tr("it is no exported profile"))
    if head["version"].value not in range(1, NEWEST + 1):
        raise ValueError(tr("another version of Apprentice wrote it, so update this one"))
    name = clean_name(head["name"].text()) or "Imported"
    return ProfileRecord("", name, head["agent"].text(MOST_NAME), read_seed(head["seed"]), 0.0)


def _slate_entry(slate: SlateRecord) -> dict[str, Any]:
    return {
        "kind": SLATE,
        "id": slate.id,
        "at": slate.at,
        "learned": slate.learned,
        "engine": slate.engine,
        "model": slate.model,
        # How it was asked for names folders and canvases of this machine; its intent says what ratings were about.
        "context": {name: part for name, part in slate.context.items() if name != "request"} | _intent_entry(slate),
        "suggestions": [
            {
                "id": item.id,
                "mix": item.mix,
                "seed": item.seed,
                "features": dict(item.features),
                "palette": [dict(swatch) for swatch in item.palette],
            }
            for item in slate.suggestions
        ],
    }


def _intent_entry(slate: SlateRecord) -> dict[str, Any]:
    intent = intent_of(slate)
    return {"intent": intent} if intent else {}


def _entry(event: EventRecord, page: LogPage) -> dict[str, Any]:
    if event.kind == SLATE:
        return _slate_entry(page.slates[event.id])
    return {"kind": event.kind, "at": event.at, "learned": event.learned, **KINDS[event.kind].to_file(event)}


class _LogReader:
    """Reads the entries of one log, and knows the ids that stood in it so far."""

    def __init__(self, space: AttributeSpace) -> None:
        self._space = space
        self._slates: dict[str, SlateRecord] = {}
        self._slate_of: dict[str, str] = {}

    def read(self, entries: Iterator[Part]) -> LogPage:
        events = []
        for number, entry in enumerate(entries, 1):
            if entry["kind"].value == SLATE:
                slate = self._slate(entry)
                events.append(EventRecord(slate.id, "", SLATE, slate.at, slate.learned, slate.id, seq=number))
            else:
                events.append(self._said(entry, number))
        return LogPage(tuple(events), self._slates)

    def _said(self, entry: Part, number: int) -> EventRecord:
        kind = KINDS.get(entry["kind"].text())
        if kind is None:
            raise entry["kind"].wrong("a known kind of event")
        slate = suggestion = ""
        if kind.of_suggestion:
            suggestion = entry["suggestion"].text()
            if suggestion not in self._slate_of:
                raise entry["suggestion"].wrong("a suggestion that stands before it")
            slate = self._slate_of[suggestion]
        said = kind.from_file(entry)
        try:
            kind.check_known(said, self._space)
        except ValueError as exc:
            raise ValueError(f"{entry.where}: {exc}") from exc
        at, learned = entry["at"].number(MOMENT_S), entry["learned"].flag()
        return EventRecord(str(number), "", kind.name, at, learned, slate, suggestion, seq=number, **said)

    def _slate(self, entry: Part) -> SlateRecord:
        slate_id, context = entry["id"].text(MOST_NAME, 1), entry["context"]
        if slate_id in self._slates:
            raise entry["id"].wrong("an id that stands once")
        intent = context.get("intent", "").text(MOST_NAME)
        slate = SlateRecord(
            id=slate_id,
            profile="",
            at=entry["at"].number(MOMENT_S),
            learned=entry["learned"].flag(),
            engine=entry["engine"].text(MOST_NAME),
            model=entry["model"].text(),
            document="",
            context={
                "features": read_measures(context["features"]),
                "subject": context["subject"].text(),
                "palette": [read_color(color) for color in context["palette"].items(SWATCHES.high)],
                **({"request": {"intent": intent}} if intent else {}),
            },
            suggestions=tuple(self._suggestion(item, slate_id) for item in entry["suggestions"].items(COUNT.high)),
        )
        self._slates[slate_id] = slate
        return slate

    def _suggestion(self, item: Part, slate_id: str) -> SuggestionRecord:
        suggestion_id = item["id"].text(MOST_NAME, 1)
        if suggestion_id in self._slate_of:
            raise item["id"].wrong("an id that stands once")
        self._slate_of[suggestion_id] = slate_id
        if len(self._slate_of) > _MOST_SUGGESTIONS:
            raise ValueError(f"log may have {_MOST_SUGGESTIONS} suggestions")
        return SuggestionRecord(
            suggestion_id,
            self._mix(item["mix"]),
            read_seed(item["seed"]),
            features=read_measures(item["features"]),
            palette=tuple(_swatch(swatch) for swatch in item["palette"].items(SWATCHES.high)),
        )

    def _mix(self, mix: Part) -> dict[str, dict[str, float]]:
        weights = {
            dimension: {value: weight.number(_WEIGHT) for value, weight in values.entries(_MOST_WEIGHTS)}
            for dimension, values in mix.entries(_MOST_WEIGHTS)
        }
        try:
            return self._space.check(AttributeMix(weights)).to_dict()
        except ValueError as exc:
            raise ValueError(f"{mix.where}: {exc}") from exc


def _swatch(part: Part) -> dict[str, Any]:
    share, name = part.get("share", 0.0).number(SHARE), part.get("name", "").text(MOST_NAME)
    return {"hex": read_color(part["hex"]), "share": share, "name": name}
