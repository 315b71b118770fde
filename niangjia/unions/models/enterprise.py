"""Employers: whoever has workers, under one unified social credit code."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.ids import uuid7


class Enterprise(models.Model):
    """An employer of any form. NULL in the yes/no columns means "not known", which is not "no".

    ``public_body``: organ or institution whose basic spending the state guarantees (matters for dues: domain 2.1).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    uscc = models.CharField(max_length=18, blank=True, default="")
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=8, default="active")
    industry = models.CharField(max_length=40, blank=True, default="")
    region_code = models.CharField(max_length=12, blank=True, default="")
    state_controlled = models.BooleanField(null=True)
    public_body = models.BooleanField(null=True)

    class Meta:
        db_table = "unions_enterprise"
        constraints = [
            models.UniqueConstraint(fields=["uscc"], condition=~Q(uscc=""), name="unions_enterprise_one_code"),
            models.CheckConstraint(
                condition=Q(uscc="") | Q(uscc__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"), name="unions_enterprise_code_form"
            ),
            models.CheckConstraint(condition=Q(status__in=["active", "closed"]), name="unions_enterprise_status"),
            models.CheckConstraint(condition=~Q(name=""), name="unions_enterprise_has_name"),
        ]
        indexes = [models.Index(fields=["name"], name="unions_enterprise_name", opclasses=["text_pattern_ops"])]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return self.name
