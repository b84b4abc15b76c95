"""Failures and interruptions while a slate is made or rated."""

SITTING = {"theme": "Krita dark", "panel": True}
SLOW = "steps=25,step_s=0.02"  # half a second an image


def switches_document_in_mid_render(stage):
    """A slate belongs to the document it was asked on: another one shows none of it, and going back shows it."""
    stage.backend.prepare("fake", SLOW)
    first = yield from stage.open_painting("landscape")
    yield from stage.panel.open()
    stage.click("apprentice_suggest")
    yield stage.until(lambda: stage.panel.is_rendering, "the rendering to begin", 20.0)
    second = yield from stage.open_painting("portrait")
    yield 0.2
    assert not stage.panel.is_rendering, "the other document's panel shows the first one's rendering"
    assert not stage.panel.rateable, "the other document shows the first one's cards"
    yield 3.0
    assert not stage.panel.rateable, "the slate was rerouted to the other document"
    stage.shot("other-document")
    assert not second.modified()
    yield from stage.go_to(first)
    yield from stage.panel.wait_for_slate(15.0)
    assert not first.modified()


def switches_profile_in_mid_render(stage):
    """A slate belongs to the profile it was asked in."""
    stage.backend.prepare("fake", SLOW)
    yield from stage.panel.begin("landscape", model=SLOW)
    yield from stage.panel.new_profile("Watercolours")
    assert not stage.panel.rateable, "the new profile shows the old one's slate"
    stage.click("apprentice_suggest")
    yield stage.until(lambda: stage.panel.is_rendering, "the rendering to begin", 5.0)
    stage.panel.choose_profile(0)
    yield from stage.panel.wait_for_slate(10.0)
    old = stage.panel.tints()
    yield 3.0
    assert stage.panel.has_tints(old), "the new profile's slate went to the old one"
    stage.panel.choose_profile(1)
    yield from stage.panel.wait_for_slate(10.0)
    assert not stage.panel.has_tints(old)
    stage.panel.choose_profile(0)
    yield 0.2


def closes_a_document_whose_slate_is_up(stage):
    """The cards of a closed document can still be rated; Insert says that its place is gone."""
    document = yield from stage.panel.begin("block_in")
    yield from stage.open_painting("line_art")
    yield from stage.go_to(document)
    yield from stage.panel.wait_for_slate(5.0)
    stage.close(document)
    yield 0.5
    assert stage.panel.rateable == [0, 1, 2, 3], "the closed document's cards are gone"
    before = stage.backend.ratings()
    stage.panel.click(1, "star_3")
    yield from stage.backend.ratings_become(len(before) + 1)
    yield from stage.panel.insert(1)
    yield stage.until(lambda: bool(stage.panel.message), "a line that says why it is not inserted", 3.0)
    stage.fact("message", stage.panel.message)
    stage.shot("refused", stage.widget("apprentice_docker"))
    other = stage.krita.activeDocument()
    assert len(other.topLevelNodes()) == 1, "it was inserted into another document"


def loses_the_backend_in_mid_render(stage):
    """When the backend dies the panel says so, starts it again, and Suggest works."""
    stage.backend.prepare("fake", SLOW)
    document = yield from stage.open_painting("still_life")
    yield from stage.panel.open()
    stage.click("apprentice_suggest")
    yield stage.until(lambda: stage.panel.progress > 0.2, "some progress", 20.0)
    killed = stage.backend.kill()
    assert killed, "no backend to kill"
    yield stage.until(lambda: bool(stage.panel.message), "a line that says so", 5.0)
    stage.fact("message", stage.panel.message)
    stage.shot("said", stage.widget("apprentice_docker"))
    yield from stage.panel.wait_for_slate(40.0)
    assert stage.backend.pid not in (0, killed)
    yield 0.2
    stage.shot("recovered", stage.widget("apprentice_docker"))
    assert not document.modified()


def loses_the_backend_while_rating(stage):
    """Ratings given while the backend is away arrive, each once."""
    yield from stage.panel.begin("landscape")
    before = stage.backend.ratings()
    stage.panel.click(0, "star_5")
    stage.backend.kill()
    stage.panel.click(1, "star_1")
    yield 0.3
    stage.panel.click(2, "star_4")
    yield stage.until(lambda: stage.backend.pid != 0, "the backend to be back", 40.0)
    yield stage.until(lambda: stage.panel.phase == "ready", "the panel to be connected", 20.0)
    after = yield from stage.backend.ratings_become(len(before) + 3)
    rated = [suggestion for _, suggestion, _, _ in after[len(before) :]]
    assert len(set(rated)) == 3, "a rating arrived twice"


def keeps_a_rating_while_no_backend_will_start(stage):
    """A rating that cannot be sent lies in the outbox's file, and arrives once there is a backend again."""
    yield from stage.panel.begin("still_life")
    before = stage.backend.ratings()
    stage.backend.break_down()
    yield stage.until(lambda: stage.panel.phase != "ready", "the panel to notice", 10.0)
    stage.panel.click(3, "star_5")
    yield stage.until(lambda: "rate" in stage.backend.outbox(), "the rating in the outbox", 5.0)
    stage.backend.prepare()
    yield from stage.panel.suggest(within_s=60.0)
    yield from stage.backend.ratings_become(len(before) + 1)
    assert "rate" not in stage.backend.outbox(), "it waits on in the outbox"


def cancels(stage):
    """Cancel ends the rendering at once, and the panel can be asked again."""
    stage.backend.prepare("fake", "steps=100,step_s=0.05")
    yield from stage.open_painting("portrait")
    yield from stage.panel.open()
    stage.click("apprentice_suggest")
    yield stage.until(lambda: stage.panel.progress > 0.0, "some progress", 20.0)
    stage.shot("rendering", stage.widget("apprentice_docker"))
    stage.click("apprentice_cancel")
    yield stage.until(lambda: not stage.panel.is_rendering, "Suggest again", 3.0)
    assert not stage.panel.rateable, "cards of a cancelled slate"
    yield 0.3
    stage.shot("cancelled", stage.widget("apprentice_docker"))


def says_what_the_engine_failed_at(stage):
    """An engine's failure is one sentence, and the next slate comes."""
    stage.backend.prepare("fake", "fail_at=2,fail=out_of_memory,times=1")
    yield from stage.open_painting("portrait")
    yield from stage.panel.open()
    stage.click("apprentice_suggest")
    yield stage.until(lambda: "memory" in stage.panel.message, "a line on memory", 20.0)
    stage.shot("said", stage.widget("apprentice_docker"))
    assert not stage.panel.is_rendering
    yield from stage.panel.suggest()


def survives_an_engine_that_crashes(stage):
    """An exception that nobody expects is one sentence too, and the backend goes on."""
    stage.backend.prepare("fake", "fail_at=1,fail=crash,times=1")
    yield from stage.open_painting("portrait")
    yield from stage.panel.open()
    stage.click("apprentice_suggest")
    yield stage.until(lambda: bool(stage.panel.message), "a line", 20.0)
    pid = stage.backend.pid
    yield from stage.panel.suggest()
    assert stage.backend.pid == pid, "the backend went down with its engine"
