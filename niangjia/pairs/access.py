"""Whose proofs, meetings and reports an actor may touch."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.base import clock
from niangjia.base.actor import WITH_PEOPLE, Actor
from niangjia.base.files import FileGuard
from niangjia.kernel.errors import NotFound
from niangjia.pairs.errors import WindowOver
from niangjia.pairs.models import Block, Guest, Pair, Proof, Report
from niangjia.pairs.rules.asking import in_order
from niangjia.people import api as people
from niangjia.unions import api as unions

PROOF = "single-proof"
PHOTO = "meeting-photo"  # no guard: it leaves through ``picture_for`` alone


def within(actor: Actor) -> Q:
    """Of rows with a union: those below the unions where she works with people; of none, none."""
    return unions.below(actor.paths_as(WITH_PEOPLE))


def require_proof(actor: Actor, proof_id: UUID) -> Proof:
    """
    :raises NotFound: none, not below her posts, her own, or her kin's.
    """
    proof = Proof.objects.select_related("union").filter(within(actor), id=proof_id).first()
    if proof is None or actor.id == proof.person_id or actor.id in people.relatives_of(proof.person_id):
        raise NotFound
    return proof


def sees_proof(actor: Actor, file: Any) -> bool:
    """Her own, and one that waits for the actor to look at it; afterwards it is nobody's business."""
    if actor.id == file.owner_id:
        return True
    proof = Proof.objects.filter(person_id=file.owner_id, file_id=file.id).only("id").first()
    if proof is None:
        return False
    try:
        require_proof(actor, proof.id)
    except NotFound:
        return False
    return True


def guest_in_time(person_id: UUID, pool_id: UUID, *, held: bool = False) -> Guest:
    """Herself at a meeting, while its window is open. ``held``: locked to the end of the transaction.

    :raises NotFound: she was not there. WindowOver:
    """
    rows = Guest.objects.select_for_update() if held else Guest.objects.all()
    guest = rows.filter(pool_id=pool_id, person_id=person_id).first()
    if guest is None:
        raise NotFound
    if guest.until <= clock.now():
        raise WindowOver
    return guest


def others_at(me: Guest) -> QuerySet[Guest]:
    """Whom she may see: who was there too, has not gone out of sight, and between whom and her there is no block. Out of sight she sees nobody."""
    if me.hidden_at:
        return Guest.objects.none()
    rows = Guest.objects.filter(pool_id=me.pool_id, hidden_at=None)
    return rows.exclude(person_id__in=[me.person_id, *shut_off(me.person_id)])


def other_at(me: Guest, guest_id: UUID) -> Guest:
    """
    :raises NotFound: none, or not for her to see.
    """
    other = others_at(me).filter(id=guest_id).first()
    if other is None:
        raise NotFound
    return other


def shut_off(person_id: UUID) -> set[UUID]:
    """Between whom and her a block stands, whoever set it."""
    rows = Block.objects.filter(Q(person_id=person_id) | Q(blocked_id=person_id)).values_list("person_id", "blocked_id")
    return {each for row in rows for each in row} - {person_id}


def pair_with(person_id: UUID, pair_id: UUID) -> Pair:
    """
    :raises NotFound: none of hers, or a block stands between the two.
    """
    pair = Pair.objects.filter(Q(low_id=person_id) | Q(high_id=person_id), id=pair_id).first()
    if pair is None or other_of(pair, person_id) in shut_off(person_id):
        raise NotFound
    return pair


def other_of(pair: Pair, person_id: UUID) -> UUID:
    return pair.high_id if pair.low_id == person_id else pair.low_id


def guest_behind(person_id: UUID, pool_id: UUID, guest_id: UUID) -> Guest:
    """Somebody she sees at a meeting, or made a pair with there: then also when the window is over.

    :raises NotFound: none, or not for her to see.
    """
    guest = Guest.objects.filter(pool_id=pool_id, id=guest_id).exclude(person_id=person_id).first()
    if guest is None or guest.person_id in shut_off(person_id):
        raise NotFound
    low, high = in_order(person_id, guest.person_id)
    if Pair.objects.filter(low_id=low, high_id=high, pool_id=pool_id).exists():
        return guest
    me = Guest.objects.filter(pool_id=pool_id, person_id=person_id, until__gt=clock.now()).first()
    if me is None:
        raise NotFound
    return other_at(me, guest_id)


def require_report(actor: Actor, report_id: UUID) -> Report:
    """
    :raises NotFound: none, not below her posts, or she is one of the two or their kin.
    """
    report = Report.objects.select_related("union").filter(within(actor), id=report_id).first()
    if report is None:
        raise NotFound
    two = {report.from_id, report.about_id}
    if actor.id in two or any(actor.id in people.relatives_of(each) for each in two):
        raise NotFound
    return report


FILE_GUARDS = (FileGuard(PROOF, sees_proof),)
