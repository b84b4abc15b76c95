"""Profiles made, changed, carried away and brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apprentice_shared.messages import (
    CreateProfile,
    DeleteProfile,
    ExportProfile,
    GetProfiles,
    ImportProfile,
    ProfileExported,
    ProfilePart,
    ProfilesReport,
    RenameProfile,
    Request,
    ResetProfile,
)

from ...profiles import Profiles
from ..parts import profile_part
from . import Answer


class ProfileAnswers:
    """Looks after the list of profiles.

    Args:
        profiles: the profiles and their agents.
    """

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles

    def by_request(self) -> dict[type[Request], Callable[[Any], Answer]]:
        """Return what answers each kind of request."""
        return {
            GetProfiles: self._get_profiles,
            CreateProfile: self._create_profile,
            RenameProfile: self._rename_profile,
            ResetProfile: self._reset_profile,
            DeleteProfile: self._delete_profile,
            ExportProfile: self._export_profile,
            ImportProfile: self._import_profile,
        }

    def all(self) -> tuple[ProfilePart, ...]:
        """Describe all profiles, the default one first."""
        return tuple(profile_part(profile) for profile in self._profiles.all())

    def _get_profiles(self, request: GetProfiles) -> Answer:
        return Answer(ProfilesReport(request.id, self.all()))

    def _create_profile(self, request: CreateProfile) -> Answer:
        made = self._profiles.create(request.name, request.copy_of, request.blend_with)
        return Answer(ProfilesReport(request.id, self.all(), made.id))

    def _rename_profile(self, request: RenameProfile) -> Answer:
        renamed = self._profiles.rename(request.profile, request.name)
        return Answer(ProfilesReport(request.id, self.all(), renamed.id))

    def _reset_profile(self, request: ResetProfile) -> Answer:
        empty = self._profiles.reset(request.profile)
        return Answer(ProfilesReport(request.id, self.all(), empty.id))

    def _delete_profile(self, request: DeleteProfile) -> Answer:
        self._profiles.delete(request.profile)
        return Answer(ProfilesReport(request.id, self.all()))

    def _export_profile(self, request: ExportProfile) -> Answer:
        profile, text = self._profiles.export(request.profile)
        return Answer(ProfileExported(request.id, profile_part(profile), text))

    def _import_profile(self, request: ImportProfile) -> Answer:
        made = self._profiles.load(request.data, request.name)
        return Answer(ProfilesReport(request.id, self.all(), made.id))
