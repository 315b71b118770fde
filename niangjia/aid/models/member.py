"""Who lives in the family."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7


class FamilyMember(models.Model):
    """One of those who live together, the applicant ("self") included.

    Number and health are sealed: sensitive data (个人信息保护法 Art.28).
    """

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    file_id = models.UUIDField()
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=20)
    born = models.DateField(null=True)
    id_number = EncryptedTextField(null=True)
    id_number_masked = models.CharField(max_length=24, blank=True, default="")
    income_fen = models.BigIntegerField()
    health = EncryptedTextField(null=True)

    class Meta:
        db_table = "aid_member"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="aid_member_has_name"),
            models.CheckConstraint(condition=Q(income_fen__gte=0), name="aid_member_income"),
        ]
        indexes = [models.Index(fields=["person", "file_id"], name="aid_member_file")]

    class Distribution:
        kind: ClassVar[str] = "member"


class FamilyNumber(models.Model):
    """Nobody is in two live files: the blind index of every number in one, with whose file it is."""

    key = models.BinaryField(primary_key=True, max_length=32)
    person_id = models.UUIDField(db_index=True)
    file_id = models.UUIDField()

    class Meta:
        db_table = "aid_family_number"

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "key"
