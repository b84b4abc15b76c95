"""Requests about profiles and their tastes."""

from __future__ import annotations

from dataclasses import dataclass

from ..bounds import HISTORY, MAX_NAME, MAX_PATH
from .base import Request, check_length


@dataclass(frozen=True)
class GetTaste(Request, tag="get_taste"):
    """Ask for the taste that a profile has learned."""

    profile: str = ""


@dataclass(frozen=True)
class GetHistory(Request, tag="get_history"):
    """Ask for a profile's last `limit` events, newest first, 1 to 1000."""

    profile: str = ""
    limit: int = 50

    def __post_init__(self) -> None:
        super().__post_init__()
        HISTORY.check("limit", self.limit)


@dataclass(frozen=True)
class GetProfiles(Request, tag="get_profiles"):
    """Ask for all profiles."""


@dataclass(frozen=True)
class CreateProfile(Request, tag="create_profile"):
    """Make a profile; with `copy_of` it starts with all that another one has learned, with `blend_with` with both's."""

    name: str
    copy_of: str = ""
    blend_with: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_name(self.name)
        check_length("copy_of", self.copy_of, MAX_NAME)
        check_length("blend_with", self.blend_with, MAX_NAME)
        if self.blend_with and not self.copy_of:
            raise ValueError("blend_with needs copy_of: name both profiles")


@dataclass(frozen=True)
class RenameProfile(Request, tag="rename_profile"):
    """Give a profile another name."""

    profile: str
    name: str

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_name(self.name)


@dataclass(frozen=True)
class ResetProfile(Request, tag="reset_profile"):
    """Delete all that a profile has learned; its name stays."""

    profile: str


@dataclass(frozen=True)
class DeleteProfile(Request, tag="delete_profile"):
    """Delete a profile and all that it has learned."""

    profile: str


@dataclass(frozen=True)
class ExportProfile(Request, tag="export_profile"):
    """Ask for a profile as one small file, without pixels."""

    profile: str


@dataclass(frozen=True)
class ImportProfile(Request, tag="import_profile"):
    """Make a profile from the text of an exported file; `name` replaces the name in it."""

    data: str
    name: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("name", self.name, MAX_NAME)


def _check_name(name: str) -> None:
    check_length("name", name, MAX_PATH)
    check_length("name", name.strip(), MAX_NAME, 1)
