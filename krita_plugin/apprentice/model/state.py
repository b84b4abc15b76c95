"""What all panels of this Krita show: the connection, the profiles, and the slates of every document and profile.

No widgets, no Krita, no threads. Messages go in; requests to be sent come out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..link.keeper import LinkStatus, Phase
from ..vendored import AttributeSpace, ErrorCode, messages
from .choices import Choices
from .corrections import Corrections
from .feedback import CardFeedback
from .palette_requests import PaletteRequests
from .slates import Book, Card, CardSlate, Place, SlateStage
from .words import FIRST_VARY, dimension_words


@dataclass(frozen=True)
class Line:
    """One sentence for the artist; `is_problem` if something did not work."""

    text: str
    is_problem: bool = False


class PanelState:
    """Everything that panels share.

    Args:
        new_id: makes request ids.
        now: seconds since 1970, UTC.
    """

    def __init__(self, new_id: Callable[[], str], now: Callable[[], float]) -> None:
        self.new_id = new_id
        self.feedback = CardFeedback(new_id, now)
        self.palettes = PaletteRequests(new_id, now)
        self.corrections = Corrections(new_id)
        self.status = LinkStatus(Phase.OFF)
        self.engine: messages.EnginePart | None = None
        self.profiles: tuple[messages.ProfilePart, ...] = ()
        self.attributes = dict(AttributeSpace.default().dimensions)
        self.packs: tuple[messages.PackPart, ...] = ()
        self.books: dict[Place, Book] = {}
        self.closed: list[Place] = []
        self.taste: dict[str, messages.TasteReport] = {}
        self.history: dict[str, tuple[messages.EventPart, ...]] = {}
        self.line = Line("")
        self._choices: dict[str, Choices] = {}
        self._rendering: dict[str, CardSlate] = {}
        self._new_profiles: dict[str, str] = {}

    # What is known -----------------------------------------------------------------------------------------------

    @property
    def words(self) -> dict[str, str]:
        """Dimension -> what the panel calls it, in the order in which it is shown."""
        return dimension_words(self.engine, tuple(self.attributes))

    def can(self, ability: str) -> bool:
        """Return whether the engine says that it can do something."""
        return self.engine is not None and ability in self.engine.abilities

    def choices(self, document: str) -> Choices:
        """Return the choices for a document, made at first use."""
        return self._choices.setdefault(document, Choices())

    def profile_of(self, document: str) -> str:
        """Return the id of the profile that a document uses; empty while none is known."""
        wanted = self.choices(document).profile
        known = [profile.id for profile in self.profiles]
        if not known:
            return wanted
        return wanted if wanted in known else known[0]

    def place_of(self, document: str) -> Place:
        """Return where slates of a document go now."""
        return Place(document, self.profile_of(document))

    def vary_of(self, document: str) -> frozenset[str]:
        """Return the dimensions that may move: the artist's choice, else what the engine would vary first."""
        chosen = self.choices(document).vary
        if chosen is None:
            chosen = frozenset(self.engine.first_vary if self.engine else FIRST_VARY)
        return (chosen & self.attributes.keys()) or frozenset(self.attributes)

    def rendering_in(self, place: Place) -> CardSlate | None:
        """Return the slate that is being rendered for a place."""
        for slate in self._rendering.values():
            if slate.place == place:
                return slate
        return None

    # What panels do ----------------------------------------------------------------------------------------------

    def begin(self, slate: CardSlate) -> messages.Suggest:
        """Note that a slate is being asked for; return the request, its canvas still to be filled in."""
        book = self.books.setdefault(slate.place, Book())
        book.add(slate)
        self._rendering[slate.request_id] = slate
        self.line = Line("" if book.current is slate else "Pinned suggestions stay in view: the new ones are behind ▶.")
        choices, vary = self.choices(slate.place.document), self.vary_of(slate.place.document)
        return messages.Suggest(
            id=slate.request_id,
            profile=slate.place.profile,
            document=slate.place.document,
            subject=choices.subject if self.can("subject") else "",
            # Named one by one, also where it is all of them: then the agent may leave one that is best left as painted.
            vary=tuple(d for d in self.attributes if d in vary),
            locks={d: {v: 1.0 / len(values) for v in values} for d, values in choices.locks.items() if values},
            bans=tuple(f"{d}={v}" for d, v in sorted(choices.bans)),
            surprise=choices.surprise,
            strength=choices.strength,
            palette=choices.palette if self.can("palette") else (),
            feedback=choices.feedback,
            count=len(slate.cards),
            learn=slate.learn,
        )

    def stop(self, slate: CardSlate) -> None:
        """Note that a slate is not waited for any more; what has arrived of it stays."""
        self._rendering.pop(slate.request_id, None)
        if slate.stage is not SlateStage.RENDERING:
            return
        slate.stage = SlateStage.STOPPED
        for card in slate.cards:
            card.image = card.image if card.suggestion else ""
        book = self.books[slate.place]
        if slate.is_empty and slate in book.slates:
            book.remove(slate)

    def choose_profile(self, document: str, profile: str) -> None:
        """Let a document use another profile; what is being rendered stays with the old one."""
        if profile != self.profile_of(document):
            slate = self.rendering_in(self.place_of(document))
            self.choices(document).profile = profile
            self.line = Line("What is being made goes to the profile that asked for it." if slate else "")

    def create_profile(
        self, name: str, document: str, copy_of: str = "", blend_with: str = ""
    ) -> messages.CreateProfile:
        """Ask for a new profile, a copy or a blend where others are named, which `document` uses once it is there."""
        request = messages.CreateProfile(id=self.new_id(), name=name.strip(), copy_of=copy_of, blend_with=blend_with)
        self._new_profiles[request.id] = document
        return request

    def import_profile(self, text: str, document: str) -> messages.ImportProfile:
        """Ask for a profile from the text of an exported file, which `document` uses once it is there."""
        request = messages.ImportProfile(id=self.new_id(), data=text)
        self._new_profiles[request.id] = document
        return request

    def set_pack(self, name: str, *, in_use: bool) -> messages.SetPacks:
        """Ask for a pack's values to be proposed, or not any more."""
        used = [pack.name for pack in self.packs if (in_use if pack.name == name else pack.in_use)]
        return messages.SetPacks(id=self.new_id(), in_use=tuple(used))

    def rename_profile(self, profile: str, name: str) -> messages.RenameProfile:
        """Ask for another name of a profile."""
        return messages.RenameProfile(id=self.new_id(), profile=profile, name=name)

    def gone(self, event: str) -> None:
        """Note that what was said in an event does not stand any more."""
        self.feedback.refused(event)
        self.corrections.forget(event)

    def empty(self, profile: str) -> None:
        """Take the slates of a profile out of view that was made to forget them; what is being made stays."""
        for place, book in self.books.items():
            if place.profile == profile:
                for slate in [slate for slate in book.slates if slate.stage is not SlateStage.RENDERING]:
                    book.remove(slate)

    def pictures_shown(self) -> set[str]:
        """Return the hashes of all pictures that some slate shows."""
        return {card.image for book in self.books.values() for slate in book.slates for card in slate.cards}

    def note_open(self, documents: set[str]) -> None:
        """Note which documents are open; the slates of those that were closed can still be rated."""
        for place, book in self.books.items():
            if place.document not in documents and place not in self.closed and book.slates:
                self.closed.append(place)

    def say(self, text: str, *, is_problem: bool = False) -> None:
        """Show one sentence."""
        self.line = Line(text, is_problem)

    def undo(self) -> list[messages.Request]:
        """Take back the last rating, pick or dismissal."""
        said, requests = self.feedback.undo()
        self.say(f"The last {said.kind} is taken back." if said else "There is nothing left to take back.")
        return requests

    # What arrives ------------------------------------------------------------------------------------------------

    def status_changed(self, status: LinkStatus) -> list[str]:
        """Take the connection's new status; return the ids of requests that nobody waits for any more."""
        before, self.status = self.status, status
        if status.phase is Phase.LOST and before.phase is Phase.READY and self._rendering:
            self.say("The backend stopped. Apprentice starts it again and asks once more.", is_problem=True)
        elif status.phase is Phase.READY and self.line.is_problem and before.phase is not Phase.READY:
            self.say("")
        elif status.phase is Phase.FAILED and status != before:
            self.say(status.text, is_problem=True)
        if status.phase is not Phase.FAILED:
            return []
        self.palettes.give_up_all()
        given_up = list(self._rendering.values())
        for slate in given_up:
            self.stop(slate)
        return [slate.request_id for slate in given_up]

    def receive(self, message: messages.Message) -> None:
        """Take one message; what belongs to no request that is waited for is dropped."""
        handler = getattr(self, f"_on_{message.type}", None)
        if handler is not None:
            handler(message)

    def _on_welcome(self, message: messages.Welcome) -> None:
        self.engine, self.profiles = message.engine, message.profiles
        self._know(message.packs, message.attributes)
        self._name_default_places()

    def _name_default_places(self) -> None:
        """Move the slates asked for before any profile was known to the default profile."""
        if not self.profiles:
            return
        for place in [place for place in self.books if not place.profile]:
            book = self.books.pop(place)
            named = Place(place.document, self.profiles[0].id)
            for slate in book.slates:
                slate.place = named
            self.books[named] = book

    def _on_packs(self, message: messages.PacksReport) -> None:
        self._know(message.packs, message.attributes)
        self.say("")

    def _know(self, packs: tuple[messages.PackPart, ...], attributes: Mapping[str, tuple[str, ...]]) -> None:
        """Take the packs and the attributes; choices for values that are not proposed any more are let go."""
        self.packs = packs
        self.attributes = {name: tuple(values) for name, values in attributes.items()}
        for choices in self._choices.values():
            choices.keep_only(self.attributes)

    def _on_engine_changed(self, message: messages.EngineChanged) -> None:
        self.engine = message.engine

    def _on_profiles(self, message: messages.ProfilesReport) -> None:
        self.profiles = message.profiles
        document = self._new_profiles.pop(message.id, None)
        if document is not None and message.profile:
            self.choose_profile(document, message.profile)

    def _on_queued(self, message: messages.Queued) -> None:
        if message.id in self._rendering:
            self._rendering[message.id].doing = "Waiting"

    def _on_progress(self, message: messages.Progress) -> None:
        slate = self._rendering.get(message.id)
        if slate is not None:
            slate.fraction = max(slate.fraction, message.fraction)
            slate.doing, slate.seconds_left = message.stage, message.seconds_left

    def _on_preview(self, message: messages.Preview) -> None:
        card = self._card(message.id, message.index)
        if card is not None and card.suggestion is None:
            card.image = message.image

    def _on_suggestion(self, message: messages.SuggestionReady) -> None:
        card = self._card(message.id, message.index)
        if card is not None and not card.ratings:  # asked again after a crash: what was rated stays
            card.suggestion, card.image = message.suggestion, message.suggestion.image

    def _on_slate(self, message: messages.SlateReady) -> None:
        self._update_profile(message.profile)
        slate = self._rendering.pop(message.id, None)
        if slate is not None:
            slate.stage, slate.fraction = SlateStage.DONE, 1.0
            slate.engine, slate.canvas_palette = message.engine, message.canvas_palette

    def _on_cancelled(self, message: messages.RequestCancelled) -> None:
        slate = self._rendering.get(message.id)
        if slate is not None:
            self.stop(slate)

    def _on_notice(self, message: messages.Notice) -> None:
        if message.id in self._rendering:
            self.say(message.text)

    def _on_recorded(self, message: messages.Recorded) -> None:
        self._update_profile(message.profile)

    def _on_taste(self, message: messages.TasteReport) -> None:
        self.taste[message.profile.id] = message

    def _on_palettes(self, message: messages.PalettesReport) -> None:
        self.palettes.receive(message)

    def _on_history(self, message: messages.HistoryReport) -> None:
        self.history[message.profile.id] = message.events

    def _on_error(self, message: messages.ErrorReply) -> None:
        slate = self._rendering.get(message.id)
        if slate is not None:
            self.stop(slate)
        elif message.id and message.code not in (ErrorCode.STORE_FAILED.value, ErrorCode.INTERNAL.value):
            self.gone(message.id)
            self.palettes.refused(message.id)
        if message.code != ErrorCode.UNKNOWN_EVENT.value:
            self.say(message.message, is_problem=True)

    def _card(self, request_id: str, index: int) -> Card | None:
        slate = self._rendering.get(request_id)
        return slate.cards[index] if slate is not None and 0 <= index < len(slate.cards) else None

    def _update_profile(self, profile: messages.ProfilePart) -> None:
        self.profiles = tuple(profile if known.id == profile.id else known for known in self.profiles)
