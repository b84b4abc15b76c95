"""The names that the plugin takes from `apprentice_shared`.

They come from the copy in `_vendor` where the package step has put one, else from the installed package. The copy is
imported relatively: all of Krita's plugins share one interpreter, and another one may carry another version.
"""

from __future__ import annotations

from pathlib import Path

if (Path(__file__).parent / "_vendor").is_dir():
    from ._vendor.apprentice_shared import bounds, data_folder, messages, private_files, signals
    from ._vendor.apprentice_shared.attributes import AttributeSpace
    from ._vendor.apprentice_shared.catalogues import catalogue_of, choose
    from ._vendor.apprentice_shared.codec import decode, encode
    from ._vendor.apprentice_shared.errors import (
        ErrorCode,
        LocalProtocolError,
        RemoteProtocolError,
        StoreError,
        UnprovenServer,
        UnsendableMessage,
    )
    from ._vendor.apprentice_shared.images import (
        HEADER_BYTES,
        MAX_BINARY_BYTES,
        ImageFrame,
        ImageReader,
        PixelFormat,
        gather,
    )
    from ._vendor.apprentice_shared.language import (
        in_row,
        in_turn,
        in_use,
        later,
        listed,
        number,
        percent,
        speak,
        tr,
        tr_n,
    )
    from ._vendor.apprentice_shared.session import OTHER_VERSION, PROTOCOL_VERSION, ClientSession, SessionState
    from ._vendor.apprentice_shared.system_errors import why_of
else:
    from apprentice_shared import bounds, data_folder, messages, private_files, signals
    from apprentice_shared.attributes import AttributeSpace
    from apprentice_shared.catalogues import catalogue_of, choose
    from apprentice_shared.codec import decode, encode
    from apprentice_shared.errors import (
        ErrorCode,
        LocalProtocolError,
        RemoteProtocolError,
        StoreError,
        UnprovenServer,
        UnsendableMessage,
    )
    from apprentice_shared.images import HEADER_BYTES, MAX_BINARY_BYTES, ImageFrame, ImageReader, PixelFormat, gather
    from apprentice_shared.language import in_row, in_turn, in_use, later, listed, number, percent, speak, tr, tr_n
    from apprentice_shared.session import OTHER_VERSION, PROTOCOL_VERSION, ClientSession, SessionState
    from apprentice_shared.system_errors import why_of

__all__ = [
    "HEADER_BYTES",
    "MAX_BINARY_BYTES",
    "OTHER_VERSION",
    "PROTOCOL_VERSION",
    "AttributeSpace",
    "ClientSession",
    "ErrorCode",
    "ImageFrame",
    "ImageReader",
    "LocalProtocolError",
    "PixelFormat",
    "RemoteProtocolError",
    "SessionState",
    "StoreError",
    "UnprovenServer",
    "UnsendableMessage",
    "bounds",
    "catalogue_of",
    "choose",
    "data_folder",
    "decode",
    "encode",
    "gather",
    "in_row",
    "in_turn",
    "in_use",
    "later",
    "listed",
    "messages",
    "number",
    "percent",
    "private_files",
    "signals",
    "speak",
    "tr",
    "tr_n",
    "why_of",
]
