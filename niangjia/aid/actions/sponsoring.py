"""结对助学: the wish enters with the grant, an officer finds the sponsor, and one day it ends."""

from __future__ import annotations

from uuid import UUID

from niangjia.aid.access import require_handling
from niangjia.aid.errors import NoSponsor, WrongSponsorship
from niangjia.aid.models import Sponsorship
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotFound
from niangjia.kernel.text import clean_name, unsafe_text

LONGEST = 60


def wish_for_sponsor(*, by: Actor, person_id: UUID, case_id: UUID, union_id: UUID) -> UUID:
    """The family of this case would like a sponsor. Twice is once; returns the sponsorship."""
    with act("aid.wish_for_sponsor", by=by, about=("case", case_id)):
        found, _ = Sponsorship.objects.get_or_create(
            person_id=person_id, case_id=case_id, defaults={"union_id": union_id, "wished_on": clock.today()}
        )
    return found.id


def pair_with_sponsor(*, by: Actor, case_id: UUID, sponsor: str) -> None:
    """Enter who sponsors the child (a person or an enterprise, by name).

    :raises NoSponsor: the name is empty or unsafe.
    :raises WrongSponsorship: it has a sponsor already, or has ended.
    :raises NotFound, NotAllowed: a post of aid, review or leadership at the family's union or above.
    """
    name = clean_name(sponsor)
    if not name or len(name) > LONGEST or unsafe_text(sponsor):
        raise NoSponsor
    with act("aid.pair_with_sponsor", by=by, about=("case", case_id)) as deed:
        held = _held(by, case_id)
        if held.sponsor or held.ended_on:
            raise WrongSponsorship
        held.sponsor, held.paired_on = name, clock.today()
        held.save(update_fields=["sponsor", "paired_on"])
        deed.note(sponsor=name)


def end_sponsorship(*, by: Actor, case_id: UUID) -> None:
    """School is over, or one of the two has stopped.

    :raises WrongSponsorship: it has ended already.
    :raises NotFound, NotAllowed: as ``pair_with_sponsor``.
    """
    with act("aid.end_sponsorship", by=by, about=("case", case_id)):
        held = _held(by, case_id)
        if held.ended_on:
            raise WrongSponsorship
        held.ended_on = clock.today()
        held.save(update_fields=["ended_on"])


def _held(by: Actor, case_id: UUID) -> Sponsorship:
    rows = Sponsorship.objects.select_for_update(of=("self",)).select_related("union")
    found = rows.filter(case_id=case_id).first()
    if found is None:
        raise NotFound
    require_handling(by, found.union.path)
    return found
