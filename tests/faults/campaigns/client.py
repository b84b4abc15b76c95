"""A client that finds a backend as the panel does: by the files in its data folder."""

from __future__ import annotations

from pathlib import Path

from talker import Talker

from apprentice_shared.data_folder import find_backend


class Client(Talker):
    """A client of whichever backend serves a folder."""

    def __init__(self, folder: Path, client_id: str) -> None:
        super().__init__(0, "", client_id)
        self._data_dir = folder

    def dial(self) -> None:
        """Connect to the backend that serves the folder now.

        Raises:
            ConnectionRefusedError: none does.
        """
        found = find_backend(self._data_dir)
        if found is None:
            raise ConnectionRefusedError(f"nobody serves {self._data_dir}")
        self.replies.clear()
        self.images.clear()
        address, token = found
        self.connect(address.port, token)

    def hang_up(self) -> None:
        """Let go of the connection, whatever state it is in; what is open is sent again with the next one."""
        if self.socket is not None:
            self.drop()
            self.socket.close()
            self.socket = None
        self.session.disconnect()
