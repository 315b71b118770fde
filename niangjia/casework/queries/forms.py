"""The form of a service for one person: what is known is shown, what is not is asked, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from niangjia.casework.access import definition_of, draft_of, last_defects, reveal_answers
from niangjia.casework.models import Case
from niangjia.catalogue.api import AskedField, asked_fields, later_fields
from niangjia.people import api as people


@dataclass(frozen=True, slots=True)
class FormView:
    """``known`` is shown as text with a way to correct it; ``asked`` are the questions, evidence apart; ``later`` waits for another answer."""

    definition: Any
    known: list[AskedField]
    asked: list[AskedField]
    evidence: list[AskedField]
    draft_id: UUID | None
    defects: Mapping[str, str]
    later: Sequence[AskedField] = ()


def form_for(*, person_id: UUID, service: str, case: Case | None = None, subject_id: UUID | None = None) -> FormView:
    """The form for an application, a draft going on, or (with ``case``) a repair with its defects.

    :param subject_id: the union she applies for, where it is not herself.
    """
    draft = case or draft_of(person_id, service, subject_id)
    definition = definition_of(service, case.version if case else None)
    answers = reveal_answers(draft) if draft else {}
    defects = {defect["field"]: defect["text"] for defect in last_defects(case)} if case else {}
    known = people.known_about(person_id=person_id)
    fields = asked_fields(definition.form, known, answers, mend=defects)
    return FormView(
        definition=definition,
        known=[f for f in fields if f.is_known],
        asked=[f for f in fields if not f.is_known and f.field.kind != "file"],
        evidence=[f for f in fields if f.field.kind == "file"],
        draft_id=draft.id if draft else None,
        defects=defects,
        later=later_fields(definition.form, known, answers),
    )
