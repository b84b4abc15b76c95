"""The diffusion engine `ssd-1b`, enabled by name alone. It needs the extra `krita-apprentice[diffusion]`.

`engine` is the way in and `renderer` makes the images of one request. `words` turns mixes into prompts and embeddings,
`models` finds and loads weights, `sampling` runs the denoising steps, `steering` pulls them towards palettes and rated
pictures, and `memory` makes do with less. `errors` translates all foreign errors.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from apprentice_shared.errors import EngineNotReady
from apprentice_shared.language import in_row, tr

if TYPE_CHECKING:
    from .engine import DiffusionEngine

PACKAGES = ("torch", "diffusers", "transformers", "accelerate", "peft")


def create_engine(*, model: str, device: str) -> DiffusionEngine:
    """Make the engine; its model is loaded at the first render.

    Args:
        model: a diffusers folder, a `.safetensors` file or a hub id, with settings after a "?"; empty for SSD-1B.
        device: "cuda", "mps", "cpu", or "auto" or empty for the best there is.

    Raises:
        EngineNotReady: the extra is not installed.
        ValueError: a setting is unknown or out of range.
    """
    require_packages()
    from .engine import DiffusionEngine as Engine  # noqa: PLC0415 -- needs the extra

    return Engine(model, device)


def require_packages() -> None:
    """Make sure that the extra is installed.

    Raises:
        EngineNotReady: it is not installed; the text names the command.
    """
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise EngineNotReady(
            tr(
                "the engine ssd-1b needs {missing}: run 'python3 run.py --engine ssd-1b', or 'pip install"
                " krita-apprentice[diffusion]'",
                missing=in_row(missing),
            )
        )


def hush() -> None:
    """Silence the progress bars, hints and warnings of transformers and diffusers in this process."""
    # transformers comes first: diffusers imports it, and it warns on import.
    import transformers  # noqa: PLC0415

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    import diffusers  # noqa: PLC0415

    diffusers.utils.logging.set_verbosity_error()
    diffusers.utils.logging.disable_progress_bar()
