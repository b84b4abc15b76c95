"""Keeps the libraries from writing to the terminal: what matters is said by our own events and errors."""

from __future__ import annotations


def hush() -> None:
    """Silence the progress bars, hints and warnings of transformers and diffusers in this process."""
    # In this order: transformers warns while diffusers imports it.
    import transformers  # noqa: PLC0415

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    import diffusers  # noqa: PLC0415

    diffusers.utils.logging.set_verbosity_error()
    diffusers.utils.logging.disable_progress_bar()
