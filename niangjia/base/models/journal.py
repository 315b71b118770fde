"""The journal and its seals. Both tables are append-only for the role that serves."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Cast

from niangjia.kernel.ids import uuid7

CURRENT_TRANSACTION = Cast(
    Cast(models.Func(function="pg_current_xact_id"), models.TextField()), models.BigIntegerField()
)


class JournalEntry(models.Model):
    """Who did what to what, when and why. One verb, one row; nothing links a row to the one before, so writers never wait.

    ``txid`` is the 64-bit number of the writing transaction. It tells the sealer which rows can no longer appear late.
    """

    pk = models.CompositePrimaryKey("stream_id", "id")
    stream_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_label = models.CharField(max_length=120)
    verb = models.CharField(max_length=80)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    reason = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    txid = models.BigIntegerField(db_default=CURRENT_TRANSACTION, editable=False)

    class Meta:
        db_table = "base_journal"
        indexes = [
            models.Index(fields=["txid"], name="base_journal_txid"),
            models.Index(fields=["id"], name="base_journal_newest"),
            models.Index(fields=["about_id", "id"], name="base_journal_about"),
            models.Index(fields=["actor_id", "id"], name="base_journal_actor"),
        ]

    class Distribution:
        kind: ClassVar[str] = "stream"
        append_only: ClassVar[bool] = True


class JournalSeal(models.Model):
    """A signed Merkle root over the rows with ``from_txid`` ≤ txid < ``to_txid``, chained to the seal before.

    ``root``, ``previous`` and ``digest`` are SM3; ``digest`` covers every other column but the signature, which signs it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField()
    from_txid = models.BigIntegerField()
    to_txid = models.BigIntegerField()
    rows = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    digest = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=80)
    signed_with = models.CharField(max_length=32)

    class Meta:
        db_table = "base_journal_seal"
        constraints = [
            models.UniqueConstraint(fields=["number"], name="base_journal_seal_number"),
            models.UniqueConstraint(fields=["from_txid"], name="base_journal_seal_from"),
            models.CheckConstraint(
                condition=models.Q(to_txid__gt=models.F("from_txid")), name="base_journal_seal_range"
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "local"
        append_only: ClassVar[bool] = True
