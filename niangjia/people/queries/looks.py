"""谁看过我的资料."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from niangjia.base import journal
from niangjia.kernel.text import N_

NAMES = {
    "id_number": N_("证件号码"),
    "phone": N_("手机号"),
    "bank_card": N_("银行卡号"),
    "export": N_("全部资料的副本"),
    "single-proof": N_("单身证明"),
    "parcel": N_("手机号和寄件地址"),
    "past": N_("以前某一天的资格和理由"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One look: who, at what, when and why."""

    at: datetime
    who: str
    what: str
    reason: str

    @property
    def what_zh(self) -> str:
        return NAMES.get(self.what, N_("资料"))


def looks_at_me(*, person_id: UUID, limit: int = 50) -> list[Look]:
    """Every look at this person's private data, the newest first. For herself."""
    entries = journal.looks_at(person_id, limit=limit)
    return [Look(e.at, e.actor_label, str(e.details.get("what", "")), e.reason) for e in entries]
