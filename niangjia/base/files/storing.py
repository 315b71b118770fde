"""Keeping an upload, erasing it, and sweeping away contents whose row never committed."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.crypto import sm3_hex
from niangjia.base.errors import FileEmpty, FileKindRefused, FileTooBig, HeicRefused
from niangjia.base.files import vault
from niangjia.base.files.cleaning import LONGEST_SIDE, check_document, clean_picture
from niangjia.base.files.kinds import HEIC, NAMES, PDF, PICTURES, clean_filename, media_type_of
from niangjia.base.models import StoredFile
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7

MOST_BYTES = 10 << 20
ORPHAN_AFTER_S = 24 * 3600


def store(
    *,
    by: Actor,
    owner_id: UUID,
    purpose: str,
    upload: Any,
    accept: Collection[str] = (*PICTURES, PDF),
    most_bytes: int = MOST_BYTES,
    longest_side: int = LONGEST_SIDE,
) -> StoredFile:
    """Check, clean, seal and keep an upload (anything with ``name``, ``size`` and ``read``: Django's UploadedFile, ContentFile).

    ``accept`` lists media types; a picture is drawn at most ``longest_side`` px a side.
    ``purpose`` names the FileGuard that decides who may see it. Raises a BadFile.
    """
    content = _content(upload, most_bytes)
    media_type = _accepted(content, accept)
    if media_type in PICTURES:
        content = clean_picture(content, media_type, longest_side=longest_side)
    else:
        check_document(content, media_type)
    file_id = uuid7()
    with act("base.store_file", by=by, about=("file", file_id), owner=owner_id) as deed:
        file = StoredFile.objects.create(
            id=file_id,
            owner_id=owner_id,
            purpose=purpose,
            name=clean_filename(str(upload.name or ""), media_type),
            media_type=media_type,
            bytes=len(content),
            digest=sm3_hex(content),
            at=clock.now(),
            by=by.id,
        )
        vault.write(file_id, content)
        deed.note(purpose=purpose, media_type=media_type, bytes=len(content), digest=file.digest)
    return file


def _content(upload: Any, most: int) -> bytes:
    """At most one byte more than allowed is read, whatever size the sender claims."""
    upload.seek(0)
    content: bytes = upload.read(most + 1)
    if not content:
        raise FileEmpty
    if len(content) > most:
        size = max(int(upload.size or 0), len(content))
        raise FileTooBig(megabytes=f"{size / (1 << 20):.1f}", limit=most >> 20)
    return content


def _accepted(content: bytes, accept: Collection[str]) -> str:
    found = media_type_of(content)
    if found == HEIC:
        raise HeicRefused
    if found is None or found not in accept:
        raise FileKindRefused(accepted="、".join(NAMES[kind] for kind in accept))
    return found


def erase(*, by: Actor, file_id: UUID, reason: str) -> None:
    """Take the contents away for good (PIPL Art. 47); the row stays and says so. That ``by`` may is the caller's check."""
    file = StoredFile.objects.filter(id=file_id, erased_at=None).first()
    if file is None:
        raise NotFound
    with act("base.erase_file", by=by, about=("file", file_id), owner=file.owner_id, reason=reason):
        StoredFile.objects.filter(id=file_id).update(erased_at=clock.now())
        transaction.on_commit(lambda: vault.remove(file_id))


def sweep_orphans(*, older_than_s: float = ORPHAN_AFTER_S) -> int:
    """Remove contents without a row: their transaction was rolled back after the file was written. Returns how many."""
    oldest = time.time() - older_than_s
    removed = 0
    for folder in Path(settings.MEDIA_ROOT).glob("[0-9a-f][0-9a-f]"):
        old = [path for path in folder.iterdir() if path.stat().st_mtime < oldest]
        ids = {path: _id_of(path) for path in old}
        kept = set(
            StoredFile.objects.filter(id__in=[i for i in ids.values() if i], erased_at=None).values_list(
                "id", flat=True
            )
        )
        for path, file_id in ids.items():
            if file_id not in kept:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _id_of(path: Path) -> UUID | None:
    try:
        return UUID(path.name)
    except ValueError:
        return None  # a draft that a crash left
