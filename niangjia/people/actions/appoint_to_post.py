"""A person takes up a post."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import ADMINISTRATORS, ROLES, SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.people.access import require_security_admin
from niangjia.people.actions.keys import hold
from niangjia.people.errors import PostTaken
from niangjia.people.events import PostBegan
from niangjia.people.models import Post
from niangjia.unions import api as unions


def appoint_to_post(*, by: Actor, person_id: UUID, union_id: UUID, role: str, reason: str = "") -> UUID:
    """Begin a post today; the security administrator's work, never for herself. The same live post twice is once.

    System, security and audit administration exclude each other in one person (等保 2.0, 三员分立).

    :raises PostTaken, NotAllowed, NotFound:
    """
    if role not in ROLES:
        raise NotFound
    union = unions.union(union_id=union_id)
    with act("people.appoint_to_post", by=by, about=("person", person_id), reason=reason) as deed:
        require_security_admin(by, union.path)
        if by.id == person_id and by.id != SYSTEM.id:
            raise NotAllowed
        person = hold(person_id)
        held = list(Post.objects.filter(person_id=person_id, until__isnull=True))
        if same := [post for post in held if post.union_id == union_id and post.role == role]:
            return same[0].id
        other = next((post.role for post in held if post.role in ADMINISTRATORS), None)
        if role in ADMINISTRATORS and other:
            raise PostTaken(name=person.name, post=ROLES[other])
        post = Post.objects.create(person=person, union_id=union_id, role=role, since=clock.today())
        deed.touch("person", person_id)
        deed.note(union=union.name, role=role)
        deed.emit(PostBegan(person_id=person_id, union_id=union_id, role=role))
    return post.id
