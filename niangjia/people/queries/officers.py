"""Who holds which post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from niangjia.base.actor import ROLES, Actor
from niangjia.people.access import live_posts
from niangjia.people.models import Post
from niangjia.unions import api as unions


@dataclass(frozen=True, slots=True)
class PostRef:
    """A post with its holder and its union."""

    id: UUID
    person_id: UUID
    name: str
    union_id: UUID
    union_name: str
    path: str
    role: str
    since: date

    @property
    def role_zh(self) -> str:
        return ROLES[self.role]


def officers_at(union_id: UUID, role: str) -> list[UUID]:
    """Who holds this post in this very union today."""
    rows = live_posts().filter(union_id=union_id, role=role)
    return list(rows.order_by("since", "person_id").values_list("person_id", flat=True))


def officers_at_each(*, union_ids: Iterable[UUID], roles: Iterable[str]) -> dict[tuple[UUID, str], list[UUID]]:
    """The same for many unions and roles, in one query; where nobody is, nothing stands."""
    found: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    rows = live_posts().filter(union_id__in=set(union_ids), role__in=set(roles)).order_by("since", "person_id")
    for union_id, role, person_id in rows.values_list("union_id", "role", "person_id"):
        found[union_id, role].append(person_id)
    return dict(found)


def officers_covering(path: str, role: str) -> list[PostRef]:
    """Who holds this role in the union at ``path`` or above it, the nearest first."""
    rows = live_posts().filter(union__path__in=[*unions.ancestor_paths(path), path], role=role)
    return sorted(_refs(rows), key=lambda post: (-len(post.path), post.since, post.person_id))


def posts_of(person_id: UUID) -> list[PostRef]:
    """The live posts of a person, the highest union first."""
    return _refs(live_posts().filter(person_id=person_id))


def posts_as_unions(actor: Actor) -> list[tuple[UUID, str]]:
    """Each post of the actor as (union, role)."""
    return [(post.union_id, post.role) for post in posts_of(actor.id)] if actor.scopes else []


def posts_visible_to(actor: Actor) -> list[PostRef]:
    """All live posts in the actor's reach; a security administrator's reach counts here, for posts are her work."""
    paths = actor.paths + tuple(s.path for s in actor.scopes if s.role == "security_admin")
    return _refs(live_posts().filter(unions.below(paths))) if paths else []


def _refs(rows: QuerySet[Post]) -> list[PostRef]:
    columns = ("id", "person_id", "person__name", "union_id", "union__name", "union__path", "role", "since")
    return [PostRef(*row) for row in rows.order_by("union__path", "role", "since").values_list(*columns)]
