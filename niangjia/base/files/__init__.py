"""Uploads: judged by their contents, cleaned, sealed on disk, served to those a FileGuard lets see (docs/engines/privacy.md)."""

from __future__ import annotations

from niangjia.base.files.kinds import HEIC, JPEG, PDF, PICTURES, PNG, WEBP, XLSX, media_type_of
from niangjia.base.files.serving import FileGuard, OpenedFile, file_guards, hand_out, may_see, open_for, own_files
from niangjia.base.files.storing import MOST_BYTES, erase, store, sweep_orphans

__all__ = [
    "HEIC",
    "JPEG",
    "MOST_BYTES",
    "PDF",
    "PICTURES",
    "PNG",
    "WEBP",
    "XLSX",
    "FileGuard",
    "OpenedFile",
    "erase",
    "file_guards",
    "hand_out",
    "may_see",
    "media_type_of",
    "open_for",
    "own_files",
    "store",
    "sweep_orphans",
]
