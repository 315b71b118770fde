"""What the clock does to proofs: their owners are warned, and what has run out keeps no file."""

from __future__ import annotations

from datetime import timedelta

from niangjia.base import clock, files
from niangjia.base.actor import SYSTEM
from niangjia.base.acts import act
from niangjia.kernel.ids import uuid_from_seed
from niangjia.pairs.events import SingleProofExpiring
from niangjia.pairs.models import Proof
from niangjia.pairs.rules.names import ACCEPTED, WARN_DAYS

MOST = 500
ABOUT = ("single_proof", uuid_from_seed("pairs", "proofs"))


def warn_of_proofs() -> int:
    """Tell those whose proof holds two weeks more and who have no newer one, once. Returns how many."""
    today, now = clock.today(), clock.now()
    with act("pairs.warn_of_proofs", by=SYSTEM, about=ABOUT) as deed:
        rows = Proof.objects.select_for_update().filter(
            state=ACCEPTED, warned_at=None, valid_until__gte=today, valid_until__lte=today + timedelta(days=WARN_DAYS)
        )[:MOST]
        ending = list(rows)
        Proof.objects.filter(person_id__in=[p.person_id for p in ending], id__in=[p.id for p in ending]).update(
            warned_at=now
        )
        newer = set(
            Proof.objects.filter(
                person_id__in=[p.person_id for p in ending], state=ACCEPTED,
                valid_until__gt=today + timedelta(days=WARN_DAYS),
            ).values_list("person_id", flat=True)
        )  # fmt: skip
        told = [proof for proof in ending if proof.person_id not in newer]
        for proof in told:
            deed.emit(SingleProofExpiring(person_id=proof.person_id, proof_id=proof.id))
        deed.note(told=len(told))
    return len(told)


def drop_old_files() -> int:
    """Contents of proofs that have run out go for good; the rows stay. Returns how many."""
    with act("pairs.drop_proof_files", by=SYSTEM, about=ABOUT) as deed:
        old = list(
            Proof.objects.select_for_update().filter(
                state=ACCEPTED, valid_until__lt=clock.today(), file_id__isnull=False
            )[:MOST]
        )
        for proof in old:
            if proof.file_id:
                files.erase(by=SYSTEM, file_id=proof.file_id, reason="单身证明过期")
        Proof.objects.filter(person_id__in=[p.person_id for p in old], id__in=[p.id for p in old]).update(file_id=None)
        deed.note(dropped=len(old))
    return len(old)
