"""Models are listed, fetched, checked and found, against a hub of our own and the hub's real client."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_server import COMMIT, Hub, serving
from huggingface_hub import constants

from apprentice_backend.engines.diffusion.models.catalogue import CATALOGUE, entry
from apprentice_backend.engines.diffusion.models.hub import download, locate, missing_bytes, repair, verify
from apprentice_backend.engines.diffusion.models.source import find
from apprentice_shared.errors import EngineError, EngineNotReady

WEIGHTS = random.Random(0).randbytes(300_000)
NEEDED = {
    "model_index.json": b'{"_class_name": "StableDiffusionXLPipeline"}',
    "unet/config.json": b"{}",
    "unet/diffusion_pytorch_model.fp16.safetensors": WEIGHTS,
    "tokenizer/merges.txt": b"a b",
}
LEFT_OUT = {
    "SSD-1B.safetensors": b"another 4.5 GB",
    "unet/diffusion_pytorch_model.safetensors": b"in single precision",
    "README.md": b"# a card",
}


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with serving(Hub({"segmind/SSD-1B": NEEDED | LEFT_OUT})) as served:
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
        monkeypatch.setattr(constants, "ENDPOINT", served.address)
        template = served.address + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        yield served


def fetch() -> Path:
    return download("ssd-1b", lambda done, total: None)


def test_the_catalogue_says_what_is_fetched() -> None:
    """Every model has its terms in plain words with the link; SSD-1B's name its training pictures and its limits."""
    for known in CATALOGUE:
        assert f"https://huggingface.co/{known.repo}" in known.terms
    terms = entry("ssd-1b").terms
    for words in ("Apache-2.0", "OpenRAIL++", "Midjourney", "no safety checker"):
        assert words in terms
    assert entry("ssd-1b").revision == COMMIT


def test_what_can_be_pinned_is_pinned() -> None:
    """Every commit is a whole one; only the few-step weights have none that is published."""
    unpinned = {known.name for known in CATALOGUE if not re.fullmatch("[0-9a-f]{40}", known.revision)}
    assert unpinned == {"lcm-lora-ssd-1b"}


@pytest.mark.parametrize("name", [known.name for known in CATALOGUE])
def test_every_entry_can_be_had_and_stays_as_it_was(hub: Hub, name: str) -> None:
    """Each is fetched, found offline and verified; when its "main" moves on, what is here is kept, then and later."""
    known = entry(name)
    config = {"config.json": b"{}", "model_index.json": b"{}", "unet/config.json": b"{}"}
    weights = {"pytorch_lora_weights.safetensors": WEIGHTS, "diffusion_pytorch_model.safetensors": WEIGHTS}
    hub.repos[known.repo] = config | weights | {"unet/diffusion_pytorch_model.fp16.safetensors": WEIGHTS}
    folder = download(name, lambda done, total: None)
    hub.commit = "f" * 40
    hub.repos[known.repo] = dict.fromkeys(hub.repos[known.repo], b"newer")
    hub.forget()
    assert missing_bytes(name) == 0
    assert download(name, lambda done, total: None) == folder
    assert hub.sent == []
    hub.status[known.repo] = 503
    assert locate(name) == folder
    assert all(check.good for check in verify(name))


@pytest.mark.parametrize(
    ("model", "repo", "revision"),
    [
        ("segmind/SSD-1B", "segmind/SSD-1B", COMMIT),
        ("someone/thing", "someone/thing", "main"),
        ("someone/thing@abc", "someone/thing", "abc"),
    ],
)
def test_any_hub_id_has_an_entry(model: str, repo: str, revision: str) -> None:
    """Known ids are pinned; others take the revision that is given."""
    found = entry(model)
    assert (found.repo, found.revision) == (repo, revision)


@pytest.mark.parametrize("model", ["nonsense", "a/b/c", "/x", ""])
def test_a_name_that_is_nothing_lists_the_known(model: str) -> None:
    """A misspelt name is answered with those there are."""
    with pytest.raises(EngineNotReady, match="ssd-1b"):
        entry(model)


