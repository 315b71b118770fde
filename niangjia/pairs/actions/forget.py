"""Who is erased is forgotten here: what she called herself, her pictures, whom she chose, whom she blocked."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from niangjia.base import clock, files
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.pairs.models import Block, Choice, Guest, Pair, Proof, Report
from niangjia.pairs.rules.names import REFUSED, WAITING

REASON = "本人申请删除资料"


def forget(*, by: Actor, person_id: UUID) -> None:
    """Rows that others count on stay without her: that a pair was made, that a report was decided, that she was barred. Twice is once."""
    with act("pairs.forget", by=by, about=("person", person_id)):
        kept = [
            *Proof.objects.filter(person_id=person_id, file_id__isnull=False).values_list("file_id", flat=True),
            *Guest.objects.filter(person_id=person_id, photo_id__isnull=False).values_list("photo_id", flat=True),
        ]
        for file_id in kept:
            if file_id:
                files.erase(by=by, file_id=file_id, reason=REASON)
        now, hers = clock.now(), {"person_id": person_id}
        Proof.objects.filter(**hers, state=WAITING).update(
            state=REFUSED, reason=REASON, decided_at=now, decided_by=by.id, file_id=None
        )
        Proof.objects.filter(**hers).update(file_id=None)
        Guest.objects.filter(**hers, hidden_at=None).update(hidden_at=now)
        Guest.objects.filter(**hers).update(nickname="", photo_id=None)
        Choice.objects.filter(Q(person_id=person_id) | Q(chosen_id=person_id)).delete()
        Block.objects.filter(Q(person_id=person_id) | Q(blocked_id=person_id)).delete()
        Pair.objects.filter(Q(low_id=person_id) | Q(high_id=person_id), ended_at=None).update(
            ended_at=now, ended_by=by.id
        )
        Report.objects.filter(from_id=person_id).exclude(state=WAITING).update(text="")
