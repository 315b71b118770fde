"""Posts: who does what for which union."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.base.actor import ADMINISTRATORS, ROLES
from niangjia.kernel.ids import uuid7
from niangjia.people.models.person import Person


class Post(models.Model):
    """An officer's post. It reaches the subtree of its union; it ends, it is never deleted."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "people_post"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=sorted(ROLES)), name="people_post_role"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="people_post_days"),
            models.UniqueConstraint(
                fields=["person", "union", "role"], condition=Q(until__isnull=True), name="people_post_once"
            ),
            # 三员分立: system, security and audit are never in one hand.
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until__isnull=True, role__in=sorted(ADMINISTRATORS)),
                name="people_post_one_administration",
            ),
        ]
        indexes = [models.Index(fields=["union", "role"], name="people_post_union")]

    class Distribution:
        kind: ClassVar[str] = "member"
