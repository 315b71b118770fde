"""Who may see a case, whose turn it is, who has to step aside."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.base.actor import Actor
from niangjia.casework.errors import MustStepAside, NotYourTurn, SameSigner, WrongState
from niangjia.casework.models import Case
from niangjia.casework.rules.plan import Plan
from niangjia.casework.rules.reading import read_plan
from niangjia.casework.rules.stages import Level, Node
from niangjia.casework.rules.states import (
    ARRIVED,
    ASKS,
    DECIDING,
    DELIVERED,
    DELIVERING,
    DRAFT,
    HALFWAY,
    STATES,
    WITHDRAWABLE,
)
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.text import N_
from niangjia.people import api as people
from niangjia.unions import api as unions

SPEAKING = ("leader", "finance")
HAD = Q(
    state__in=ARRIVED, decided_at__isnull=False, ended_at__isnull=False
)  # delivered, as ``casework_v_case.delivered_on`` says it


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Her own, and for an officer those whose home lies in the subtree of her posts. Drafts are the applicant's alone."""
    reach = Q()
    for path in actor.paths:
        reach |= Q(path__startswith=path)
    others = Case.objects.filter(reach).exclude(state=DRAFT) if actor.paths else Case.objects.none()
    return Case.objects.filter(person_id=actor.id) | others


def may_look(actor: Actor, case_id: UUID) -> bool:
    """Whether the actor may see the case and with it its evidence."""
    return cases_visible_to(actor).filter(id=case_id).exists()


def line_of(union_id: UUID) -> tuple[Node, ...]:
    """The unions from ``union_id`` up to the city."""
    return tuple(Node(u.id, cast(Level, u.level), u.path, u.name) for u in unions.line(union_id=union_id))


def lines_of(union_ids: Iterable[UUID]) -> dict[UUID, tuple[Node, ...]]:
    """The same for many, in three queries whatever their number."""
    homes = set(union_ids)
    nodes = {
        ref.path: Node(ref.id, cast(Level, ref.level), ref.path, ref.name)
        for ref in unions.unions(union_ids=unions.upwards(union_ids=homes)).values()
    }
    return {
        home.id: (home, *(nodes[path] for path in reversed(unions.ancestor_paths(home.path))))
        for home in nodes.values()
        if home.id in homes
    }


def definition_of(service: str, version: int | None = None) -> catalogue.Definition:
    """
    :raises NotFound: no such service, or not in this version.
    """
    found = catalogue.definition(service, version)
    if found is None:
        raise NotFound
    return found


def plan_of(case: Case) -> Plan:
    """The definition the case is pinned to, laid over its unions and what its answers choose."""
    return read_plan(definition_of(case.service, case.version), line_of(case.union_id), case.answers)


def recused_from(case: Case) -> frozenset[UUID]:
    """The applicant, her relatives, whoever signed first, whoever stepped aside."""
    out = {UUID(aside) for aside in case.record.get("aside", ())}
    if case.person_id:
        out |= {case.person_id, *people.relatives_of(case.person_id)}
    return frozenset(out | ({case.first_signer} if case.first_signer else set()))


def is_at_the_post(case: Case, actor: Actor) -> bool:
    """Whether the case waits for a post this actor holds: in this very union, not above it."""
    holder = case.waiting_union
    return holder is not None and any(s.role == case.waiting_role and s.path == holder.path for s in actor.scopes)


def may_decide(actor: Actor, case: Case) -> bool:
    """Whether the buttons make sense for this actor: her turn, and nothing makes her step aside."""
    return is_at_the_post(case, actor) and actor.id not in recused_from(case)


def require_post(case: Case, by: Actor) -> None:
    """
    :raises NotYourTurn: it waits for another post, or for nobody.
    """
    if not is_at_the_post(case, by):
        raise NotYourTurn(holder=case.waiting_union.name if case.waiting_union else "")


def require_own(case: Case, by: Actor) -> None:
    """
    :raises NotAllowed: it is somebody else's case.
    """
    if case.person_id != by.id:
        raise NotAllowed


def receivers(case: Case) -> list[UUID]:
    """Who speaks for the one it was done for: the applicant; for a union or an employer the officers of the union whose case it is.

    Who applied for her union speaks for it as long as she holds a post there.
    """
    if case.person_id and case.subject_kind == "person":
        return [case.person_id]
    return sorted({p for role in SPEAKING for p in people.officers_at(union_id=case.union_id, role=role)})


def speaks_for(actor: Actor, union_id: UUID) -> bool:
    """Whether the actor may ask for something in the name of this very union: its leader, or its officer of finance."""
    return any(actor.id in people.officers_at(union_id=union_id, role=role) for role in SPEAKING)


def may_hand_in(actor: Actor, case: Case) -> bool:
    """Whether what became of the first half is asked of this actor now."""
    return case.state == HALFWAY and actor.id in receivers(case)


def require_receiver(case: Case, by: Actor) -> None:
    """
    :raises NotAllowed: it was done for somebody else.
    """
    if by.id not in receivers(case):
        raise NotAllowed


def may_withdraw(case: Case, plan: Plan) -> bool:
    """Until it is decided; and a place until somebody was there."""
    gives_place = case.state == DELIVERING and plan.money is None and plan.place is not None
    return case.state in WITHDRAWABLE or gives_place


def may_rate(actor: Actor, case: Case, plan: Plan) -> bool:
    """Whether a word on how it went is asked of this actor now."""
    return case.state == DELIVERED and plan.ratable and actor.id in receivers(case)


def require_turn(case: Case, by: Actor, states: Collection[str] = DECIDING) -> None:
    """Refuse unless ``by`` holds the post whose turn it is and has no reason to step aside. ``states``: in which the verb has a place."""
    if case.state not in states:
        raise WrongState(state=STATES[case.state])
    require_post(case, by)
    if why := reason_to_step_aside(case, by):
        raise MustStepAside(why=why)
    if by.id == case.first_signer:
        raise SameSigner


def reason_to_step_aside(case: Case, by: Actor) -> str:
    """Why this officer may not decide this case; empty when she may."""
    if str(by.id) in case.record.get("aside", ()):
        return N_("你已经回避")
    if by.id == case.person_id:
        return N_("你就是申请人")
    related = case.person_id is not None and by.id in people.relatives_of(case.person_id)
    return N_("申请人是你的亲属") if related else ""


def last_defects(case: Case) -> list[dict[str, str]]:
    """What the last return asked to mend, or what was asked when the case was opened for her: field ("" for the whole) and text."""
    last = case.steps.filter(kind__in=ASKS).order_by("-seq").first()
    return list(last.details.get("defects", ())) if last else []


def draft_of(person_id: UUID, service: str, subject_id: UUID | None = None) -> Case | None:
    """What she has begun to fill in, for herself or for her union."""
    mine = Case.objects.filter(person_id=person_id, service=service, state=DRAFT)
    return mine.filter(subject_id=subject_id or person_id).first()


def reveal_answers(case: Case) -> dict[str, Any]:
    """The answers with the private ones in plain: for the applicant's own form and for judging, never for a page of an officer."""
    private = json.loads(case.private.reveal()) if case.private else {}
    return {**case.answers, **private}
