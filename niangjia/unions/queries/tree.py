"""Questions to the tree, each one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length

from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.memo import written_by
from niangjia.kernel.errors import NotFound
from niangjia.kernel.text import clean_name
from niangjia.unions.models import Union
from niangjia.unions.models.refs import UNION_COLUMNS, UnionRef, as_refs, first_ref
from niangjia.unions.queries.counts import counted_each
from niangjia.unions.rules.kinds import current_region
from niangjia.unions.rules.paths import STEP, ancestor_paths

LINE = f"""
    select {", ".join(f"above.{column}" for column in UNION_COLUMNS)} from unions_union home
    cross join generate_series(%s, length(home.path), %s) as step
    join unions_union above on above.path = left(home.path, step)
    where home.id = %s order by above.path desc
"""


@dataclass(frozen=True, slots=True)
class ChildUnion:
    """A union in a list of children, with what lies below it."""

    union: UnionRef
    children: int
    below: int
    grassroots: int


@written_by("unions")
def union(*, union_id: UUID) -> UnionRef:
    """
    :raises NotFound: no such union.
    """
    found = first_ref(Union.objects.filter(id=union_id))
    if not found:
        raise NotFound
    return found


def unions(*, union_ids: Iterable[UUID]) -> dict[UUID, UnionRef]:
    """Many at once; unknown ids are left out."""
    return {ref.id: ref for ref in as_refs(Union.objects.filter(id__in=set(union_ids)))}


def union_named(*, name: str) -> UnionRef | None:
    """The living union of this full name; the highest when several bear it."""
    return first_ref(_living().filter(name=clean_name(name)).order_by("path"))


def unions_named(*, names: Iterable[str]) -> dict[str, list[UnionRef]]:
    """Living unions by full name. A name may be borne under several parents."""
    found: dict[str, list[UnionRef]] = {}
    for ref in as_refs(_living().filter(name__in=set(names)).order_by("path")):
        found.setdefault(ref.name, []).append(ref)
    return found


def subtree(*, path: str, level: str | None = None) -> list[UnionRef]:
    """The union at ``path`` and all below it, in order of the tree."""
    below = _under(path)
    return as_refs((below.filter(level=level) if level else below).order_by("path"))


def ancestors(*, path: str) -> list[UnionRef]:
    """From the top down to the parent of the union at ``path``."""
    return list(_line(path))


def unions_at(*, paths: Iterable[str]) -> list[UnionRef]:
    """The living unions at these paths, in order of the tree."""
    return as_refs(_living().filter(path__in=set(paths)).order_by("path"))


@written_by("unions")
def line(*, union_id: UUID) -> tuple[UnionRef, ...]:
    """The union and all above it, the city last: one query, for whoever does not know its path.

    :raises NotFound: no such union.
    """
    with connection.cursor() as cursor:
        cursor.execute(LINE, [STEP, STEP, union_id])
        found = tuple(UnionRef(*row) for row in cursor.fetchall())
    if not found:
        raise NotFound
    return found


@written_by("unions")
def _line(path: str) -> tuple[UnionRef, ...]:
    return tuple(as_refs(Union.objects.filter(path__in=ancestor_paths(path)).order_by("path")))


def upwards(*, union_ids: Iterable[UUID]) -> set[UUID]:
    """These unions and all above them: whose counts change when something changes in them. Two queries."""
    paths = Union.objects.filter(id__in=set(union_ids)).values_list("path", flat=True)
    line = {above for path in paths for above in (path, *ancestor_paths(path))}
    return set(Union.objects.filter(path__in=line).values_list("id", flat=True))


def top() -> UnionRef | None:
    """The municipal federation."""
    return first_ref(_living().filter(level="municipal").order_by("path"))


def children(*, union_id: UUID) -> list[ChildUnion]:
    """The living children of a union, each with the numbers of living unions below it."""
    below = as_refs(_living().filter(parent_id=union_id).order_by("path"))
    ids = [ref.id for ref in below]
    direct = dict(_living().filter(parent_id__in=ids).values_list("parent_id").annotate(Count("id")))
    counts = counted_each(keys=["unions", "grassroots"], union_ids=ids)
    return [
        ChildUnion(
            ref,
            direct.get(ref.id, 0),
            counts[ref.id]["unions"] - 1,
            counts[ref.id]["grassroots"] - (ref.level == "grassroots"),
        )
        for ref in below
    ]


def search_unions(*, text: str, by: Actor | None = None, level: str | None = None, limit: int = 20) -> list[UnionRef]:
    """Living unions whose name contains ``text``; with ``by`` only those in the actor's subtrees.

    Higher levels come first.
    """
    wanted = _living().filter(name__contains=clean_name(text))
    if level:
        wanted = wanted.filter(level=level)
    if by is not None and by.id != SYSTEM.id:
        reach = Q(pk__in=[])
        for path in by.paths:
            reach |= Q(path__startswith=path)
        wanted = wanted.filter(reach)
    return as_refs(wanted.order_by(Length("path"), "path")[:limit])


def federation_for_region(*, region_code: str) -> UnionRef | None:
    """The federation nearest to a place.

    The town's, else the county's, else the city's. Where those without an employer's union belong.
    """
    code = current_region(region_code.strip())
    if len(code) < 4:
        return None
    wanted = {"town": code[:9], "county": code[:6], "municipal": f"{code[:4]}00"}
    nearest = Q()
    for level, at in wanted.items():
        nearest |= Q(level=level, region_code=at)
    return first_ref(_living().filter(nearest).order_by(Length("path").desc(), "path"))


def towns(*, path: str = "") -> list[UnionRef]:
    """All living town federations (under ``path``), in order of the tree."""
    return as_refs(_living().filter(level="town", path__startswith=path).order_by("path"))


def _living() -> QuerySet[Union]:
    return Union.objects.filter(dissolved_on__isnull=True)


def _under(path: str) -> QuerySet[Union]:
    return Union.objects.filter(path__startswith=path)
