"""Attribute packs from a client's request to what is proposed, learned and told, through a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import TOKEN, LiveServer, serving
from talker import Talker, small_suggest, talking

from apprentice_backend.packs.shipped import built_in_space
from apprentice_shared import messages as m

MEDIA = ("gouache", "watercolour", "charcoal", "impasto", "risograph")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[LiveServer]:
    """A server with the fake engine."""
    with serving(tmp_path) as running:
        yield running


def _styles(talker: Talker, request_id: str, **fields: object) -> set[str]:
    """Ask for a slate; return the styles in it."""
    return {value for mix in _mixes(talker, request_id, **fields).values() for value in mix.get("style", {})}


def _mixes(talker: Talker, request_id: str, **fields: object) -> dict[str, dict[str, dict[str, float]]]:
    talker.slate(request_id, vary=("style",), **fields)
    shown = [item for item in talker.replies if isinstance(item, m.SuggestionReady) and item.id == request_id]
    return {item.suggestion.id: {d: dict(w) for d, w in item.suggestion.mix.items()} for item in shown}


def test_a_pack_in_use_is_proposed_locked_and_learned(running: LiveServer) -> None:
    """The pack's values are in the attributes, in a slate, in the taste and in the words of an explanation."""
    with talking(running.port, TOKEN) as talker:
        assert {part.name for part in talker.session.welcome.packs} >= {"painting-media"}
        assert "gouache" not in talker.session.welcome.attributes["style"]
        report = talker.ask(m.SetPacks("p1", ("painting-media",)))
        assert isinstance(report, m.PacksReport)
        assert report.attributes["style"][-len(MEDIA) :] == MEDIA
        assert _styles(talker, "s1", locks={"style": {"gouache": 1.0}}) == {"gouache"}
        said = [(suggestion, 5) for suggestion in _mixes(talker, "s2", locks={"style": {"gouache": 1.0}})]
        said += [(suggestion, 1) for suggestion in _mixes(talker, "s3", bans=("style=gouache",), surprise=1.0)]
        for number, (suggestion, stars) in enumerate(said):
            talker.ask(m.Rate(f"r{number}", suggestion, stars))
        taste = talker.ask(m.GetTaste("t1", ""))
        assert isinstance(taste, m.TasteReport)
        effects = {value.value: value.mean for value in taste.values}
        assert max(effects, key=effects.__getitem__) == "gouache"
        assert "gouache" in taste.text
        _mixes(talker, "s4", locks={"style": {"gouache": 1.0}})
        (*_, last) = [item for item in talker.replies if isinstance(item, m.SuggestionReady)]
        assert "style=gouache" in {part.name for part in last.suggestion.explanation.contributions}


def test_values_of_a_pack_come_up_by_themselves(running: LiveServer) -> None:
    """The agent tries them like any other."""
    with talking(running.port, TOKEN) as talker:
        talker.ask(m.SetPacks("p1", ("painting-media",)))
        tried = set().union(*(_styles(talker, f"s{number}") for number in range(4)))
        assert tried & set(MEDIA)


def test_one_slate_may_use_a_pack(running: LiveServer) -> None:
    """A request's own packs count for it alone; what was said of them waits in the log."""
    with talking(running.port, TOKEN) as talker:
        lock = {"style": {"charcoal": 1.0}}
        (suggestion, *_) = _mixes(talker, "s1", locks=lock, packs=("painting-media",))
        talker.ask(m.Rate("r1", suggestion, 1))
        refused = talker.ask(small_suggest("s2", locks=lock))
        assert isinstance(refused, m.ErrorReply)
        taste = talker.ask(m.GetTaste("t1", ""))
        assert isinstance(taste, m.TasteReport)
        assert {value.value for value in taste.values} == {value for _, value in built_in_space().pairs()}
        talker.ask(m.SetPacks("p1", ("painting-media",)))
        taste = talker.ask(m.GetTaste("t2", ""))
        assert isinstance(taste, m.TasteReport)
        assert next(value.mean for value in taste.values if value.value == "charcoal") < 0


def test_a_pack_out_of_use_leaves_its_ratings_and_values_be(running: LiveServer) -> None:
    """Nothing said is lost, nothing of it fails, and none of its values is proposed."""
    with talking(running.port, TOKEN) as talker:
        talker.ask(m.SetPacks("p1", ("painting-media",)))
        for number, suggestion in enumerate(_mixes(talker, "s1", locks={"style": {"impasto": 1.0}})):
            talker.ask(m.Rate(f"r{number}", suggestion, 4, {"style": 1}))
        talker.ask(m.SetValue("v1", "style", "impasto", 2.0))
        assert isinstance(talker.ask(m.SetPacks("p2", ())), m.PacksReport)
        assert not _styles(talker, "s2") & set(MEDIA)
        assert isinstance(talker.ask(m.GetTaste("t1", "")), m.TasteReport)
        exported = talker.ask(m.ExportProfile("e1", ""))
        assert isinstance(exported, m.ProfileExported)
        assert isinstance(talker.ask(m.ImportProfile("i1", exported.data, "Twin")), m.ProfilesReport)


def test_an_unknown_pack_is_refused(running: LiveServer) -> None:
    """One sentence with those there are."""
    with talking(running.port, TOKEN) as talker:
        for request in (m.SetPacks("p1", ("oil",)), small_suggest("s1", packs=("oil",))):
            refused = talker.ask(request)
            assert isinstance(refused, m.ErrorReply)
            assert "painting-media" in refused.message
