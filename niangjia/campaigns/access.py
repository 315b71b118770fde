"""Whose campaigns and entries an actor may touch, and who sees a picture."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from niangjia.base.actor import SYSTEM, WITH_PEOPLE, Actor
from niangjia.base.files import FileGuard
from niangjia.campaigns.models import Campaign, Entry
from niangjia.campaigns.rules.names import ON_THE_WAY, SHOWN
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.people import api as people
from niangjia.unions import api as unions

PHOTO = "campaign-photo"


def in_reach(actor: Actor) -> QuerySet[Campaign]:
    """Those of the unions below her posts of work with people; the system sees all."""
    rows = Campaign.objects.select_related("union")
    if actor.id == SYSTEM.id:
        return rows
    return rows.filter(unions.below(actor.paths_as(WITH_PEOPLE)))


def require_campaign(actor: Actor, campaign_id: UUID, *, held: bool = False) -> Campaign:
    """``held``: its row locked to the end of the transaction.

    :raises NotFound: there is none, or not for her.
    """
    rows = in_reach(actor)
    found = (rows.select_for_update(of=("self",)) if held else rows).filter(id=campaign_id).first()
    if found is None:
        raise NotFound
    return found


def require_tending(actor: Actor, path: str) -> None:
    """
    :raises NotAllowed: no post of review, help or leadership at ``path`` or above.
    """
    if actor.id != SYSTEM.id and not actor.may_as(WITH_PEOPLE, path):
        raise NotAllowed


def paths_for(person_id: UUID) -> list[str]:
    """The unions whose campaigns are for her: hers and all above it; without one the top's, to look at."""
    home = people.union_of(person_id)
    if home is None:
        top = unions.top()
        return [top.path] if top else []
    path = unions.union(union_id=home).path
    return [*unions.ancestor_paths(path), path]


def published() -> QuerySet[Campaign]:
    return Campaign.objects.select_related("union").filter(published_at__isnull=False)


def require_published(campaign_id: UUID) -> Campaign:
    """
    :raises NotFound: none, or a draft.
    """
    found = published().filter(id=campaign_id).first()
    if found is None:
        raise NotFound
    return found


def own_entry(person_id: UUID, campaign_id: UUID, *, held: bool = False) -> Entry:
    """
    :raises NotFound: she has handed in nothing there.
    """
    rows = Entry.objects.select_for_update() if held else Entry.objects.all()
    found = rows.filter(person_id=person_id, campaign_id=campaign_id).first()
    if found is None:
        raise NotFound
    return found


def require_entry(actor: Actor, entry_id: UUID, *, held: bool = False) -> tuple[Entry, Campaign]:
    """An entry that was meant for the wall, for who moderates it: neither its owner nor her kin.

    :raises NotFound: none, kept for herself, or not for the actor.
    """
    rows = Entry.objects.select_for_update() if held else Entry.objects.all()
    entry = rows.filter(id=entry_id, state__in=ON_THE_WAY).first()
    if entry is None or actor.id == entry.person_id or actor.id in people.relatives_of(entry.person_id):
        raise NotFound
    return entry, require_campaign(actor, entry.campaign_id)


def shown_entry(person_id: UUID, entry_id: UUID) -> Entry | None:
    """One on a wall of a campaign that is for her."""
    entry = Entry.objects.filter(id=entry_id, state=SHOWN).first()
    if entry is None or not published().filter(id=entry.campaign_id, union__path__in=paths_for(person_id)).exists():
        return None
    return entry


def sees_photo(actor: Actor, file: Any) -> bool:
    """Its owner; whoever may see the wall it stands on; whoever moderates it. What she kept for herself nobody else sees."""
    if actor.id == file.owner_id:
        return True
    entry = Entry.objects.filter(person_id=file.owner_id, file_id=file.id, state__in=ON_THE_WAY).first()
    if entry is None:
        return False
    if entry.state == SHOWN and shown_entry(actor.id, entry.id):
        return True
    return bool(actor.scopes) and in_reach(actor).filter(id=entry.campaign_id).exists()


# Handed in to be shown: looks at it are not written down one by one (decision 71).
FILE_GUARDS = (FileGuard(PHOTO, sees_photo, journal=False),)
