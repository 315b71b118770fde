"""Where a union is paid."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7
from niangjia.unions.models.union import Union


class UnionAccount(models.Model):
    """The bank account of a union; at most one is current. The number is sealed, its last digits are shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.OneToOneField(Union, on_delete=models.PROTECT, related_name="account")
    holder = models.CharField(max_length=120)
    bank = models.CharField(max_length=120)
    number = EncryptedTextField()
    number_masked = models.CharField(max_length=24)

    class Meta:
        db_table = "unions_account"
        constraints = [models.CheckConstraint(condition=~Q(holder="") & ~Q(bank=""), name="unions_account_complete")]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return self.number_masked
