"""The card a person is paid to."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.bank_card import card_flaw, normalise
from niangjia.kernel.text import N_, mask_card
from niangjia.people.access import require_self_or_reach
from niangjia.people.actions.keys import hold
from niangjia.people.errors import BadCard

FLAWS = {"bad_length": N_("位数不对"), "bad_check_digit": N_("最后一位对不上，多半是抄错了一位")}


def set_bank_card(*, by: Actor, person_id: UUID, number: str) -> str:
    """Keep the card sealed and return how it is shown (••••4417).

    :raises BadCard: ISO/IEC 7812 length or Luhn's check.
    :raises NotFound: not there, or not for this actor.
    """
    if flaw := card_flaw(number):
        raise BadCard(why=FLAWS[flaw])
    card = normalise(number)
    with act("people.set_bank_card", by=by, about=("person", person_id)) as deed:
        require_self_or_reach(by, person_id)
        person = hold(person_id)
        person.bank_card, person.bank_card_masked = card, mask_card(card)
        person.save(update_fields=["bank_card", "bank_card_masked"])
        deed.note(card=person.bank_card_masked)
    return mask_card(card)
