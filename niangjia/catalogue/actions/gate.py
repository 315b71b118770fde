"""The gate: a draft is proposed with what it would change; one officer, or a second one, lets it through or sends it back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from niangjia.base import clock
from niangjia.base.actor import ROLES, Actor
from niangjia.base.acts import act
from niangjia.base.jobs import announce, defer
from niangjia.base.locks import advisory
from niangjia.catalogue.actions.count_verdicts import count_verdicts
from niangjia.catalogue.actions.generate import generate_functions
from niangjia.catalogue.actions.install import LOCK
from niangjia.catalogue.actions.publish import publish
from niangjia.catalogue.actions.refresh import CHUNK, everybody
from niangjia.catalogue.errors import DraftMoved, ProposalGone, SamePost, SecondOfficer
from niangjia.catalogue.events import ServicesPublished
from niangjia.catalogue.models import Proposal, Service, ServiceVersion
from niangjia.catalogue.models.gate import OPEN
from niangjia.catalogue.registry.drafts import current_text, require_draft, require_right
from niangjia.catalogue.registry.measuring import Measured, Moved, measure, people_moved
from niangjia.kernel.errors import ReasonMissing

RECOMPUTE = "catalogue.recompute"


def propose(*, by: Actor, service: str, revision: int, post: str) -> Proposal:
    """Measure the draft as it is; publish it when one officer is enough, else it waits for a second. Who may do this the caller checks.

    ``post``: the role (``base.actor.ROLES``) in which ``by`` acts.

    :raises NoDraft, DraftWrong: DraftMoved: what was read is not what would be published.
    """
    found = require_draft(service)
    if found.revision != revision:
        raise DraftMoved
    require_right(found)
    measured = measure(key=service, old=current_text(service), new=found.text)
    row = Service.objects.get(key=service)
    with act("catalogue.propose", by=by, about=("service", row.id)) as deed:
        advisory(LOCK)
        _require_same(row, found.digest)
        Proposal.objects.filter(service=row, state=OPEN).update(
            state="withdrawn", decided_at=clock.now(), decided_by=by.id
        )
        proposal = Proposal.objects.create(
            service=row, version=found.version, digest=found.digest, state=OPEN, second=measured.second,
            measured=_plain(measured), proposed_at=clock.now(), proposed_by=by.id, proposed_as=post,
        )  # fmt: skip
        deed.note(
            service=service,
            version=found.version,
            post=post,
            second=measured.second,
            added=measured.added,
            dropped=measured.dropped,
        )
        if not measured.second:
            _publish(by, post, proposal, "")
    return proposal


def approve(*, by: Actor, proposal_id: UUID, post: str, reason: str = "") -> Proposal:
    """The second officer lets it through, in another post than the first.

    :raises ProposalGone: SecondOfficer: whoever proposed it does not decide it. SamePost.
    """
    with act("catalogue.approve", by=by, about=("proposal", proposal_id), reason=reason) as deed:
        advisory(LOCK)
        proposal = _open(proposal_id)
        if proposal.second and by.id == proposal.proposed_by:
            raise SecondOfficer
        if proposal.second and post == proposal.proposed_as:
            raise SamePost(post=ROLES[post])
        _require_same(proposal.service, proposal.digest)
        deed.note(service=proposal.service.key, version=proposal.version, post=post)
        _publish(by, post, proposal, reason)
    return proposal


def reject(*, by: Actor, proposal_id: UUID, reason: str) -> None:
    """Back to its authors; the draft stays.

    :raises ProposalGone, ReasonMissing:
    """
    if not reason.strip():
        raise ReasonMissing
    with act("catalogue.reject", by=by, about=("proposal", proposal_id), reason=reason) as deed:
        proposal = _open(proposal_id)
        proposal.state, proposal.decided_at, proposal.decided_by = "rejected", clock.now(), by.id
        proposal.reason = reason.strip()
        proposal.save(update_fields=["state", "decided_at", "decided_by", "reason"])
        deed.note(service=proposal.service.key, version=proposal.version)


def look_at_people(*, by: Actor, service: str, seed: str) -> list[Moved]:
    """Ten whom the draft adds or drops; the journal keeps who looked at whom.

    :raises NoDraft, DraftWrong:
    """
    found = require_draft(service)
    require_right(found)
    moved = people_moved(key=service, old=current_text(service), new=found.text, seed=seed)
    row = Service.objects.get(key=service)
    with act("catalogue.look_at_people", by=by, about=("service", row.id)) as deed:
        deed.note(service=service, version=found.version, seed=seed, people=[str(each.subject_id) for each in moved])
    return moved


def recompute(proposal_id: UUID) -> None:
    """Everybody's verdicts by the functions as they are now, in parts that commit by themselves; twice is once.

    Only then are the counts written anew and the version announced, as after ``install``: who is served unasked is served by it.
    """
    proposal = Proposal.objects.select_related("service").get(id=proposal_id)
    subject, done = proposal.service.subject, 0
    for part in everybody(subject):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"select catalogue_verdicts_refresh_{subject}_many(%s::uuid[], %s)", [part, clock.today()])
            done += len(part)
            Proposal.objects.filter(id=proposal_id).update(done=done)
    with transaction.atomic():
        count_verdicts()
        announce([ServicesPublished(services=(proposal.service.key,))])


def _publish(by: Actor, post: str, proposal: Proposal, reason: str) -> None:
    row = ServiceVersion.objects.select_for_update().get(service=proposal.service, state="draft")
    compiled = require_right(require_draft(proposal.service.key))
    text = row.text
    row.delete()
    publish(by=by, definition=compiled.definition, text=text)
    generate_functions()
    proposal.state, proposal.decided_at, proposal.decided_by, proposal.decided_as = (
        "published",
        clock.now(),
        by.id,
        post,
    )
    proposal.reason, proposal.todo = reason.strip(), sum(len(part) for part in everybody(proposal.service.subject))
    proposal.save(update_fields=["state", "decided_at", "decided_by", "decided_as", "reason", "todo"])
    if proposal.todo > CHUNK:
        defer(RECOMPUTE, proposal_id=str(proposal.id))
    else:
        recompute(proposal.id)


def _open(proposal_id: UUID) -> Proposal:
    found = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("service")
        .filter(id=proposal_id, state=OPEN)
        .first()
    )
    if found is None:
        raise ProposalGone
    return found


def _require_same(service: Service, digest: str) -> None:
    if not ServiceVersion.objects.filter(service=service, state="draft", digest=digest).exists():
        raise ProposalGone


def _plain(measured: Measured) -> dict[str, Any]:
    """What is kept of the measuring: the numbers the second officer reads."""
    kept = asdict(measured)
    kept["counties"] = [list(asdict(each).values()) for each in measured.counties]
    return kept | {"added": measured.added, "dropped": measured.dropped}
