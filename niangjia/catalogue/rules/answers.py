"""Judging a filled-in form: what is asked, what is known, what is wrong, what must be sealed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from niangjia.kernel import bank_card
from niangjia.kernel.money import NotMoney, parse_yuan
from niangjia.kernel.phone import parse_mobile
from niangjia.kernel.resident_id import Flaw, parse
from niangjia.kernel.text import N_, clean, mask_address, mask_card, mask_id, mask_phone, unsafe_text

HIDDEN = "•"
LONGEST = {"text": 200, "long_text": 4000, "address": 120}
SHORTEST_ADDRESS = 8
NOT_YET = N_("这里还没有填。")
NOT_SIGNED = N_("请签个名，手写或写下姓名都行。")
NOT_HER_NAME = N_("写下的姓名和登记的不一样，请照登记的写，或者手写签名。")


class Field(Protocol):
    """The part of a form field's definition that judging needs."""

    name: str
    kind: str
    required: bool
    known: str | None
    choices: Sequence[Any]
    columns: Sequence[Any]


@dataclass(frozen=True, slots=True)
class AskedField:
    """One field as the page shows it: known (with its value and no question) or asked."""

    field: Any
    known: Any
    value: Any

    @property
    def is_known(self) -> bool:
        return self.known is not None


class BadAnswer(ValueError):
    """The text of the exception is the Chinese msgid shown beside the field."""


def asked_fields(
    form: Sequence[Any], known: Mapping[str, Any], answers: Mapping[str, Any], mend: Collection[str] = ()
) -> list[AskedField]:
    """The form with what the union already knows filled in and not asked again; the fields to ``mend`` are asked all the same."""
    return [
        AskedField(
            field=f, known=known.get(f.known) if f.known and f.name not in mend else None, value=answers.get(f.name)
        )
        for f in form
        if is_shown(f, answers)
    ]


def later_fields(form: Sequence[Any], known: Mapping[str, Any], answers: Mapping[str, Any]) -> list[AskedField]:
    """What another answer would call for: a page that can look at a choice at once shows it without asking us again."""
    return [
        AskedField(field=f, known=None, value=answers.get(f.name))
        for f in form
        if not is_shown(f, answers) and (not f.known or known.get(f.known) is None)
    ]


def is_shown(field: Any, answers: Mapping[str, Any]) -> bool:
    """Whether the field's condition on another answer holds (``when: {stage: college}``)."""
    return all(answers.get(name) == value for name, value in (field.shown_if or {}).items())


