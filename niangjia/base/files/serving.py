"""Giving a file to somebody who may see it, with headers that keep a browser from doing anything else with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.declare import declared
from niangjia.base.files import vault
from niangjia.base.files.kinds import PICTURES
from niangjia.base.journal import note_look
from niangjia.base.models import StoredFile
from niangjia.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class FileGuard:
    """Who may see files of ``purpose``. Packages list theirs as ``FILE_GUARDS`` in ``access.py``; without a guard nobody sees.

    ``may_see(actor, file)`` answers for the moment it is asked. ``journal``: looks of others than the owner are written down.
    """

    purpose: str
    may_see: Callable[[Actor, StoredFile], bool] = field(compare=False)
    journal: bool = True


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """``chunks`` are the contents (for a StreamingHttpResponse), ``headers`` go on the response as they are."""

    file: StoredFile
    headers: Mapping[str, str]
    chunks: Iterator[bytes]

    def content(self) -> bytes:
        """All of it at once (at most a few MB)."""
        return b"".join(self.chunks)


@cache
def file_guards() -> dict[str, FileGuard]:
    return {guard.purpose: guard for guard in declared("access", "FILE_GUARDS")}


def may_see(actor: Actor, file: StoredFile) -> bool:
    guard = file_guards().get(file.purpose)
    return guard is not None and guard.may_see(actor, file)


def open_for(*, by: Actor, file_id: UUID, download: bool = False) -> OpenedFile:
    """The file, when ``by`` may see it; NotFound when not, or when there is none: both look the same from outside.

    Pictures show in the page, everything else is saved; ``download`` saves pictures too.
    """
    file = _stored(file_id)
    if not may_see(by, file):
        raise NotFound
    return _opened(file, by, look=file_guards()[file.purpose].journal, download=download)


def hand_out(*, by: Actor, file_id: UUID, download: bool = False) -> OpenedFile:
    """The file, for a caller that has made sure itself that ``by`` may see this one here; the look is written down.

    :raises NotFound: there is none.
    """
    return _opened(_stored(file_id), by, look=True, download=download)


def _stored(file_id: UUID) -> StoredFile:
    file = StoredFile.objects.filter(id=file_id, erased_at=None).first()
    if file is None:
        raise NotFound
    return file


def _opened(file: StoredFile, by: Actor, *, look: bool, download: bool) -> OpenedFile:
    if look and by.id != file.owner_id:
        note_look(by=by, person_id=file.owner_id, what=file.purpose, about=("file", file.id))
    return OpenedFile(file, _headers(file, inline=file.media_type in PICTURES and not download), vault.read(file.id))


def own_files(*, owner_id: UUID, file_ids: Iterable[UUID]) -> dict[UUID, StoredFile]:
    """Those of the files that are the owner's and not erased, in one query: what she may show, keep or hand in again."""
    found = StoredFile.objects.filter(id__in=set(file_ids), owner_id=owner_id, erased_at=None)
    return {file.id: file for file in found}


def _headers(file: StoredFile, *, inline: bool) -> dict[str, str]:
    way = "inline" if inline else "attachment"
    return {
        "Content-Type": file.media_type,
        "Content-Length": str(file.bytes),
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
