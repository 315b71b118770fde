"""The journal: who did what to what, when and why; append-only, sealed, published (docs/engines/journal.md)."""

from __future__ import annotations

from niangjia.base.journal.publishing import PublishedRoot, publish, published_file, published_roots
from niangjia.base.journal.reading import Entry, entries, looks_at
from niangjia.base.journal.revealing import LOOK, note_look, reveal, reveal_many
from niangjia.base.journal.sealing import seal, seal_all
from niangjia.base.journal.verifying import Verification, verify
from niangjia.base.journal.writing import Row, record, record_many

__all__ = [
    "LOOK",
    "Entry",
    "PublishedRoot",
    "Row",
    "Verification",
    "entries",
    "looks_at",
    "note_look",
    "publish",
    "published_file",
    "published_roots",
    "record",
    "record_many",
    "reveal",
    "reveal_many",
    "seal",
    "seal_all",
    "verify",
]