def known_answers(form: Sequence[Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """What the union can answer for her: the fields it knows, where they are asked at all."""
    answers: dict[str, Any] = {}
    for field in form:
        if is_shown(field, answers) and field.known and known.get(field.known) is not None:
            answers[field.name] = known[field.known]
    return answers


def missing_fields(form: Sequence[Any], answers: Mapping[str, Any]) -> list[Any]:
    """The fields that must be answered and are not."""
    return [field for field in form if field.required and is_shown(field, answers) and field.name not in answers]


def judge_answers(
    form: Sequence[Any],
    raw: Mapping[str, Any],
    *,
    known: Mapping[str, Any],
    today: date,
    mend: Collection[str] = (),
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers as JSON values, and what is wrong per field (a msgid). What is known is not asked, so it cannot be wrong."""
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in form:
        if not is_shown(field, raw):
            continue
        if field.known and known.get(field.known) is not None and field.name not in mend:
            answers[field.name] = known[field.known]
            continue
        _judge_one(field, raw.get(field.name), answers, wrong)
    wrong |= _signed_by_another(form, answers, known)
    return answers, wrong


def _signed_by_another(form: Sequence[Any], answers: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, str]:
    """A name that was written down as a signature is the applicant's own."""
    told = (answers.get(field.name) for field in form if field.known == "person.name")
    name = known.get("person.name") or next(told, None)
    signed = {field.name: answers[field.name] for field in form if field.kind == "signature" and field.name in answers}
    return {
        field: NOT_HER_NAME
        for field, signature in signed.items()
        if name and "typed" in signature and "".join(signature["typed"].split()) != "".join(name.split())
    }


def _judge_one(field: Any, value: Any, answers: dict[str, Any], wrong: dict[str, str]) -> None:
    if field.kind == "bool" and value not in (None, ""):
        answers[field.name] = _bool(field, value)
        return
    if _is_empty(value):
        if field.required:
            wrong[field.name] = NOT_SIGNED if field.kind == "signature" else NOT_YET
        return
    try:
        answers[field.name] = JUDGES[field.kind](field, value)
    except BadAnswer as bad:
        wrong[field.name] = str(bad)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value is False


def _text(field: Any, value: Any) -> str:
    text = clean(str(value)) if field.kind != "long_text" else str(value).strip()
    if unsafe_text(text):
        raise BadAnswer(N_("有不能用的字符，请只写文字。"))
    if len(text) > LONGEST[field.kind]:
        raise BadAnswer(N_("太长了，请写短一些。"))
    return text


def _whole(field: Any, value: Any) -> int:
    try:
        number = int(str(value).strip())
    except ValueError as bad:
        raise BadAnswer(N_("请填一个整数。")) from bad
    if not 0 <= number < 2**31:
        raise BadAnswer(N_("这个数字不合理。"))
    return number


def _money(field: Any, value: Any) -> int:
    """Typed in yuan, kept in fen; a value that is already fen (an int out of a draft) stays."""
    if isinstance(value, int):
        return value
    try:
        fen = parse_yuan(str(value))
    except NotMoney as bad:
        raise BadAnswer(N_("请填金额，最多两位小数。")) from bad
    if fen < 0:
        raise BadAnswer(N_("金额不能是负数。"))
    return fen


def _date(field: Any, value: Any) -> str:
    try:
        return str(date.fromisoformat(str(value)))
    except ValueError as bad:
        raise BadAnswer(N_("请填日期，例如 2026-09-01。")) from bad


def _choice(field: Any, value: Any) -> str:
    if value not in {choice.value for choice in field.choices}:
        raise BadAnswer(N_("请从给出的选项里选一个。"))
    return str(value)


def _bool(field: Any, value: Any) -> bool:
    return value in (True, "on", "yes", "true", "1")


def _uuid(field: Any, value: Any) -> str:
    try:
        return str(UUID(str(value)))
    except ValueError as bad:
        raise BadAnswer(N_("请从列表里选一个。")) from bad


def _files(field: Any, value: Any) -> list[str]:
    return [_uuid(field, item) for item in (value if isinstance(value, list) else [value])]


def _signature(field: Any, value: Any) -> dict[str, str]:
    """``{"drawn": file id}``, or ``{"typed": name}`` of whoever cannot or will not write by hand."""
    if not isinstance(value, Mapping) or len(value) != 1 or not value.keys() <= {"drawn", "typed"}:
        raise BadAnswer(NOT_SIGNED)
    if drawn := value.get("drawn"):
        return {"drawn": _uuid(field, drawn)}
    typed = clean(str(value.get("typed", "")))
    if not typed or unsafe_text(typed) or len(typed) > LONGEST["text"]:
        raise BadAnswer(NOT_SIGNED)
    return {"typed": typed}


def _resident_id(field: Any, value: Any) -> str:
    parsed = parse(str(value))
    if isinstance(parsed, Flaw):
        raise BadAnswer(N_("证件号码不对，请对着证件再填一次。"))
    return parsed.number


def _phone(field: Any, value: Any) -> str:
    number = parse_mobile(str(value))
    if number is None:
        raise BadAnswer(N_("手机号应是 11 位数字。"))
    return number


def _card(field: Any, value: Any) -> str:
    if bank_card.card_flaw(str(value)):
        raise BadAnswer(N_("卡号不对，请对着卡再填一次。"))
    return bank_card.normalise(str(value))


def _address(field: Any, value: Any) -> str:
    """In one line, as it is written on a parcel."""
    address = _text(field, value)
    if len(address) < SHORTEST_ADDRESS:
        raise BadAnswer(N_("地址要写到门牌，例如闽侯县上街镇学府南路 1 号。"))
    return address


def _table(field: Any, value: Any) -> list[dict[str, Any]]:
    """Rows of columns; a row that is wholly empty is left out."""
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(value, 1):
        if all(_is_empty(row.get(column.name)) for column in field.columns):
            continue
        answers: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for column in field.columns:
            _judge_one(column, row.get(column.name), answers, wrong)
        if wrong:
            raise BadAnswer(N_("表格里有没填好的格子，请从上往下核对一遍。"))
        rows.append(answers | {"row": number})
    if field.required and not rows:
        raise BadAnswer(N_("请至少填一行。"))
    return rows


JUDGES: dict[str, Callable[[Any, Any], Any]] = {
    "text": _text,
    "long_text": _text,
    "int": _whole,
    "money": _money,
    "date": _date,
    "choice": _choice,
    "bool": _bool,
    "consent": _bool,
    "file": _files,
    "signature": _signature,
    "union": _uuid,
    "enterprise": _uuid,
    "resident_id": _resident_id,
    "phone": _phone,
    "bank_card": _card,
    "address": _address,
    "table": _table,
}
MASKS: dict[str, Callable[[str], str]] = {
    "resident_id": mask_id,
    "phone": mask_phone,
    "bank_card": mask_card,
    "address": mask_address,
}
PRIVATE_KINDS = frozenset(MASKS)


def split_private(form: Sequence[Any], answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers as officers may read them (private values masked), and the private ones in plain, to be sealed."""
    shown: dict[str, Any] = dict(answers)
    private: dict[str, Any] = {}
    for field in form:
        value = answers.get(field.name)
        if value is None:
            continue
        if field.kind in PRIVATE_KINDS and HIDDEN in str(value):
            continue  # known before, so it came masked: there is nothing to seal
        if field.kind in PRIVATE_KINDS:
            private[field.name], shown[field.name] = value, MASKS[field.kind](str(value))
        elif field.kind == "table" and any(column.kind in PRIVATE_KINDS for column in field.columns):
            private[field.name], shown[field.name] = value, [_masked_row(field.columns, row) for row in value]
    return shown, private


def _masked_row(columns: Sequence[Any], row: Mapping[str, Any]) -> dict[str, Any]:
    masks = {column.name: MASKS[column.kind] for column in columns if column.kind in MASKS}
    return {name: masks[name](str(value)) if name in masks and value else value for name, value in row.items()}
