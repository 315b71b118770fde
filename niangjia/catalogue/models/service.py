"""Services, their versions and their dated numbers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.ids import uuid7


class Service(models.Model):
    """A service for ever. ``bit`` is its place in every bit string of verdicts and is never given again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=40)
    bit = models.IntegerField()
    group = models.CharField(max_length=12)
    subject = models.CharField(max_length=12)

    class Meta:
        db_table = "catalogue_service"
        constraints = [
            models.UniqueConstraint(fields=["key"], name="catalogue_service_key"),
            models.UniqueConstraint(fields=["bit"], name="catalogue_service_bit"),
            models.CheckConstraint(condition=Q(bit__gte=0), name="catalogue_service_bit_counts"),
            models.CheckConstraint(
                condition=Q(subject__in=["person", "union", "enterprise"]), name="catalogue_service_subject"
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return self.key


class ServiceVersion(models.Model):
    """The file of one version, word by word. ``digest`` is of its meaning: comments do not count.

    A draft is the next version while it is written: one a service, its digest that of the text as it was last saved.
    ``revision`` counts the savings, so that of two who edit the second is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    state = models.CharField(max_length=12)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    published_on = models.DateField(null=True)
    published_by = models.UUIDField(null=True)
    revision = models.IntegerField(default=1)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.UUIDField(null=True)

    class Meta:
        db_table = "catalogue_service_version"
        constraints = [
            models.UniqueConstraint(fields=["service", "version"], name="catalogue_service_version_once"),
            models.UniqueConstraint(
                fields=["service"], condition=Q(state="published"), name="catalogue_service_version_one_published"
            ),
            models.UniqueConstraint(
                fields=["service"], condition=Q(state="draft"), name="catalogue_service_version_one_draft"
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="catalogue_service_version_revision"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "retired"]), name="catalogue_service_version_state"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_on__isnull=False, published_by__isnull=False),
                name="catalogue_service_version_published_by",
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return f"{self.service_id} v{self.version}"


class Parameter(models.Model):
    """A number of the union: ``value`` (written as in a definition file) holds from a day until the next one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="parameters")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    value = models.TextField()
    from_day = models.DateField()
    basis = models.TextField()

    class Meta:
        db_table = "catalogue_parameter"
        constraints = [
            models.UniqueConstraint(fields=["service", "name", "from_day"], name="catalogue_parameter_one_a_day"),
            models.CheckConstraint(
                condition=Q(kind__in=["bool", "int", "decimal", "text", "date"]), name="catalogue_parameter_kind"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="catalogue_parameter_has_basis"),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