def test_fetches_the_needed_files_and_no_others(hub: Hub) -> None:
    """The size is known before, progress ends at it, and the second time there is nothing to do."""
    missing = missing_bytes("ssd-1b")
    assert missing == sum(map(len, NEEDED.values()))
    progress: list[tuple[int, int]] = []
    folder = download("ssd-1b", lambda done, total: progress.append((done, total)))
    assert {path for path, _ in hub.sent} == set(NEEDED)
    assert progress == sorted(progress)
    assert progress[-1] == (missing, missing)
    assert (folder / "unet/diffusion_pytorch_model.fp16.safetensors").read_bytes() == WEIGHTS
    hub.forget()
    assert missing_bytes("ssd-1b") == 0
    assert fetch() == folder
    assert hub.sent == []


def test_found_without_the_network_afterwards(hub: Hub) -> None:
    """Once there, it is found while the hub refuses everything."""
    folder = fetch()
    hub.status["segmind/SSD-1B"] = 503
    hub.forget()
    assert locate("segmind/SSD-1B") == folder
    assert find("").path == folder
    assert hub.sent == []


def test_goes_on_where_it_stopped(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that breaks costs the rest of the file, not the file."""
    monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 50_000)  # what is not a whole chunk is lost: 10 MB as a rule
    hub.cut_after = 200_000
    with pytest.raises(EngineError):
        fetch()
    with pytest.raises(EngineNotReady, match="models download ssd-1b"):
        locate("ssd-1b")
    hub.status.clear()
    hub.forget()
    folder = fetch()
    starts = dict(hub.sent)
    assert starts["unet/diffusion_pytorch_model.fp16.safetensors"] > 0
    assert (folder / "unet/diffusion_pytorch_model.fp16.safetensors").read_bytes() == WEIGHTS


def test_a_full_disk_is_one_sentence_and_costs_nothing_that_is_there(hub: Hub) -> None:
    """A disk that takes nothing more ends the download; with room again it is completed."""
    oid = hashlib.sha256(WEIGHTS).hexdigest()
    part = Path(constants.HF_HUB_CACHE) / "models--segmind--SSD-1B" / "blobs" / f"{oid}.apprentice-part"
    part.parent.mkdir(parents=True)
    part.symlink_to("/dev/full")
    with pytest.raises(EngineError, match="the disk is full: free some space and start again"):
        fetch()
    part.unlink()
    assert (fetch() / "unet/diffusion_pytorch_model.fp16.safetensors").read_bytes() == WEIGHTS


def test_what_arrives_damaged_is_thrown_away(hub: Hub) -> None:
    """A part that is not what it was is not completed to a whole; the next run starts it anew."""
    hub.cut_after = 200_000
    with pytest.raises(EngineError):
        fetch()
    hub.status.clear()
    (part,) = Path(constants.HF_HUB_CACHE).rglob("*.apprentice-part")
    part.write_bytes(b"\0" * 1000)
    with pytest.raises(EngineNotReady, match="arrived damaged"):
        fetch()
    assert (fetch() / "unet/diffusion_pytorch_model.fp16.safetensors").read_bytes() == WEIGHTS


def test_verify_finds_the_damaged_file_and_repair_fetches_it(hub: Hub) -> None:
    """One flipped byte is named; after the repair only that file is fetched again."""
    folder = fetch()
    assert all(check.good for check in verify("ssd-1b"))
    damaged = (folder / "unet/diffusion_pytorch_model.fp16.safetensors").resolve()
    damaged.write_bytes(WEIGHTS[:-1] + bytes([WEIGHTS[-1] ^ 1]))
    bad = [check for check in verify("ssd-1b") if not check.good]
    assert [check.path for check in bad] == ["unet/diffusion_pytorch_model.fp16.safetensors"]
    repair("ssd-1b", bad)
    hub.forget()
    fetch()
    assert [path for path, _ in hub.sent] == ["unet/diffusion_pytorch_model.fp16.safetensors"]
    assert all(check.good for check in verify("ssd-1b"))


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "does not give out|refuses"),
        (403, "does not give out|refuses"),
        (404, "no model of that name"),
        (500, "in a while"),
    ],
)
def test_a_hub_that_refuses_is_one_sentence(hub: Hub, status: int, says: str) -> None:
    """Each refusal has its own."""
    hub.status["segmind/SSD-1B"] = status
    with pytest.raises(EngineNotReady, match=says) as caught:
        fetch()
    assert "\n" not in str(caught.value)


def test_no_network_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing half-made is left behind."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(EngineNotReady, match="cannot be reached"):
        fetch()
    assert not (tmp_path / "cache").exists()
