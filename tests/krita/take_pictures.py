"""Take the documentation's pictures in a real Krita: `python tests/krita/take_pictures.py` renews `docs/`'s."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

from harness.animation import frames_of, save_animation  # noqa: E402  # found by the path above
from harness.play_all import play_all  # noqa: E402  # found by the path above

DOCS = HERE.parents[1] / "docs"
# Screenshot -> its name in docs/.
KEPT = {
    "dark-whole_window-panel": "panel",
    "dark-held-window": "panel-held",
    "dark-narrow-260-selected": "panel-260-dark",
    "dark-wide-400-reasons": "panel-400-dark",
    "bright-narrow-260-selected": "panel-260-bright",
    "bright-wide-400-reasons": "panel-400-bright",
    "dark-palettes_narrow-260-palettes": "pictures/palettes-260-dark",
    "dark-palettes_wide-400-palette-tools": "pictures/palettes-400-dark",
    "bright-palettes_narrow-260-palette-tools": "pictures/palettes-260-bright",
    "bright-palettes_wide-400-palettes": "pictures/palettes-400-bright",
}


def main() -> int:
    """Play the pictures' scenarios, keep the best shots, animate the film; returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        shots = Path(folder) / "shots"
        for scenario, outcome in play_all(HERE / "pictures", Path(folder), shots):
            complaint = outcome.complaint(scenario)
            if complaint:
                print(complaint, file=sys.stderr)
                return 1
            film = outcome.facts(scenario).get("film")
            if film:
                save_animation(frames_of(film, shots), DOCS / f"{scenario.function}.png")
                print(DOCS / f"{scenario.function}.png")
        for shot, name in KEPT.items():
            picture = Image.open(shots / f"{shot}.png").convert("RGB")
            picture.save(DOCS / f"{name}.png", optimize=True)
            print(DOCS / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
