"""Images held, and images that make room."""

from __future__ import annotations

from talker import noise_canvas

from apprentice_backend.studio import ImageCache


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
