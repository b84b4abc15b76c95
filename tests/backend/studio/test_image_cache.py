"""Images held, and images that make room."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from talker import noise_canvas

from apprentice_backend.studio import ImageCache, ImageShelf


def test_what_was_used_last_stays() -> None:
    """The image that was not used for longest goes where room is short."""
    images = [noise_canvas(seed=number) for number in range(4)]
    cache = ImageCache(max_bytes=3 * len(images[0].payload))
    for image in images[:3]:
        cache.add(image)
    assert cache.get(images[0].hash) is images[0]
    cache.add(images[3])
    assert [cache.get(image.hash) is not None for image in images] == [True, False, True, True]


def test_the_same_image_is_held_once() -> None:
    """An image that comes again takes no more room."""
    image, other = noise_canvas(), noise_canvas(seed=1)
    cache = ImageCache(max_bytes=2 * len(image.payload))
    cache.add(other)
    for _ in range(5):
        cache.add(noise_canvas())
    assert cache.get(other.hash) is other


def test_an_image_larger_than_all_room_is_held_alone() -> None:
    """The canvas at hand can be used whatever its size."""
    small, large = noise_canvas(), noise_canvas(width_px=200)
    cache = ImageCache(max_bytes=len(small.payload))
    cache.add(small)
    cache.add(large)
    assert cache.get(large.hash) is large
    assert cache.get(small.hash) is None


def test_images_of_few_bytes_are_counted() -> None:
    """An image of one pixel takes more room than its payload: there are so many and no more, the last used ones."""
    images = [noise_canvas(width_px=1, height_px=1, seed=number) for number in range(5)]
    cache = ImageCache(most_images=3)
    for image in images:
        cache.add(image)
    assert [cache.holds(image.hash) for image in images] == [False, False, True, True, True]
    assert cache.bytes == 3 * 4


def test_what_lies_unused_goes_down_to_a_resting_size() -> None:
    """Images that were not used since the last rest but one go, the one not used for longest first."""
    images = [noise_canvas(seed=number) for number in range(4)]
    cache = ImageCache(resting_bytes=2 * len(images[0].payload))
    for image in images:
        cache.add(image)
    for _ in range(3):
        cache.rest()
        assert cache.get(images[0].hash) is images[0]
    assert [cache.holds(image.hash) for image in images] == [True, False, False, True]


def test_of_what_lies_unused_large_images_go_first() -> None:
    """An image above the size goes though there is room; one that is in use stays whatever its size."""
    small, large, used = noise_canvas(), noise_canvas(width_px=200), noise_canvas(width_px=200, seed=1)
    cache = ImageCache(resting_image_bytes=len(small.payload))
    for image in (small, large, used):
        cache.add(image)
    for _ in range(3):
        assert cache.holds(used.hash)
        cache.rest()
    assert [cache.holds(image.hash) for image in (small, large, used)] == [True, False, True]


def test_what_was_put_away_is_held_still(tmp_path: Path) -> None:
    """A picture that rests on the shelf is found as before, and is in memory again."""
    image = noise_canvas()
    with closing(ImageShelf(tmp_path)) as shelf:
        cache = ImageCache(shelf, resting_bytes=0)
        cache.add(image)
        for _ in range(2):
            cache.rest()
        assert cache.get(image.hash) is image
        for _ in range(3):
            cache.rest()
        assert cache.holds(image.hash)
        again = cache.get(image.hash)
        assert again == image
        assert again is not image
        assert cache.get(image.hash) is again
