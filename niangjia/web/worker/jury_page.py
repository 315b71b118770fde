"""What a juror reads: as much of an application as judging its work needs, and the points she has given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import monthday
from niangjia.web.worker import entitlements
from niangjia.web.worker.matter_line import Line
from niangjia.web.worker.matters_page import answer_words, asked_line, row_words

UNTOLD = frozenset({"consent", "union", "enterprise", "file"})


@dataclass(frozen=True, slots=True)
class Box:
    """One criterion: its field, the most it can get, what stands in it, what is wrong with that."""

    name: str
    label: str
    most: int
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """``facts``: (label, words); ``files``: (name, address); ``wrong``: how many criteria are not right."""

    id: UUID
    title: str
    over: str
    who: str
    due: str
    stage: str
    facts: Sequence[tuple[str, str]]
    files: Sequence[tuple[str, str]]
    boxes: Sequence[Box]
    rule: str
    scored: bool
    wrong: int


def invitations_page(person_id: UUID) -> list[Line]:
    """Every case she is asked to score now, due first."""
    return [asked_line(each) for each in casework.invitations(person_id)]


def sheet_page(
    actor: Actor, case_id: UUID, typed: Mapping[str, Any] | None = None, wrong: Mapping[str, str] | None = None
) -> SheetPage:
    """
    :raises NotFound: no seat of hers, or the jury is over.
    """
    sheet = casework.sheet_for(actor, case_id)
    definition = entitlements.pinned(sheet.service, sheet.version)
    asked = sheet.invitation
    return SheetPage(
        id=case_id, title=say(asked.title), over=_("编号 %(n)s") % {"n": asked.number},
        who=f"{asked.who} · {asked.unit}", due=monthday(asked.due_on) if asked.due_on else "", stage=say(sheet.stage_title),
        facts=_facts(sheet, definition), files=_files(sheet, definition), boxes=_boxes(sheet, typed, wrong or {}),
        rule=_rule(sheet.jury), scored=asked.scored, wrong=len(wrong or ()),
    )  # fmt: skip


def files_of(sheet: casework.Sheet) -> frozenset[str]:
    """The ids of the files that belong to the case's evidence."""
    definition = entitlements.pinned(sheet.service, sheet.version)
    return frozenset(each for field in definition.form for each in _ids(field, sheet))


def _ids(field: Any, sheet: casework.Sheet) -> list[str]:
    return list(sheet.answers.get(field.name) or ()) if field.kind == "file" else []


def _facts(sheet: casework.Sheet, definition: Any) -> list[tuple[str, str]]:
    """What she wrote for this application; not what the union knows of her, no numbers, no table that holds some."""
    shown: list[tuple[str, str]] = []
    for field in definition.form:
        value = sheet.answers.get(field.name)
        if field.known or _is_untold(field) or value in (None, ""):
            continue
        if field.kind != "table":
            shown.append((say(field.label), answer_words(field, value)))
        elif not any(map(_is_untold, field.columns)):
            shown += [(say(field.label), row_words(field, row)) for row in value]
    return shown


def _is_untold(field: Any) -> bool:
    return field.is_private or field.kind in UNTOLD


def _files(sheet: casework.Sheet, definition: Any) -> list[tuple[str, str]]:
    found = [(field, each) for field in definition.form for each in _ids(field, sheet)]
    return [
        (f"{say(field.label)} {n}", reverse("jury-file", args=[sheet.invitation.case_id, each]))
        for n, (field, each) in enumerate(found, 1)
    ]


def _boxes(sheet: casework.Sheet, typed: Mapping[str, Any] | None, wrong: Mapping[str, str]) -> list[Box]:
    given = typed if typed is not None else sheet.given
    return [
        Box(each.name, say(each.title), each.most, str(given.get(each.name, "")), _(wrong[each.name]) if each.name in wrong else "")
        for each in sheet.jury.scores
    ]  # fmt: skip


def _rule(jury: casework.Jury) -> str:
    words = _("%(n)s 位评委各打各的，去掉最高和最低各 %(trim)s 位，其余的平均到 %(mark)s 分通过。")
    return words % {"n": jury.seats, "trim": jury.trim, "mark": jury.pass_mark}
