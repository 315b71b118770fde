"""Who is erased is forgotten wherever her past is kept."""

from __future__ import annotations

from niangjia.base.actor import SYSTEM
from niangjia.campaigns import api as campaigns
from niangjia.catalogue import api as catalogue
from niangjia.pairs import api as pairs
from niangjia.people.events import PersonErased
from niangjia.quotas import api as quotas


def person_erased(event: PersonErased) -> None:
    catalogue.forget_past(by=SYSTEM, person_id=event.person_id)
    pairs.forget(by=SYSTEM, person_id=event.person_id)
    quotas.forget(by=SYSTEM, person_id=event.person_id)
    campaigns.forget(by=SYSTEM, person_id=event.person_id)
