"""Whose proofs, meetings and reports an actor may touch."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from niangjia.base.actor import Actor
from niangjia.base.files import FileGuard
from niangjia.kernel.errors import NotFound
from niangjia.pairs.models import Proof
from niangjia.people import api as people

PROOF = "single-proof"
DECIDING = ("leader", "reviewer", "aid")


def within(actor: Actor) -> Q:
    """Of rows with a union: those below the unions where she works with people; of none, none."""
    paths = sorted({scope.path for scope in actor.scopes if scope.role in DECIDING})
    return reduce(or_, (Q(union__path__startswith=path) for path in paths)) if paths else Q(pk__in=[])


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


FILE_GUARDS = (FileGuard(PROOF, sees_proof),)
