"""Somebody objects to a row, by name."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.base.crypto import blind_index
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.kernel.phone import parse_mobile
from niangjia.kernel.text import clean_name, mask_name, mask_phone, unsafe_text
from niangjia.notices.actions.restating import locked, restate
from niangjia.notices.errors import (
    NoticeOver,
    ObjectionRepeated,
    ObjectionUnclear,
    ObjectionUnsigned,
    TooManyObjections,
)
from niangjia.notices.events import ObjectionFiled
from niangjia.notices.models import Notice, NoticeRow, Objection
from niangjia.notices.rules.days import is_over

MOST_OPEN_PER_ROW = 10
LEAST_LETTERS, MOST_LETTERS = 10, 2000


def file_objection(*, token: str, ref: UUID, name: str, phone: str, text: str, by: Actor = SYSTEM) -> Objection:
    """Take an objection to the row ``ref``: its clock stands still from now; the other rows go on.

    :param by: the objector when she is signed in; a stranger writes as the system's guest.
    :raises ObjectionUnsigned: no real name or phone; ObjectionUnclear; NoticeOver; ObjectionRepeated; TooManyObjections.
    """
    name, number, text = _signed(name, phone, text)
    notice_id = Notice.objects.filter(token=token).values_list("id", flat=True).first()
    if notice_id is None:
        raise NotFound
    objection_id = uuid7()
    with act("notices.object", by=by, about=("objection", objection_id), owner=notice_id) as deed:
        notice = locked(notice_id)
        key = blind_index("phone", number)
        _require_tending(notice, ref, key)
        objection = Objection.objects.create(
            notice_id=notice_id, id=objection_id, ref=ref, name=name, name_masked=mask_name(name), phone=number,
            phone_masked=mask_phone(number), phone_key=key, text=text, state="open", at=clock.now(),
        )  # fmt: skip
        NoticeRow.objects.filter(notice_id=notice_id, ref=ref, state="open").update(
            state="frozen", frozen_on=clock.today()
        )
        restate(notice, deed)
        deed.note(ref=str(ref), number=notice.number)
        deed.emit(ObjectionFiled(notice_id=notice_id, ref=ref, objection_id=objection_id))
    return objection


def _signed(name: str, phone: str, text: str) -> tuple[str, str, str]:
    name, number, text = clean_name(name), parse_mobile(phone), text.strip()
    if len(name) < 2 or len(name) > 60 or unsafe_text(name, name=True) or any(c.isdigit() or c == "*" for c in name):
        raise ObjectionUnsigned(why="没有写真实姓名")
    if number is None:
        raise ObjectionUnsigned(why="没有写能打通的手机号")
    if not LEAST_LETTERS <= len(text) <= MOST_LETTERS or unsafe_text(text):
        raise ObjectionUnclear
    return name, number, text


def _require_tending(notice: Notice, ref: UUID, phone_key: bytes) -> None:
    row = NoticeRow.objects.filter(notice_id=notice.id, ref=ref).first()
    if (
        row is None
        or row.state not in ("open", "frozen")
        or (row.state == "open" and is_over(row.closes_on, clock.today()))
    ):
        raise NoticeOver
    running = Objection.objects.filter(notice_id=notice.id, ref=ref, state="open")
    if running.filter(phone_key=phone_key).exists():
        raise ObjectionRepeated
    if running.count() >= MOST_OPEN_PER_ROW:
        raise TooManyObjections
