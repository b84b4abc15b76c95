"""The values that the widgets of a panel show; `panel_values` has all of them together."""

from __future__ import annotations

from dataclasses import dataclass

from ..vendored import messages, tr


@dataclass(frozen=True)
class HeaderShown:
    """The top row: `profiles` are (id, name, number of ratings), `mark` names a generative engine, else empty.

    `phase` is "ready" only where a suggestion can be made now; `status` says the same in words.
    """

    phase: str
    status: str
    profiles: tuple[tuple[str, str, int], ...]
    profile: str
    learn: bool
    mark: str
    mark_tip: str
    has_document: bool


@dataclass(frozen=True)
class AskShown:
    """Suggest or Cancel, and the dimensions that may vary: (dimension, word, whether it may).

    `everything` says that all vary that may vary together; `fraction`, 0 to 1, and `doing` say how far a slate is;
    `wants_subject` says whether the engine reads words.
    """

    has_document: bool
    busy: bool
    fraction: float
    doing: str
    vary: tuple[tuple[str, str, bool], ...]
    everything: bool
    wants_subject: bool
    subject: str


@dataclass(frozen=True)
class ReasonShown:
    """A reason that a card offers; `direction` is +1 for good or -1 for bad, `given` says that it was tapped."""

    dimension: str
    word: str
    direction: int
    given: bool

    @property
    def text(self) -> str:
        """The reason in words."""
        return tr("+ {word}", word=self.word) if self.direction > 0 else tr("− {word}", word=self.word)


@dataclass(frozen=True)
class CardShown:
    """One card: `aspect` is width by height of its picture, `image` the picture's hash, empty for none.

    `is_here` says that the suggestion has arrived, `is_dimmed` that the picture is the painting, or an earlier one,
    shown until a new one arrives, `is_guess` that the apprentice only guesses, `parts_problem` why colours or light
    alone cannot be inserted.
    """

    aspect: float
    image: str = ""
    name: str = ""
    is_guess: bool = False
    is_dimmed: bool = False
    is_here: bool = False
    is_waiting: bool = False
    stars: int = 0
    reasons: tuple[ReasonShown, ...] = ()
    is_picked: bool = False
    is_dismissed: bool = False
    is_selected: bool = False
    tip: str = ""
    parts_problem: str = ""
    in_layers: bool = False
    can_near: bool = False


@dataclass(frozen=True)
class SlateShown:
    """The slate bar: `number` of `count` slates, and the explanation of the selected suggestion.

    `details` are the explanation with what was done to the picture. `side` names the slate in view where there is one
    beside it with, or without, the taste; else it is empty.
    """

    number: int = 0
    count: int = 0
    can_go_back: bool = False
    can_go_forward: bool = False
    is_pinned: bool = False
    explanation: str = ""
    is_guess: bool = False
    details: str = ""
    side: str = ""


@dataclass(frozen=True)
class NotedShown:
    """What the last rating has changed, in a line; a press on it corrects the first value that it names."""

    text: str
    dimension: str
    value: str


@dataclass(frozen=True)
class CompareShown:
    """The switch that shows a slate without the taste: `is_without` says that it is on, `text` what it does."""

    can_switch: bool = False
    is_without: bool = False
    text: str = ""


@dataclass(frozen=True)
class EngineShown:
    """An engine to choose: `about` says what it is, and what to do where it is not ready."""

    name: str
    title: str
    about: str
    in_use: bool


@dataclass(frozen=True)
class PaletteShown:
    """The palette strip; `title` says whose palette it is, `rules` whether it rules the next suggestions."""

    swatches: tuple[messages.SwatchPart, ...] = ()
    title: str = ""
    can_pull: bool = False
    can_rule: bool = False
    rules: bool = False


@dataclass(frozen=True)
class ValueShown:
    """A value in the locks: `rule` is "", "lock" or "ban"; `why` says in a sentence why it is suggested or not."""

    dimension: str
    value: str
    word: str
    rule: str
    why: str = ""


@dataclass(frozen=True)
class DialShown:
    """The dials, each 0 to 1; `strength` and `feedback` are None where the engine has no such dial."""

    surprise: float
    strength: float | None
    feedback: float | None = None


@dataclass(frozen=True)
class EffectShown:
    """The effect of a value on a rating, in stars, and the spread of that estimate.

    `by_hand` says that the artist set it; `why` says in a sentence why the value is suggested or not; `is_drawn` says
    that the sentences about the taste may name it.
    """

    dimension: str
    value: str
    word: str
    mean: float
    spread: float
    by_hand: bool = False
    why: str = ""
    is_drawn: bool = True


@dataclass(frozen=True)
class SignalShown:
    """An implicit signal: `on` says whether it counts, `word` and `tip` how much."""

    kind: str
    word: str
    on: bool
    tip: str


@dataclass(frozen=True)
class TasteShown:
    """The taste section: what has been learned, in words and value by value.

    `variety` tells in words how varied the suggestions were; `can_undo` whether a correction by hand can be taken back.
    """

    text: str = ""
    effects: tuple[EffectShown, ...] = ()
    signals: tuple[SignalShown, ...] = ()
    variety: str = ""
    can_undo: bool = False
    compare: CompareShown = CompareShown()


@dataclass(frozen=True)
class ProfileMenuShown:
    """The menu of the profile in view.

    `others` are (id, name); `start` is the starting point in words, empty for none; `history` holds (events, words)
    of what can be taken back, newest first.
    """

    name: str = ""
    others: tuple[tuple[str, str], ...] = ()
    others_have_ratings: bool = False
    start: str = ""
    history: tuple[tuple[tuple[str, ...], str], ...] = ()


@dataclass(frozen=True)
class InsertShown:
    """The line of an insertion: what is being made and how far it is, in words; `fraction` is 0 to 1."""

    text: str
    fraction: float


@dataclass(frozen=True)
class PackShown:
    """An attribute pack in the settings; `in_use` says whether its values are proposed."""

    name: str
    title: str
    in_use: bool
