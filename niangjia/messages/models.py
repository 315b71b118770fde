"""Messages in the inbox, and text messages on their way out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7

SMS_STATES = ("queued", "sent", "failed")


class Message(models.Model):
    """One thing said to one person: its kind and parameters, not its words, so that the reader's language decides.

    ``key`` makes a repeated sending the same message.
    """

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    kind = models.CharField(max_length=30)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True, default="")
    case_id = models.UUIDField(null=True)
    key = models.CharField(max_length=120)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messages_message"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="messages_message_once")]
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="messages_message_unread"),
        ]

    class Distribution:
        kind: ClassVar[str] = "member"


class Sms(models.Model):
    """A text message. Number and words are sealed; the list shows masks. Due in the day, unless it is a code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    phone = EncryptedTextField()
    phone_masked = models.CharField(max_length=16)
    body = EncryptedTextField()
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=170, unique=True)
    state = models.CharField(max_length=6)
    attempts = models.SmallIntegerField(default=0)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messages_sms"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SMS_STATES), name="messages_sms_state"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="messages_sms_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="messages_sms_due"),
            models.Index(fields=["-at"], name="messages_sms_newest"),
        ]

    class Distribution:
        kind: ClassVar[str] = "local"
