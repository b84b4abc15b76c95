"""Draw faces, learn to tell them from pictures without any, and write the classifier that `studies` reads.

python scripts/drawn_faces FOLDER …      folders of pictures without faces: the more of them, the fewer false alarms
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "shared"), str(ROOT / "backend")]

from apprentice_backend.engines.studies.canvas import drawn_faces as reader  # noqa: E402 - found by the line above
from drawn_faces.draw import scene  # noqa: E402
from drawn_faces.learning import Faceless, faces, learn  # noqa: E402

FACES, SCENES, SEED = 5000, 150, 5
ROUNDS = (50, 100, 160, 240)  # stumps; after each but the last, windows taken for faces are added
PICTURE_PX = 300
PLACE = Path(reader.__file__).with_suffix(".csv")


def main() -> int:
    """Learn and write; return the exit status."""
    rng = np.random.default_rng(SEED)
    pictures = [cv2.cvtColor(scene(rng), cv2.COLOR_RGB2GRAY) for _ in range(SCENES)]
    for folder in sys.argv[1:]:
        for path in sorted(Path(folder).iterdir()):
            picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
            if picture is not None:
                scale = PICTURE_PX / max(picture.shape)
                pictures.append(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    with_face, without = faces(rng, FACES), Faceless(pictures, rng)
    print(f"{FACES} faces, {len(pictures)} pictures without, {len(without.windows)} windows of them", flush=True)
    stumps = learn(with_face, without.windows, ROUNDS[0], rng)
    for count in ROUNDS[1:]:
        print(f"{without.add_those_like_faces(stumps)} windows more", flush=True)
        stumps = learn(with_face, without.windows, count, rng)
        rows = zip(stumps.place.tolist(), stumps.threshold, stumps.below, stumps.above, strict=True)
        lines = [f"{','.join(map(str, place))},{one:.4g},{below:.4g},{above:.4g}" for place, one, below, above in rows]
        PLACE.write_text("\n".join(["channel,row,column,threshold,below,above", *lines, ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
