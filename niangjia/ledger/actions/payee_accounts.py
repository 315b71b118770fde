"""Where a payee is paid: what the union already knows is not asked again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.kernel.bank_card import account_flaw, card_flaw, normalise
from niangjia.kernel.text import N_, clean_name, mask_card, unsafe_text
from niangjia.people import api as people
from niangjia.unions import api as unions

FLAWS = {
    "bad_length": N_("号码的位数不对"),
    "bad_check_digit": N_("号码的校验位不对，可能抄错了一位"),
    "missing": N_("工会没有登记收款账号"),
    "no_holder": N_("没有写户名"),
    "bad_holder": N_("户名里有不能用的符号"),
}


@dataclass(frozen=True, slots=True)
class PayeeAccount:
    """A plain number and its holder; it lives in memory only. ``flaw`` is empty when it can be paid to."""

    holder: str
    number: str
    flaw: str

    @property
    def masked(self) -> str:
        return mask_card(self.number)


def checked(owner_kind: str, holder: str, number: str) -> PayeeAccount:
    """Judge an account as given: a person's card has a check digit, an organisation's account has none."""
    holder, number = clean_name(holder), normalise(number)
    if not holder:
        flaw = "no_holder"
    elif unsafe_text(holder, name=True):
        flaw = "bad_holder"
    else:
        flaw = (card_flaw(number) if owner_kind == "person" else account_flaw(number)) or ""
    return PayeeAccount(holder, number, flaw)


def known_account(owner_kind: str, owner_id: UUID) -> PayeeAccount | None:
    """The account the union keeps for this payee; None when it keeps none."""
    if owner_kind == "person":
        found = people.bank_account(person_id=owner_id)
        return checked(owner_kind, *found) if found else None
    if owner_kind == "union":
        account = unions.accounts(union_ids=[owner_id]).get(owner_id)
        number = unions.account_number(union_id=owner_id) if account else None
        return checked(owner_kind, account.holder, number) if account and number else None
    return None
