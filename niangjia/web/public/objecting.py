"""The form of an objection: what was typed, and where a refusal is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_
from niangjia.web.shell.texts import tell

FIELDS = {"row_unnamed": "no", "notice_over": "no", "objection_unclear": "text", "objection_unsigned": "name"}


class RowUnnamed(Refusal):
    key = "row_unnamed"
    what = N_("还没有说对第几号有异议。")
    todo = N_("请从名单里选一个。")


@dataclass(frozen=True, slots=True)
class Objecting:
    """``errors`` by field; "" is for the whole form."""

    no: str = ""
    text: str = ""
    name: str = ""
    phone: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def typed(cls, posted: Mapping[str, str]) -> Objecting:
        no, text, name, phone = (posted.get(key, "").strip() for key in ("no", "text", "name", "phone"))
        return cls(no, text, name, phone)

    @property
    def refused(self) -> bool:
        return bool(self.errors)


def told_in(typed: Objecting, refusal: Refusal) -> Objecting:
    """The refusal beside the field it is about; all others above the form."""
    place = FIELDS.get(refusal.key, "")
    if "手机" in str(refusal.params.get("why", "")):
        place = "phone"
    return replace(typed, errors={place: str(tell(refusal))})
