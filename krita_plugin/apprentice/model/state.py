"""The state that all panels of one Krita share. Messages go in; requests to be sent come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..link.keeper import LinkStatus, Phase
from ..link.refusals import refuses_for_good
from ..memory.rules import Rules
from ..vendored import AttributeSpace, ErrorCode, later, messages, tr
from .books import Books
from .choices import Choices
from .corrections import Corrections
from .document_choices import DocumentChoices
from .feedback import CardFeedback
from .lines import CONNECTION, EVERYWHERE, KEEPING, Line, MessageLines
from .noted import NotedBeliefs
from .palette_requests import PaletteRequests
from .slates import CardSlate, DocumentRef, Place
from .words import FIRST_VARY, dimension_words

# What is said of a new profile, once it is there.
PROFILE_MADE = later("“{name}” is ready. It is used on this painting from now on, and on new ones.")
PROFILE_COPIED = later("“{name}” is ready, and used on this painting from now on. Rename it above.")
PROFILE_IMPORTED = later("“{name}” was imported, and is used on this painting from now on.")
# What was taken back -> the sentence about it.
TAKEN_BACK = {
    "rating": later("The last rating is taken back."),
    "pick": later("The last pick is taken back."),
    "dismissal": later("The last dismissal is taken back."),
}


class PanelState:
    """The connection, the engine, the profiles, and the slates and palettes of every document.

    Args:
        new_id: makes request ids.
        now: seconds since 1970, UTC.
    """

    def __init__(self, new_id: Callable[[], str], now: Callable[[], float]) -> None:
        self.new_id, self._now = new_id, now
        self.lines = MessageLines()
        self.feedback = CardFeedback(self.new_id_on, now)
        self.palettes = PaletteRequests(self.new_id_on, now)
        self.corrections = Corrections(new_id)
        self.noted = NotedBeliefs()
        self.status = LinkStatus(Phase.OFF)
        self.engine: messages.EnginePart | None = None
        self.profiles: tuple[messages.ProfilePart, ...] = ()
        self.attributes = dict(AttributeSpace.default().dimensions)
        self.engines: tuple[messages.EngineChoicePart, ...] = ()
        self.packs: tuple[messages.PackPart, ...] = ()
        self.books = Books()
        self.taste: dict[str, messages.TasteReport] = {}
        self.history: dict[str, tuple[messages.EventPart, ...]] = {}
        self.chosen = DocumentChoices()
        # By the request for a new profile: the document that asked, and what is said once the profile is there.
        self._new_profiles: dict[str, tuple[str, str]] = {}

    # What is known -----------------------------------------------------------------------------------------------

    def new_id_on(self, document: str) -> str:
        """Return the id of a request that is made on a document: what is said of it is said there."""
        request_id = self.new_id()
        self.lines.note_asked(request_id, document)
        return request_id

    def renew_id(self, request_id: str) -> str:
        """Return the id of a request that is made again, on the document of the first one."""
        return self.new_id_on(self.lines.asked_on(request_id))

    @property
    def words(self) -> dict[str, str]:
        """Dimension -> its word in the panel, in the order of the panel."""
        return dimension_words(self.engine, tuple(self.attributes))

    def can(self, ability: str) -> bool:
        """Return whether the engine has an ability."""
        return self.engine is not None and ability in self.engine.abilities

    def choices(self, document: str) -> Choices:
        """Return the choices for a document; at first those of `Choices()`."""
        return self.chosen.of(document)

    def profile_of(self, document: str) -> str:
        """Return the id of the profile that a document uses; empty while none is known."""
        wanted = self.chosen.profiles(document)
        if not self.profiles:
            return wanted[0] if wanted else ""
        for name in wanted:
            if any(profile.id == name for profile in self.profiles):
                return name
        return self.profiles[0].id

    def place_of(self, document: str) -> Place:
        """Return the place of the slates that are asked for on a document now."""
        return Place(document, self.profile_of(document))

    def vary_of(self, document: str) -> frozenset[str]:
        """Return the dimensions that may move: the artist's choice, else the engine's."""
        chosen = self.chosen.vary(document)
        if chosen is None:
            chosen = frozenset(self.engine.first_vary if self.engine else FIRST_VARY)
        return self._mixed((chosen & self.attributes.keys()) or frozenset(self.attributes))

    @property
    def everything(self) -> frozenset[str]:
        """The dimensions that may move together."""
        return self._mixed(frozenset(self.attributes))

    @property
    def alone(self) -> frozenset[str]:
        """The dimensions that the engine mixes with no others."""
        return frozenset(self.engine.alone if self.engine else ())

    def _mixed(self, dimensions: frozenset[str]) -> frozenset[str]:
        return dimensions - self.alone or dimensions

    def rules_of(self, document: str) -> Rules:
        """Return what is always and never wanted on a document, of the values that are proposed now."""
        return self.chosen.rules(document).among(self.attributes)

    # What panels do ----------------------------------------------------------------------------------------------

    def begin(self, slate: CardSlate) -> messages.Suggest:
        """Note that a slate is waited for; return the request for it, whose canvas is still to be filled in."""
        slate.at = self._now()
        book = self.books.begin(slate)
        self.noted.clear(slate.place.profile)
        pinned = tr("Pinned suggestions stay in view: the new ones are behind ▶.")
        self.say("" if book.current is slate else pinned, document=slate.place.document)
        self.chosen.settle(slate.place)
        choices, vary = self.choices(slate.place.document), self.vary_of(slate.place.document)
        rules = self.rules_of(slate.place.document)
        return messages.Suggest(
            id=slate.request_id,
            profile=slate.place.profile,
            document=slate.place.document,
            subject=choices.subject if self.can("subject") else "",
            # Named one by one, also where it is all of them: then the agent may leave one that is best left as painted.
            vary=tuple(d for d in self.attributes if d in vary),
            locks=rules.locks(),
            bans=tuple(f"{d}={v}" for d, v in sorted(rules.never)),
            surprise=choices.surprise,
            strength=choices.strength,
            palette=choices.palette if self.can("palette") else (),
            feedback=choices.feedback,
            count=len(slate.cards),
            learn=slate.learn,
            intent=slate.intent,
        )

    def choose_profile(self, document: str, profile: str) -> None:
        """Let a document, and those after it, use a profile; a slate that is being rendered stays with the old one."""
        changes, slate = profile != self.profile_of(document), self.books.rendering_in(self.place_of(document))
        self.chosen.set_profile(document, profile)
        if changes:
            said = tr("The suggestions being made now stay with the profile that asked for them.") if slate else ""
            self.say(said, document=document)

    def create_profile(
        self, name: str, document: str, copy_of: str = "", blend_with: str = ""
    ) -> messages.CreateProfile:
        """Ask for a new profile, which `document` uses once it exists: empty, a copy, or a blend of two others."""
        request = messages.CreateProfile(
            id=self.new_id_on(document), name=name.strip(), copy_of=copy_of, blend_with=blend_with
        )
        self._new_profiles[request.id] = document, PROFILE_COPIED if copy_of else PROFILE_MADE
        return request

    def import_profile(self, text: str, document: str) -> messages.ImportProfile:
        """Ask for a profile from the text of an exported file; `document` uses it once it exists."""
        request = messages.ImportProfile(id=self.new_id_on(document), data=text)
        self._new_profiles[request.id] = document, PROFILE_IMPORTED
        return request

    def set_pack(self, name: str, *, in_use: bool) -> messages.SetPacks:
        """Ask that the values of a pack are proposed from now on, or no longer."""
        used = [pack.name for pack in self.packs if (in_use if pack.name == name else pack.in_use)]
        return messages.SetPacks(id=self.new_id(), in_use=tuple(used))

    def get_engines(self) -> messages.GetEngines:
        """Ask which engines there are to choose from."""
        return messages.GetEngines(id=self.new_id())

    def set_engine(self, name: str) -> messages.SetEngine:
        """Ask that another engine makes the suggestions from now on."""
        return messages.SetEngine(id=self.new_id(), engine=name)

    def rename_profile(self, profile: str, name: str) -> messages.RenameProfile:
        """Ask for another name of a profile."""
        return messages.RenameProfile(id=self.new_id(), profile=profile, name=name)

    def gone(self, event: str) -> None:
        """Take back, on the cards and in the corrections, the effect of an event that does not stand any more."""
        self.feedback.refused(event)
        self.corrections.forget(event)
        self.noted.take_back(event)

    def say(self, text: str, *, is_problem: bool = False, about: str = "", document: str = EVERYWHERE) -> None:
        """Show a sentence in the message line of a document; `EVERYWHERE` for that of all documents.

        A question that waits for an answer gives way to it.
        """
        if text:
            self.feedback.asks_why = None
        self.lines.say(Line(text, is_problem, about), document)

    def note_open(self, documents: set[str]) -> None:
        """Note the ids of the documents that are open."""
        self.books.note_open(documents)
        self.lines.note_open(documents)

    def meet(self, document: DocumentRef) -> bool:
        """Take notice of a document that becomes active: it has the choices and the slates of its file.

        Returns:
            Whether nothing is known of its file, which may have had another name.
        """
        is_new = self.chosen.meet(document)
        closed = {place.document for place in self.books.closed}
        for earlier in self.chosen.of_file(document.path):
            if earlier in closed:
                self.books.reopen(earlier, document)
        return is_new

    def works_again(self, about: str) -> None:
        """Take back the sentence about what is over; any other one stays."""
        self.lines.works_again(about)

    def keeping_changed(self, problem: str) -> None:
        """Tell that what the artist says cannot be kept on disk, or, where `problem` is empty, that it is again."""
        if problem:
            self.say(problem, is_problem=True, about=KEEPING)
        else:
            self.works_again(KEEPING)

    def undo(self, documents: tuple[str, ...]) -> list[messages.Request]:
        """Take back the last rating, pick or dismissal on these documents, the ids of those that the artist sees."""
        said, requests = self.feedback.undo(documents)
        for request in requests:
            if isinstance(request, messages.Undo):
                self.noted.take_back(request.event)
        if said is None:
            self.say(tr("There is nothing left to take back."), document=documents[0])
        else:
            self.say(tr(TAKEN_BACK[said.kind]), document=said.slate.place.document)
        return requests

    # What arrives ------------------------------------------------------------------------------------------------

    def status_changed(self, status: LinkStatus) -> list[str]:
        """Take the new status of the connection; return the ids of the requests that are given up for it."""
        before, self.status = self.status, status
        if status.phase is Phase.LOST and before.phase is Phase.READY and self.books.rendering():
            said = tr("Apprentice stopped. It is started again, and asks once more.")
            self.say(said, is_problem=True, about=CONNECTION)
        elif status.phase is Phase.READY:
            self.works_again(CONNECTION)
        if status.phase is not Phase.FAILED:
            return []
        given_up = self.books.rendering()
        if given_up or status != before:
            self.say(status.text, is_problem=True, about=CONNECTION)
        self.palettes.give_up_all()
        for slate in given_up:
            self.books.stop(slate)
        return [slate.request_id for slate in given_up]

    def receive(self, message: messages.Message) -> None:  # noqa: PLR0912 -- one case for each kind of message
        """Take a message. Replies to requests that are not waited for change nothing."""
        match message:
            case messages.Welcome():
                self._on_welcome(message)
            case messages.PacksReport():
                self._know(message.packs, message.attributes)
                self.say("")
            case messages.EnginesReport():
                self.engines = message.engines
            case messages.EngineChanged():
                self.engine = message.engine
            case messages.ProfilesReport():
                self._on_profiles(message)
            case messages.Queued():
                self.books.on_queued(message)
            case messages.Progress():
                self.books.on_progress(message)
            case messages.Preview():
                self.books.on_preview(message)
            case messages.SuggestionReady():
                self.books.on_suggestion(message)
            case messages.SlateReady():
                self._on_slate(message)
            case messages.RequestCancelled():
                self._on_cancelled(message)
            case messages.Notice():
                self._on_notice(message)
            case messages.Recorded():
                self._update_profile(message.profile)
                self.noted.receive(message)
            case messages.TasteReport():
                self.taste[message.profile.id] = message
            case messages.PalettesReport():
                self.palettes.receive(message)
            case messages.HistoryReport():
                self.history[message.profile.id] = message.events
            case messages.ErrorReply():
                self._on_error(message)

    def _on_welcome(self, message: messages.Welcome) -> None:
        self.engine, self.profiles = message.engine, message.profiles
        self._know(message.packs, message.attributes)
        if self.profiles:
            for place in self.books.name_default_profile(self.profiles[0].id):
                self.chosen.settle(place)

    def _know(self, packs: tuple[messages.PackPart, ...], attributes: Mapping[str, tuple[str, ...]]) -> None:
        """Take the packs and the attributes."""
        self.packs = packs
        self.attributes = {name: tuple(values) for name, values in attributes.items()}

    def _on_profiles(self, message: messages.ProfilesReport) -> None:
        self.profiles = message.profiles
        asked = self._new_profiles.pop(message.id, None)
        if asked is None or not message.profile:
            return
        document, said = asked
        self.choose_profile(document, message.profile)
        name = next((part.name for part in self.profiles if part.id == message.profile), "")
        self.say(tr(said, name=name), document=document)

    def _on_slate(self, message: messages.SlateReady) -> None:
        self._update_profile(message.profile)
        slate = self.books.finish(message.id)
        if slate is not None:
            slate.at = self._now()
            slate.engine, slate.canvas_palette = message.engine, message.canvas_palette

    def _on_cancelled(self, message: messages.RequestCancelled) -> None:
        slate = self.books.rendering_as(message.id)
        if slate is not None:
            self.books.stop(slate)

    def _on_notice(self, message: messages.Notice) -> None:
        slate = self.books.rendering_as(message.id)
        if slate is not None:
            self.say(message.text, document=slate.place.document)

    def _on_error(self, message: messages.ErrorReply) -> None:
        slate = self.books.rendering_as(message.id)
        self.palettes.give_up(message.id)
        if slate is not None:
            self.books.stop(slate)
        elif message.id and refuses_for_good(message.code):
            self.gone(message.id)
            self.palettes.refused(message.id)
        if message.code != ErrorCode.UNKNOWN_EVENT.value:
            self.say(message.message, is_problem=True, document=self.lines.asked_on(message.id))

    def _update_profile(self, profile: messages.ProfilePart) -> None:
        self.profiles = tuple(profile if known.id == profile.id else known for known in self.profiles)
