"""A person: the member, or somebody on the way to being one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7


class Person(models.Model):
    """One human being, once. Uniqueness of number and phone is held by ``Identity``.

    Empty text means "not stated"; NULL in the yes/no columns means "not known", which is not "no".
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=60, blank=True, default="")
    name_masked = models.CharField(max_length=60, blank=True, default="")
    sex = models.CharField(max_length=1, blank=True, default="")
    born = models.DateField(null=True)
    id_kind = models.CharField(max_length=12, blank=True, default="")
    id_number = EncryptedTextField(null=True)
    id_number_masked = models.CharField(max_length=24, blank=True, default="")
    phone = EncryptedTextField(null=True)
    phone_masked = models.CharField(max_length=16, blank=True, default="")
    bank_card = EncryptedTextField(null=True)
    bank_card_masked = models.CharField(max_length=24, blank=True, default="")
    nation = models.CharField(max_length=20, blank=True, default="")
    education = models.CharField(max_length=20, blank=True, default="")
    employer_name = models.CharField(max_length=120, blank=True, default="")
    employer_uscc = models.CharField(max_length=18, blank=True, default="")
    employment = models.CharField(max_length=12, blank=True, default="")
    new_form = models.CharField(max_length=12, blank=True, default="")
    at_work = models.CharField(max_length=12, blank=True, default="")
    skill = models.CharField(max_length=12, blank=True, default="")
    title = models.CharField(max_length=30, blank=True, default="")
    migrant_worker = models.BooleanField(null=True)
    frontline = models.BooleanField(null=True)
    manager = models.BooleanField(null=True)
    cadre = models.BooleanField(null=True)
    identified_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "people_person"
        constraints = [
            models.CheckConstraint(condition=models.Q(sex__in=["", "m", "f"]), name="people_person_sex"),
            models.CheckConstraint(
                condition=models.Q(employment__in=["", "contract", "dispatch", "flexible", "platform"]),
                name="people_person_employment",
            ),
            models.CheckConstraint(
                condition=models.Q(id_number__isnull=True) | ~models.Q(id_kind=""), name="people_person_id_has_kind"
            ),
        ]
        indexes = [models.Index(fields=["name"], name="people_person_name", opclasses=["text_pattern_ops"])]

    class Distribution:
        kind: ClassVar[str] = "member"

    def __str__(self) -> str:
        return self.name_masked or self.phone_masked


class Identity(models.Model):
    """What is unique to a person in the whole city: the blind index of an ID number or a phone."""

    pk = models.CompositePrimaryKey("kind", "key")
    kind = models.CharField(max_length=12)
    key = models.BinaryField(max_length=32)
    person_id = models.UUIDField(db_index=True)

    class Meta:
        db_table = "people_identity"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["id_number", "phone"]), name="people_identity_kind")
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "key"
