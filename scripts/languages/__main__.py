"""Bring the catalogues up to date, and say how complete they are."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "shared")]

from apprentice_shared.catalogues import FOLDER, LANGUAGES, NAME  # noqa: E402 - found by the line above
from languages.completeness import completeness, table  # noqa: E402
from languages.extraction import MarkError, marked_texts  # noqa: E402
from languages.files import mo_bytes, po_bytes, read_catalogue, template_of, updated  # noqa: E402


def main() -> int:
    """Extract, update, compile and count; return the exit status."""
    try:
        template = template_of(marked_texts())
    except MarkError as error:
        print(f"languages: {error}", file=sys.stderr)
        return 1
    rows = {}
    for language in LANGUAGES:
        path = FOLDER / language.code / f"{NAME}.po"
        catalogue = updated(read_catalogue(path, language.code), template)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalogue))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        rows[f"{language.code}{'' if language.is_read else ' (not read)'}"] = completeness(catalogue)
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
