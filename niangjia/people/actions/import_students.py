"""A yearly list of students: every row judged by itself, the accepted ones stored in one transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.base.crypto import blind_index
from niangjia.base.locks import advisory
from niangjia.base.spreadsheets import Source, read_sheet
from niangjia.kernel.ids import uuid7
from niangjia.kernel.imports import ImportResult, Progress, Remark
from niangjia.people.models import Identity, Membership, Person, Study
from niangjia.people.rules.profile import LIVE
from niangjia.people.rules.school_years import school_year_of
from niangjia.people.rules.students import COLUMNS, REQUIRED, KnownPerson, StudentRow, match, read_row

BATCH = 1000
STEP = 500
TOLD = ("school", "level", "enrolled", "passed", "punished")
Matched = list[tuple[StudentRow, KnownPerson]]


def import_students(
    *, by: Actor, source: Source, file_name: str = "", apply: bool = True, progress: Progress | None = None
) -> ImportResult:
    """Read a workbook of students (columns in ``rules.students.COLUMNS``); reasons in ``rules.students.REASONS``.

    People are found by ID number; nobody is entered by this list. A second run of the same file changes nothing but the
    day of the report. With ``apply`` False the answer is what would happen.

    :raises UnreadableWorkbook, MissingColumns, TooManyRows: nothing was read.
    """
    sheet, this_year = read_sheet(source, COLUMNS, required=REQUIRED), school_year_of(clock.today())
    result = ImportResult(applied=apply, header_row=sheet.header_row)
    rows: list[StudentRow] = []
    for done, row in enumerate(sheet, 1):
        if progress and (done % STEP == 0 or done == sheet.total):
            progress(done, sheet.total)
        if row.blank:
            result.blank += 1
            continue
        judged = read_row(row, this_year=this_year)
        if isinstance(judged, Remark):
            result.rejected.append(judged)
        else:
            rows.append(judged)
    with act("people.import_students", by=by, about=("import", uuid7())) as deed:
        advisory("people.students")
        matched, rejected = match(rows, _known(rows), lambda path: by.id == SYSTEM.id or (path != "" and by.sees(path)))
        result.rejected += rejected
        touched = _store(matched, result, apply)
        if apply:
            deed.touch_many("person", touched)
        deed.note(file=file_name, applied=apply, accepted=result.accepted, rejected=len(result.rejected))
    return result


def _known(rows: list[StudentRow]) -> dict[str, KnownPerson]:
    """The people of the list by ID number: three set-wise reads."""
    keys = {blind_index("id_number", row.id_number): row.id_number for row in rows}
    found = Identity.objects.filter(kind="id_number", key__in=list(keys)).values_list("key", "person_id")
    numbers = {person_id: keys[bytes(key)] for key, person_id in found}
    names = dict(Person.objects.filter(id__in=numbers).values_list("id", "name"))
    living = Membership.objects.filter(person_id__in=numbers, status__in=LIVE)
    paths = dict(living.values_list("person_id", "union__path"))
    return {number: KnownPerson(id_, names[id_], paths.get(id_, "")) for id_, number in numbers.items()}


def _store(matched: Matched, result: ImportResult, apply: bool) -> list[UUID]:
    """Count what is new, changed and unchanged; write it with ``apply``. Returns whose facts change."""
    existing = {
        (study.person_id, study.school_year): study
        for study in Study.objects.filter(person_id__in=[person.id for _, person in matched])
    }
    new: list[Study] = []
    old: list[Study] = []
    touched: list[UUID] = []
    today = clock.today()
    for row, person in matched:
        told: dict[str, Any] = {field: getattr(row, field) for field in TOLD}
        study = existing.get((person.id, row.school_year))
        if study is None:
            result.created += 1
            new.append(Study(person_id=person.id, school_year=row.school_year, reported_on=today, **told))
        elif any(getattr(study, field) != value for field, value in told.items()):
            result.changed += 1
        else:
            result.unchanged += 1
            if study.reported_on == today:
                continue
        touched.append(person.id)
        if study is not None:
            vars(study).update(told, reported_on=today)
            old.append(study)
    if apply:
        Study.objects.bulk_create(new, batch_size=BATCH)
        Study.objects.bulk_update(old, [*TOLD, "reported_on"], batch_size=BATCH)
    return touched
