"""Where a union is paid."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel.bank_card import account_flaw, normalise
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.text import clean, mask_card
from niangjia.unions.errors import BadAccount
from niangjia.unions.models import Union, UnionAccount
from niangjia.unions.models.refs import AccountRef


def set_union_account(*, by: Actor, union_id: UUID, holder: str, bank: str, number: str) -> AccountRef:
    """Enter or replace a union's account.

    Needs the finance post at the union or above; the journal keeps the masked number only.

    :raises NotAllowed, NotFound, BadAccount:
    """
    holder, bank, number = clean(holder), clean(bank), normalise(number)
    if not holder or not bank or account_flaw(number):
        raise BadAccount
    with act("unions.set_union_account", by=by, about=("union", union_id)) as deed:
        union = Union.objects.select_for_update().filter(id=union_id, dissolved_on__isnull=True).first()
        if not union:
            raise NotFound
        if by.id != SYSTEM.id and not by.may("finance", union.path):
            raise NotAllowed
        values = {"holder": holder, "bank": bank, "number": number, "number_masked": mask_card(number)}
        UnionAccount.objects.update_or_create(union=union, defaults=values)
        deed.note(holder=holder, bank=bank, number=mask_card(number))
        deed.touch("union", union_id)
    return AccountRef(union_id, holder, bank, mask_card(number))
