"""A person leaves a post."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.people.access import live_posts, require_security_admin
from niangjia.people.errors import NoSuchPost
from niangjia.people.events import PostEnded
from niangjia.people.models import Post


def end_post(*, by: Actor, person_id: UUID, post_id: UUID, reason: str = "") -> None:
    """End a post today: from now on it reaches nothing. Signed-in sessions lose it with their next request.

    :raises NoSuchPost, NotAllowed:
    """
    with act("people.end_post", by=by, about=("person", person_id), reason=reason) as deed:
        held = live_posts().select_for_update(of=("self",)).select_related("union")
        post = held.filter(person_id=person_id, id=post_id).first()
        if post is None:
            raise NoSuchPost
        require_security_admin(by, post.union.path)
        Post.objects.filter(person_id=person_id, id=post_id).update(until=clock.today())
        deed.touch("person", person_id)
        deed.note(union=post.union.name, role=post.role)
        deed.emit(PostEnded(person_id=person_id, union_id=post.union_id, role=post.role))
