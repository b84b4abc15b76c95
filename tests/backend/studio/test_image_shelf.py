"""Images put away in a file, and found again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from talker import noise_canvas

from apprentice_backend.studio import ImageShelf
from apprentice_backend.studio.image_shelf import SPARE_BYTES
from apprentice_shared.images import ImageFrame

SIZE = len(noise_canvas().payload)


@pytest.fixture
def shelf_of(tmp_path: Path) -> Iterator[Callable[..., ImageShelf]]:
    """Shelves in the test's folder, closed at its end; each takes the number of its bytes."""
    with ExitStack() as stack:
        yield lambda *given, name="": stack.enter_context(closing(ImageShelf(tmp_path / name, *given)))


def held(shelf: ImageShelf, images: list[ImageFrame]) -> list[bool]:
    """Return which images are on a shelf, each whole or not at all."""
    found = [shelf.get(image.hash) for image in images]
    assert all(frame == image for frame, image in zip(found, images, strict=True) if frame is not None)
    assert [image.hash in shelf for image in images] == [frame is not None for frame in found]
    return [frame is not None for frame in found]


def test_what_is_put_away_is_found_again(shelf_of: Callable[..., ImageShelf], tmp_path: Path) -> None:
    """An image comes back as it was; one that was never there does not, and the folder shows no file."""
    shelf, images = shelf_of(), [noise_canvas(seed=number) for number in range(3)]
    assert held(shelf, images) == [False] * 3
    for image in images[:2]:
        shelf.put(image)
    assert held(shelf, images) == [True, True, False]
    assert list(tmp_path.iterdir()) == []


def test_the_oldest_make_room(shelf_of: Callable[..., ImageShelf]) -> None:
    """A full shelf is written over from its beginning; what is touched by that is not found any more."""
    shelf, images = shelf_of(3 * SIZE), [noise_canvas(seed=number) for number in range(4)]
    for image in images:
        shelf.put(image)
    assert held(shelf, images) == [False, True, True, True]
    wide = noise_canvas(width_px=50, seed=9)
    shelf.put(wide)
    assert held(shelf, [*images, wide]) == [False, False, False, True, True]


def test_a_disk_that_is_nearly_full_is_left_to_ratings(
    shelf_of: Callable[..., ImageShelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file grows no more, and what fits into it as it is goes on being kept."""
    free = SPARE_BYTES + 2 * SIZE
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    shelf, images = shelf_of(2 * SIZE), [noise_canvas(seed=number) for number in range(4)]
    shelf.put(images[0])
    free = SPARE_BYTES + SIZE - 1
    shelf.put(images[1])
    assert held(shelf, images) == [True, False, False, False]
    free = SPARE_BYTES + SIZE
    shelf.put(images[2])
    free = 0
    shelf.put(images[3])
    assert held(shelf, images) == [False, False, True, True]


def test_images_of_few_bytes_are_counted(shelf_of: Callable[..., ImageShelf]) -> None:
    """There are so many and no more, the oldest go."""
    shelf, images = shelf_of(3 * SIZE, 2), [noise_canvas(width_px=1, height_px=1, seed=number) for number in range(4)]
    for image in images:
        shelf.put(image)
    assert held(shelf, images) == [False, False, True, True]


def test_the_same_image_is_put_away_once(shelf_of: Callable[..., ImageShelf]) -> None:
    """An image that comes again takes no room; one that is larger than the shelf is not kept."""
    shelf, other = shelf_of(2 * SIZE), noise_canvas(seed=1)
    for image in (other, *[noise_canvas()] * 5, noise_canvas(width_px=100)):
        shelf.put(image)
    assert held(shelf, [other, noise_canvas()]) == [True, True]


def test_a_disk_that_fails_loses_images_and_no_more(shelf_of: Callable[..., ImageShelf], tmp_path: Path) -> None:
    """Without a place for the file nothing is kept, and nothing fails."""
    shelf = shelf_of(name="none")
    shelf.put(noise_canvas())
    assert held(shelf, [noise_canvas()]) == [False]
    (tmp_path / "none").mkdir()
    shelf.put(noise_canvas())
    assert held(shelf, [noise_canvas()]) == [True]
    shelf.close()
    assert held(shelf, [noise_canvas()]) == [False]
