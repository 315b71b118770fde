"""交单身证明."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from niangjia.base import clock, files
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.ids import uuid7
from niangjia.pairs.access import PROOF
from niangjia.pairs.errors import NoHome, ProofMissing, ProofWaits
from niangjia.pairs.models import Proof
from niangjia.people import api as people


def hand_in_proof(*, by: Actor, upload: Any) -> UUID:
    """A picture or PDF of what her employer's union wrote; one officer over her union looks at it once. Returns the proof's id.

    :raises ProofMissing, NoHome, ProofWaits: BadFile: see ``files.store``.
    """
    if upload is None:
        raise ProofMissing
    home, proof_id = people.union_of(by.id), uuid7()
    if home is None:
        raise NoHome
    with act("pairs.hand_in_proof", by=by, about=("single_proof", proof_id), owner=by.id):
        file = files.store(by=by, owner_id=by.id, purpose=PROOF, upload=upload)
        try:
            with transaction.atomic():
                Proof.objects.create(
                    person_id=by.id, id=proof_id, union_id=home, file_id=file.id, handed_in_at=clock.now()
                )
        except IntegrityError as waits:
            raise ProofWaits from waits
    return proof_id
