"""Rows for a first filling of the register of members, as whoever makes a whole city hands them over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewStudy:
    """An enrolment in one school year ("2026-2027")."""

    id: UUID
    school: str
    level: str
    school_year: str
    enrolled: bool
    passed: bool | None
    punished: bool | None
    reported_on: date


@dataclass(frozen=True, slots=True)
class NewTold:
    """What somebody has said of herself (``rules.questions``): values divided by commas, "" for none of them, None for "cannot say"."""

    person_id: UUID
    question: str
    answer: str | None
    told_on: date


@dataclass(frozen=True, slots=True)
class NewMembership:
    """A live membership: ``status`` is "active" or "retained"; with the ``case_id`` of her application she came in by joining."""

    id: UUID
    union_id: UUID
    status: str
    since: date
    case_id: UUID | None = None

    @property
    def source(self) -> str:
        return "join" if self.case_id else "roster"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person with a valid resident's number; private values in plain, they are sealed on their way in.

    Empty text and None: not known.
    """

    id: UUID
    name: str
    id_number: str
    phone: str
    sex: str
    born: date
    created_at: datetime
    bank_card: str = ""
    nation: str = ""
    education: str = ""
    employer_name: str = ""
    employer_uscc: str = ""
    employment: str = ""
    new_form: str = ""
    at_work: str = ""
    skill: str = ""
    title: str = ""
    migrant_worker: bool | None = None
    frontline: bool | None = None
    manager: bool | None = None
    cadre: bool | None = None
    identified_on: date | None = None
    membership: NewMembership | None = None
    studies: tuple[NewStudy, ...] = ()
