"""A case's answers as officers read them: labels of the form, values masked, evidence as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotFound
from niangjia.unions import api as unions
from niangjia.web.console.words import money_words, value_words
from niangjia.web.shell.texts import listed, say

DOCUMENTS = frozenset({"file", "consent", "signature"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``private``: the field's name when its plain value may be asked for. A table has ``heads`` and ``rows``."""

    label: str
    value: str = ""
    private: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def answers_of(case: Any, definition: Any) -> list[Answer]:
    """The answers in the form's order; consents, signatures and evidence stand elsewhere."""
    names = _union_names(case, definition)
    given = [field for field in definition.form if field.name in case.answers and field.kind not in DOCUMENTS]
    return [_answer(field, case, names) for field in given]


def documents_of(case: Any, definition: Any, past: Sequence[Any]) -> list[tuple[str, str, str, str]]:
    """(name, source, verdict, href) of evidence and signatures asked for, of photographs of a visit or for acceptance, of consents given."""
    shown: list[tuple[str, str, str, str]] = []
    for field in definition.form:
        answer = case.answers.get(field.name)
        if field.kind == "file":
            shown += _files(say(field.label), _("本人上传"), answer, required=field.required)
        elif field.kind == "signature" and answer:
            shown.append(_signature(say(field.label), answer))
        elif field.kind == "consent" and answer:
            shown.append((say(field.label), _("本人勾选"), "yes", ""))
    for step in past:
        photos = step.details.get("photos") or []
        words = _("验收照片 %(n)s") if step.kind == "handed_in" else _("走访照片 %(n)s")
        shown += [
            (words % {"n": n}, step.who, "yes", reverse("console:photo", args=[case.id, each]))
            for n, each in enumerate(photos, 1)
        ]
    return shown


def reveal_answer(*, by: Actor, case_id: UUID, name: str, reason: str) -> str:
    """One private answer in plain; the look is journalled in the applicant's stream first.

    :raises NotFound: not a private answer of a case in reach. ReasonTooShort.
    """
    case = casework.case_for(by, case_id).case
    plain = casework.plain_answers(case_id=case_id)
    if plain.get(name) in (None, case.answers.get(name)):
        raise NotFound
    value = plain[name]
    return journal.reveal(
        by=by, person_id=case.person_id or case.subject_id, what=name, reason=reason, unseal=lambda: _plain(value)
    )


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return listed((" ".join(str(v) for k, v in row.items() if k != "row") for row in value), clauses=True)
    return str(value)


def _files(label: str, source: str, ids: Any, *, required: bool) -> list[tuple[str, str, str, str]]:
    found = ids if isinstance(ids, list) else [ids] if ids else []
    if not found:
        return [(label, _("还没有交"), "no" if required else "unk", "")] if required else []
    many = len(found) > 1
    return [
        (f"{label} {n}" if many else label, source, "yes", reverse("console:file", args=[each]))
        for n, each in enumerate(found, 1)
    ]


def _signature(label: str, answer: Any) -> tuple[str, str, str, str]:
    """Drawn, it opens like any evidence, and the look is written down; a name that was typed is said to be one."""
    if "drawn" in answer:
        return label, _("手写签名"), "yes", reverse("console:file", args=[answer["drawn"]])
    return label, _("写下姓名：%(name)s") % {"name": answer["typed"]}, "yes", ""


def _union_names(case: Any, definition: Any) -> dict[str, str]:
    ids = [UUID(case.answers[f.name]) for f in definition.form if f.kind == "union" and case.answers.get(f.name)]
    return {str(key): ref.name for key, ref in unions.unions(union_ids=ids).items()} if ids else {}


def _answer(field: Any, case: Any, names: dict[str, str]) -> Answer:
    value, label = case.answers[field.name], say(field.label)
    if field.kind == "table":
        secret = any(column.is_private for column in field.columns)
        rows = [[_words(column, row.get(column.name), names) for column in field.columns] for row in value]
        return Answer(
            label, private=field.name if secret else "", heads=[say(c.label) for c in field.columns], rows=rows
        )
    private = field.name if field.is_private and not field.known else ""
    return Answer(label, _words(field, value, names), private)


def _words(field: Any, value: Any, names: dict[str, str]) -> str:
    if value in (None, ""):
        return "—"
    if field.kind == "choice":
        return next((say(choice.label) for choice in field.choices if choice.value == value), str(value))
    if field.kind == "money":
        return money_words(value)
    if field.kind == "union":
        return names.get(str(value), str(value))
    return value_words(value)
