"""Certificates: hers, and what the public may know of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from niangjia.activities.models import Certificate
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people


@dataclass(frozen=True, slots=True)
class CertificateView:
    """``who``: in full for the one it is of, masked for everybody else. ``title``: the series, or the year."""

    number: str
    kind: str
    about: str
    title: str
    who: str
    union_name: str
    minutes: int | None
    sessions: int | None
    passed_exam: bool
    issued_at: datetime
    revoked_at: datetime | None

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None


def certificates_of(person_id: UUID) -> list[CertificateView]:
    """All hers, the newest first."""
    rows = Certificate.objects.filter(person_id=person_id).select_related("union").order_by("-issued_at", "id")
    return [_view(row, "") for row in rows]


def own_certificate(person_id: UUID, *, number: str) -> CertificateView:
    """To be put on paper, with her name.

    :raises NotFound: not hers, or revoked: what is not valid is not printed.
    """
    rows = Certificate.objects.filter(person_id=person_id, number=number, revoked_at=None)
    row = rows.select_related("union").first()
    if row is None:
        raise NotFound
    return _view(row, people.people(person_ids={person_id})[person_id].name)


def certificate_numbered(number: str) -> CertificateView:
    """What anybody may know who holds it in his hand.

    :raises NotFound:
    """
    row = Certificate.objects.filter(number=number).select_related("union").first()
    if row is None:
        raise NotFound
    return _view(row, people.public_name(row.person_id))


def _view(row: Certificate, who: str) -> CertificateView:
    same = {
        name: getattr(row, name) for name in CertificateView.__dataclass_fields__ if name not in {"who", "union_name"}
    }
    return CertificateView(**same, who=who, union_name=row.union.name)
