"""Merchants: entered, given a desk, paid to another account, closed."""

from __future__ import annotations

from uuid import UUID

from niangjia.activities.access import locked_merchant, require_tending
from niangjia.activities.errors import MerchantWrong
from niangjia.activities.models import Merchant
from niangjia.activities.rules.redemption import KINDS
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.bank_card import account_flaw, normalise
from niangjia.kernel.ids import uuid7
from niangjia.kernel.text import N_, clean_name, mask_card
from niangjia.unions import api as unions


def enter_merchant(
    *,
    by: Actor,
    union_id: UUID,
    uscc: str,
    enterprise: str,
    name: str,
    kind: str,
    holder: str,
    account: str,
    address: str = "",
    phone: str = "",
) -> UUID:
    """A shop or base of the enterprise with this code, looked after by the union. Its account is where it will be paid.

    :raises NotAllowed: not her union. MerchantWrong: what does not fit. BadEmployerCode:
    """
    require_tending(by, unions.union(union_id=union_id).path)
    name, holder, account = clean_name(name), clean_name(holder), normalise(account)
    if kind not in KINDS or not name or not holder:
        raise MerchantWrong(why=N_("名称、种类和户名都要写。"))
    if account_flaw(account):
        raise MerchantWrong(why=N_("收款账号的位数不对。"))
    merchant_id = uuid7()
    with act("activities.enter_merchant", by=by, about=("merchant", merchant_id)) as deed:
        known = unions.enterprises_coded(codes=[uscc.strip().upper()]).get(uscc.strip().upper())
        owner = known or unions.record_enterprise(by=by, uscc=uscc, name=enterprise)
        if Merchant.objects.filter(enterprise_id=owner.id, kind=kind, name=name).exists():
            raise MerchantWrong(why=N_("这家已经登记过了。"))
        Merchant.objects.create(
            id=merchant_id, enterprise_id=owner.id, union_id=union_id, name=name, kind=kind, holder=holder, account=account,
            account_masked=mask_card(account), address=address.strip(), phone=phone.strip(), made_at=clock.now(),
        )  # fmt: skip
        deed.note(name=name, kind=kind, enterprise=str(owner.id), account=mask_card(account))
    return merchant_id


def open_desk(*, by: Actor, merchant_id: UUID) -> int:
    """Give its desk a new link; the one before is worth nothing from now on. Returns the turn that the link is signed with."""
    with act("activities.open_desk", by=by, about=("merchant", merchant_id)) as deed:
        merchant = locked_merchant(by, merchant_id)
        require_tending(by, merchant.union.path)
        merchant.desk_turn, merchant.desk_open = merchant.desk_turn + 1, True
        merchant.save(update_fields=["desk_turn", "desk_open"])
        deed.note(turn=merchant.desk_turn)
    return merchant.desk_turn


def close_desk(*, by: Actor, merchant_id: UUID) -> None:
    """Take the link back. Twice is once."""
    with act("activities.close_desk", by=by, about=("merchant", merchant_id)):
        merchant = locked_merchant(by, merchant_id)
        require_tending(by, merchant.union.path)
        merchant.desk_open = False
        merchant.save(update_fields=["desk_open"])
