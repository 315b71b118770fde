"""Members as lists and counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, FilteredRelation, Q, QuerySet

from niangjia.base.actor import Actor
from niangjia.base.crypto import blind_index
from niangjia.kernel import resident_id
from niangjia.kernel.errors import NotFound
from niangjia.kernel.phone import parse_mobile
from niangjia.kernel.resident_id import ResidentId
from niangjia.kernel.text import clean_name
from niangjia.people.access import persons_visible_to
from niangjia.people.models import Identity, Membership, Person
from niangjia.people.rules.profile import LIVE, STATUSES
from niangjia.unions import api as unions

COUNTED_UP_TO = 10_000
SORTED_UP_TO = 1_000  # by name; longer lists come newest first, which the key gives without sorting


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as others hold her: nothing private in plain but the name, which officers of her unions may read."""

    id: UUID
    name: str
    name_masked: str
    phone_masked: str
    id_number_masked: str
    sex: str
    born: date | None
    employer_name: str
    union_id: UUID | None
    union_name: str
    union_path: str
    status: str
    since: date | None

    @property
    def status_zh(self) -> str:
        return STATUSES.get(self.status, "")


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of a list. ``total`` counts up to 10,000; ``more`` says that there are further ones beyond it."""

    rows: list[PersonRef]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class MemberCounts:
    """Living members of a subtree: paying, and kept without dues (laid off, retired)."""

    active: int
    retained: int


def people_visible_to(
    actor: Actor, *, union_path: str = "", text: str = "", status: str = "", page: int = 1, size: int = 50
) -> PeoplePage:
    """Whom this actor may see: for an officer the members below her posts, for a worker herself.

    ``text`` is the beginning of a name, or a whole ID number or phone (found by its blind index).
    """
    rows = _found(persons_visible_to(actor), text)
    if union_path:
        rows = rows.filter(live__union__path__startswith=union_path)
    if status:
        rows = rows.filter(live__status=status)
    total = rows.order_by()[: COUNTED_UP_TO + 1].count()
    order = ("name", "id") if total <= SORTED_UP_TO else ("-id",)
    listed = as_refs(rows.order_by(*order)[(page - 1) * size : page * size])
    return PeoplePage(listed, min(total, COUNTED_UP_TO), total > COUNTED_UP_TO)


def person_for(actor: Actor, person_id: UUID) -> PersonRef:
    """One person, if this actor may see her.

    :raises NotFound: not there, or not for this actor.
    """
    found = as_refs(_with_membership(persons_visible_to(actor).filter(id=person_id)))
    if not found:
        raise NotFound
    return found[0]


def people(*, person_ids: Iterable[UUID]) -> dict[UUID, PersonRef]:
    """Many at once, for callers that have already asked who may see them (a case's applicant, an officer's name)."""
    rows = _with_membership(Person.objects.filter(id__in=set(person_ids)))
    return {ref.id: ref for ref in as_refs(rows)}


def public_name(person_id: UUID) -> str:
    """The name as a public notice shows it: the surname."""
    return Person.objects.filter(id=person_id).values_list("name_masked", flat=True).first() or ""


def person_numbered(*, id_number: str) -> UUID | None:
    """Who bears this ID number; None when nobody is known by it."""
    parsed = resident_id.parse(id_number)
    return person_keyed("id_number", parsed.number) if isinstance(parsed, ResidentId) else None


def person_phoned(*, phone: str) -> UUID | None:
    """Whose phone this is."""
    number = parse_mobile(phone)
    return person_keyed("phone", number) if number else None


def person_keyed(kind: str, value: str) -> UUID | None:
    """The person behind a normalised number."""
    return Identity.objects.filter(kind=kind, key=blind_index(kind, value)).values_list("person_id", flat=True).first()


def union_of(person_id: UUID) -> UUID | None:
    """Where the person's live membership is."""
    return Membership.objects.filter(person_id=person_id, status__in=LIVE).values_list("union_id", flat=True).first()


def unions_of(*, person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The union of each one's live membership, in one query; who has none is left out."""
    rows = Membership.objects.filter(person_id__in=set(person_ids), status__in=LIVE)
    return dict(rows.values_list("person_id", "union_id"))


def member_counts(*, path: str) -> MemberCounts:
    """Living members of the union at ``path`` and all below it."""
    rows = Membership.objects.filter(status__in=LIVE, union__path__startswith=path).order_by().values_list("status")
    found = dict(rows.annotate(n=Count("id")))
    return MemberCounts(found.get("active", 0), found.get("retained", 0))


def members_below(*, union_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Active members of each of these unions with all below it, in one query."""
    found = unions.counted_each(keys=["members"], union_ids=union_ids)
    return {union_id: each["members"] for union_id, each in found.items()}


def as_refs(rows: QuerySet[Person]) -> list[PersonRef]:
    return [_ref(row) for row in rows.values_list(*_COLUMNS)]


def _ref(row: Any) -> PersonRef:
    """Without a membership its texts are empty."""
    values = [*row[:9], *(text or "" for text in row[9:12]), row[12]]
    return PersonRef(*values)


def _found(rows: QuerySet[Person], text: str) -> Any:
    rows = _with_membership(rows)
    wanted = clean_name(text)
    if not wanted:
        return rows
    exact = person_phoned(phone=wanted) or person_numbered(id_number=wanted)
    return rows.filter(id=exact) if exact else rows.filter(name__startswith=wanted)


def _with_membership(rows: QuerySet[Person]) -> Any:
    """With ``live``, the one living membership, to filter and read by."""
    return rows.annotate(live=FilteredRelation("memberships", condition=Q(memberships__status__in=LIVE)))


_COLUMNS: tuple[Any, ...] = (
    "id", "name", "name_masked", "phone_masked", "id_number_masked", "sex", "born", "employer_name",
    "live__union_id", "live__union__name", "live__union__path", "live__status", "live__since",
)  # fmt: skip
