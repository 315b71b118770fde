"""The link by which somebody answers without an account: whose it is, and what it opens. Asked by the pages, required by the verbs."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.core import signing

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.crypto import blind_index
from niangjia.casework.access import plan_of, reveal_answers
from niangjia.casework.errors import LinkOver
from niangjia.casework.models import Case, Consent
from niangjia.casework.rules.consents import Agreeing
from niangjia.casework.rules.states import BEFORE_DECISION, DELIVERING
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.text import mask_name

SALT = "niangjia.consent"
NUMBER = "party_number"  # the same keys as those of the parties
NONCE_BYTES, SIGNED = 9, 16


def new_nonce() -> str:
    """The secret of one link: 72 bits, twelve letters."""
    return secrets.token_urlsafe(NONCE_BYTES)


class ShortSigner(signing.Signer):
    """Ninety-six bits of the signature: in a text message every letter counts, and a link that is guessed opens nothing without digits."""

    def signature(self, value: str | bytes, key: str | bytes | None = None) -> str:
        return super().signature(value, key)[:SIGNED]


def link_of(consent: Consent) -> str:
    """The signed part of the address: a nonce and nothing of anybody. Whoever reads the database alone cannot make one."""
    return ShortSigner(salt=SALT).sign(consent.nonce)


def consent_behind(link: str) -> Consent:
    """The question behind a link.

    :raises LinkOver: it was changed, or another one has been sent since, or she was asked anew.
    """
    try:
        nonce = ShortSigner(salt=SALT).unsign(link.strip())
    except signing.BadSignature as changed:
        raise LinkOver from changed
    found = Consent.objects.select_related("case").filter(nonce=nonce).first()
    if found is None or Consent.objects.filter(case_id=found.case_id, name=found.name, turn__gt=found.turn).exists():
        raise LinkOver
    return found


def agreeing_of(case: Case, name: str) -> Agreeing:
    """What the case's definition says of whom it asks under ``name``."""
    return next(each for each in plan_of(case).agreeing if each.name == name)


def told_of(case: Case, agreeing: Agreeing) -> dict[str, Any]:
    """Name, ID number and phone of whom the case names, in plain: for sending and comparing, never for a page."""
    answers = reveal_answers(case)
    return {
        "name": answers[agreeing.name_from],
        "number": answers[agreeing.number_from],
        "phone": answers[agreeing.phone_from],
    }


def key_of(case: Case, agreeing: Agreeing) -> bytes:
    """The blind index of her number as the answers give it now."""
    return blind_index(NUMBER, str(reveal_answers(case)[agreeing.number_from]))


def last_day_of(consent: Consent) -> date:
    """The last day on which she may answer; ``until`` is the midnight after it."""
    return clock.local_date(consent.until - timedelta(seconds=1))


def herself(case: Case, agreeing: Agreeing) -> Actor:
    """Who answers, as the journal names her: one and the same in a case, without an account, masked."""
    return Actor(uuid_from_seed("consent", case.id, agreeing.name), mask_name(str(case.answers[agreeing.name_from])))


def may_be_taken_back(case: Case) -> bool:
    """Until the place is settled (decided, where no place is given)."""
    if case.state in BEFORE_DECISION:
        return True
    return case.state == DELIVERING and "booking" in case.record and case.record.get("number") is None
