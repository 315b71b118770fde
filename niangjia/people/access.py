"""Who somebody is as an actor, and whom an actor may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.people.models import Identity, Login, Membership, Person, Post
from niangjia.people.rules.profile import LIVE
from niangjia.unions import api as unions

VISITOR = "访客"
TOLD = (
    "password",
    "id",
    "person_id",
    "phone_masked",
    "is_active",
    "elder",
)  # by people_signed_in, in the order of the fields


def live_posts() -> QuerySet[Post]:
    """Posts held today; one that ends today reaches nothing any more."""
    today = clock.today()
    return Post.objects.filter(Q(until__isnull=True) | Q(until__gt=today), since__lte=today)


def actor_for(who: Login | UUID | Any) -> Actor:
    """The actor behind a login or a person's id: the scopes of her live posts, a label such as "林雅芳 · 上街镇总工会".

    A login without a person behind it yet is an actor of its own id, without scopes.
    """
    if isinstance(who, UUID):
        person_id = who
    elif known := getattr(who, "actor", None):
        return cast("Actor", known)
    elif who.person_id is None:
        return Actor(who.id, who.phone_masked or VISITOR)
    else:
        person_id = who.person_id
    with connection.cursor() as cursor:
        cursor.execute("select * from people_actor(%s, %s)", [person_id, clock.today()])
        return _actor(person_id, cursor.fetchall())


def signed_in(login_id: UUID) -> Login | None:
    """The login behind a session, its actor known: one statement, with every request. What it does not tell is read when it is asked for."""
    with connection.cursor() as cursor:
        cursor.execute("select * from people_signed_in(%s, %s)", [login_id, clock.today()])
        rows = cursor.fetchall()
    if not rows:
        return None
    login: Login = Login.from_db("default", TOLD, rows[0][: len(TOLD)])
    if login.person_id:
        login.actor = _actor(login.person_id, [row[len(TOLD) :] for row in rows])
    return login


def _actor(person_id: UUID, rows: Sequence[tuple[Any, ...]]) -> Actor:
    """:param rows: name, phone_masked, role, path, union: one a post, or one without."""
    posts = [row[2:] for row in rows if row[2]]
    label = next((row[0] or row[1] for row in rows), "") or VISITOR
    if posts:
        label = f"{label} · {posts[0][2]}"
    return Actor(person_id, label, tuple(Scope(role, path) for role, path, _ in posts))


def is_officer(person_id: UUID | None) -> bool:
    """Whether a live post of any kind is held: then a second factor is demanded."""
    return person_id is not None and live_posts().filter(person_id=person_id).exists()


def persons_visible_to(actor: Actor) -> QuerySet[Person]:
    """Herself; for an officer also the living members of the unions below her posts; for the system everybody."""
    if actor.id == SYSTEM.id:
        return Person.objects.all()
    if not actor.paths:
        return Person.objects.filter(id=actor.id)
    below = Membership.objects.filter(unions.below(actor.paths), person_id=OuterRef("id"), status__in=LIVE)
    return Person.objects.filter(Q(id=actor.id) | Exists(below))


def require_sight(actor: Actor, person_id: UUID) -> None:
    """
    :raises NotFound: the person does not exist, or not for this actor.
    """
    if not persons_visible_to(actor).filter(id=person_id).exists():
        raise NotFound


def require_reach(actor: Actor, path: str) -> None:
    """A working post at ``path`` or above it; the system may always.

    :raises NotAllowed:
    """
    if actor.id != SYSTEM.id and not actor.sees(path):
        raise NotAllowed


def require_self_or_reach(actor: Actor, person_id: UUID) -> None:
    """The person herself, an officer over her union, or the system.

    :raises NotFound:
    """
    if actor.id != person_id:
        require_sight(actor, person_id)


def require_security_admin(actor: Actor, path: str) -> None:
    """Posts and locks are the security administrator's alone (等保: separation of the three administrators).

    :raises NotAllowed:
    """
    if actor.id != SYSTEM.id and not actor.may("security_admin", path):
        raise NotAllowed


def waiting_for(login: Login) -> UUID | None:
    """The person that a verified login has still to claim, because her document is known; None when nothing is to confirm."""
    if login.person_id is not None:
        return None
    known = person_phoning(login)
    return known if known and Person.objects.filter(id=known, id_number__isnull=False).exists() else None


def person_phoning(login: Login) -> UUID | None:
    """Who is known under the login's phone. She may have an older login: a new phone in the register outranks it."""
    keys = Identity.objects.filter(kind="phone", key=bytes(login.phone_key or b""))
    return keys.values_list("person_id", flat=True).first()


def chairs_of(union_ids: Iterable[UUID]) -> list[UUID]:
    """Who leads these unions: what is known of them tells how many members they lead."""
    led = live_posts().filter(union_id__in=list(union_ids), role="leader")
    return list(led.values_list("person_id", flat=True))
