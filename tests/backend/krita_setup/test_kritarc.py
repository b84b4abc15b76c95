"""Editing Krita's settings without losing anything in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from apprentice_backend.krita_setup.kritarc import (
    disable_plugin,
    enable_plugin,
    is_plugin_enabled,
    with_plugin,
    without_plugin,
)

ON = "enable_apprentice=true\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", f"[python]\n{ON}", id="no file"),
        pytest.param("[theme]\nTheme=Krita dark\n", f"[theme]\nTheme=Krita dark\n\n[python]\n{ON}", id="no group"),
        pytest.param("[theme]\na=1", f"[theme]\na=1\n\n[python]\n{ON}", id="no line end"),
        pytest.param("[python]\nenable_x=true\n\n[z]\na=1\n", f"[python]\n{ON}enable_x=true\n\n[z]\na=1\n", id="group"),
        pytest.param("[python]", f"[python]\n{ON}", id="group at the very end"),
        pytest.param("[python]\nenable_apprentice=false\n", f"[python]\n{ON}", id="switched off"),
        pytest.param(f"[python]\n{ON}", f"[python]\n{ON}", id="on already"),
        pytest.param(
            "[z]\nenable_apprentice=false\n[python]\n", f"[z]\nenable_apprentice=false\n[python]\n{ON}", id="z"
        ),
        pytest.param("[python]\r\na=1\r\n", "[python]\r\nenable_apprentice=true\r\na=1\r\n", id="Windows line ends"),
        pytest.param("a=\x0c\x85\u2028\n", f"a=\x0c\x85\u2028\n\n[python]\n{ON}", id="odd separators"),
    ],
)
def test_enables_the_plugin_and_changes_nothing_else(before: str, after: str) -> None:
    """One line is added or changed; all others are byte for byte what they were."""
    assert with_plugin(before, "apprentice") == after
    assert with_plugin(after, "apprentice") == after


def test_keeps_bytes_that_are_no_text(tmp_path: Path) -> None:
    """Settings in an unknown encoding survive."""
    settings = tmp_path / "config" / "kritarc"
    settings.parent.mkdir()
    settings.write_bytes(b"[a]\nname=\xff\xfe\n")
    enable_plugin(settings, "apprentice")
    assert settings.read_bytes() == b"[a]\nname=\xff\xfe\n\n[python]\nenable_apprentice=true\n"
    assert is_plugin_enabled(settings, "apprentice")
    disable_plugin(settings, "apprentice")
    assert settings.read_bytes() == b"[a]\nname=\xff\xfe\n\n[python]\n"


def test_makes_the_file_where_krita_never_ran(tmp_path: Path) -> None:
    """A fresh user's settings are made, with their folder."""
    settings = tmp_path / "config" / "kritarc"
    assert not is_plugin_enabled(settings, "apprentice")
    enable_plugin(settings, "apprentice")
    assert is_plugin_enabled(settings, "apprentice")


def test_follows_a_linked_settings_file(tmp_path: Path) -> None:
    """Settings kept elsewhere and linked stay linked, with their rights."""
    kept = tmp_path / "dotfiles"
    kept.write_text("[a]\n")
    kept.chmod(0o600)
    (tmp_path / "kritarc").symlink_to(kept)
    enable_plugin(tmp_path / "kritarc", "apprentice")
    assert (tmp_path / "kritarc").is_symlink()
    assert "enable_apprentice=true" in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_disabling_leaves_other_plugins_alone() -> None:
    """Only our own line goes."""
    text = "[python]\nenable_apprentice=true\nenable_apprentice_two=true\n"
    assert without_plugin(text, "apprentice") == "[python]\nenable_apprentice_two=true\n"
