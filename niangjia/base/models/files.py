"""What was uploaded. The contents lie outside the database and outside the web root."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.kernel.ids import uuid7


class StoredFile(models.Model):
    """One file: ``owner_id`` is the person or union it speaks about, ``by`` who handed it in.

    ``media_type``, ``bytes`` and ``digest`` (SM3, hex) describe the cleaned contents, not what was sent; ``sealed`` tells that
    they are encrypted on disk; an erased file keeps its row and loses its contents.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_id = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    bytes = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    sealed = models.BooleanField(default=True)
    at = models.DateTimeField()
    by = models.UUIDField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "base_file"
        constraints = [models.CheckConstraint(condition=models.Q(bytes__gt=0), name="base_file_bytes")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
