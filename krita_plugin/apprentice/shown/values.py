"""What each widget of a panel shows, as plain values: equal values need no repainting."""

from __future__ import annotations

from dataclasses import dataclass, field

from .palette_values import PalettesShown


@dataclass(frozen=True)
class HeaderShown:
    """The top row. `profiles` are (id, name, ratings); `phase` is the value of a `Phase`; `mark` names a
    generative engine, else empty."""

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
    """Suggest or Cancel, and what may vary: (dimension, word, on)."""

    has_document: bool
    busy: bool
    fraction: float
    doing: str
    vary: tuple[tuple[str, str, bool], ...]
    wants_subject: bool
    subject: str


@dataclass(frozen=True)
class ReasonShown:
    """One reason that a card offers; `direction` is +1 or -1."""

    dimension: str
    word: str
    direction: int
    given: bool


@dataclass(frozen=True)
class CardShown:
    """One card. `image` is a picture's hash, empty for none; `aspect` width by height."""

    aspect: float
    image: str = ""
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
    """Where among the slates the panel is, and why the selected suggestion was made."""

    number: int = 0
    count: int = 0
    can_go_back: bool = False
    can_go_forward: bool = False
    is_pinned: bool = False
    explanation: str = ""
    is_guess: bool = False
    details: str = ""


@dataclass(frozen=True)
class PaletteShown:
    """The palette strip: (hex, share, name) of each swatch, and whose they are.

    `can_rule` says whether the engine can let a palette rule the colour, `rules` whether this one does.
    """

    swatches: tuple[tuple[str, float, str], ...] = ()
    title: str = ""
    can_pull: bool = False
    can_rule: bool = False
    rules: bool = False


@dataclass(frozen=True)
class ValueShown:
    """One attribute value in the locks: `rule` is "", "lock" or "ban"; `why` says what the profile makes of it."""

    dimension: str
    value: str
    word: str
    rule: str
    why: str = ""


@dataclass(frozen=True)
class DialShown:
    """The dials; `strength` and `feedback` are None where the engine has none."""

    surprise: float
    strength: float | None
    feedback: float | None = None


@dataclass(frozen=True)
class EffectShown:
    """What is known of one attribute value: its effect on a rating and how unsure that is, in stars.

    `by_hand` says that the artist set it; `why` says in a sentence why it is suggested, or why it is not.
    """

    dimension: str
    value: str
    word: str
    mean: float
    spread: float
    by_hand: bool = False
    why: str = ""


@dataclass(frozen=True)
class SignalShown:
    """One thing that an artist does without meaning to rate: whether it counts, and how much, in words."""

    kind: str
    word: str
    on: bool
    tip: str


@dataclass(frozen=True)
class TasteShown:
    """What has been learned, in words and by value, in the order of the dimensions.

    `variety` says how varied the suggestions were; `can_undo` whether something said by hand can be taken back.
    """

    text: str = ""
    effects: tuple[EffectShown, ...] = ()
    signals: tuple[SignalShown, ...] = ()
    variety: str = ""
    can_undo: bool = False


@dataclass(frozen=True)
class ProfileMenuShown:
    """What can be done with the profile in view.

    `others` are (id, name); `start` says what it starts from, empty for nothing; `history` are (event, words) that can
    be taken back, newest first.
    """

    name: str = ""
    others: tuple[tuple[str, str], ...] = ()
    others_have_ratings: bool = False
    start: str = ""
    history: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class InsertShown:
    """The line of an insertion: what is being made and how far it is, in words; `fraction` is 0 to 1."""

    text: str
    fraction: float


@dataclass(frozen=True)
class PackShown:
    """An attribute pack in the settings: its name, its words, and whether its values are proposed."""

    name: str
    title: str
    in_use: bool


@dataclass(frozen=True)
class PanelShown:
    """A whole panel. `rule` are the swatches, as "#rrggbb", that rule the next suggestions' colour."""

    header: HeaderShown
    ask: AskShown
    cards: tuple[CardShown, ...]
    slate: SlateShown
    palette: PaletteShown
    rule: tuple[str, ...]
    locks: tuple[tuple[str, tuple[ValueShown, ...]], ...]
    dial: DialShown
    taste: TasteShown
    profile_menu: ProfileMenuShown
    inserting: InsertShown | None
    packs: tuple[PackShown, ...]
    line: str
    line_is_problem: bool
    palettes: PalettesShown = field(default_factory=PalettesShown)
