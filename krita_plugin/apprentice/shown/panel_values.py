"""All the values that a panel shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from .palette_values import PalettesShown
from .slot_values import SlotShown
from .values import (
    AskShown,
    CardShown,
    DialShown,
    EngineShown,
    HeaderShown,
    NotedShown,
    PackShown,
    PaletteShown,
    ProfileMenuShown,
    SlateShown,
    TasteShown,
    ValueShown,
)


@dataclass(frozen=True)
class PanelShown:
    """A whole panel. `rule` holds the colours, as "#rrggbb", that rule the next suggestions; empty for none.

    `locks` are (word of the dimension, its values), `asked` says what the next suggestions are asked for,
    `intents` are (name, word) of what a picture can be asked to show,
    `framed` stands beside Insert: the framed card's name, before the first slate what *Suggest* does.
    `engines` are those to choose from, none where there is only one.
    """

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
    packs: tuple[PackShown, ...]
    engines: tuple[EngineShown, ...]
    slot: SlotShown
    asked: str
    framed: str = ""
    noted: NotedShown | None = None
    intents: tuple[tuple[str, str], ...] = ()
    palettes: PalettesShown = field(default_factory=PalettesShown)
