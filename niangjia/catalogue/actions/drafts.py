"""A draft is begun, saved, dropped; an earlier version becomes the draft of a new one."""

from __future__ import annotations

from django.db.models import Max

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue.errors import DraftMoved, DraftThere, NoDraft, UnknownService
from niangjia.catalogue.models import Proposal, Service, ServiceVersion
from niangjia.catalogue.models.gate import OPEN
from niangjia.catalogue.registry.drafts import digest_of_text, numbered


def begin_draft(*, by: Actor, service: str) -> int:
    """The published text as the draft of the next version; returns its number. Who may do this the caller checks.

    :raises UnknownService, DraftThere:
    """
    return _begin(by, service, None)


def roll_back(*, by: Actor, service: str, version: int) -> int:
    """An earlier version's text as the draft of a new one: published versions never change. It goes through the same gate.

    :raises UnknownService: no such version. DraftThere: another draft is open.
    """
    return _begin(by, service, version)


def save_draft(*, by: Actor, service: str, text: str, revision: int) -> int:
    """Keep the text, right or wrong; returns the new revision. A proposal that waits is withdrawn: it was for the old text.

    :raises NoDraft: DraftMoved: it was saved since ``revision``.
    """
    found = _service(service)
    with act("catalogue.save_draft", by=by, about=("service", found.id)) as deed:
        row = ServiceVersion.objects.select_for_update().filter(service=found, state="draft").first()
        if row is None:
            raise NoDraft
        if row.revision != revision:
            raise DraftMoved
        text = text.replace("\r\n", "\n")
        if text == row.text:
            return row.revision
        row.text, row.digest, row.revision = text, digest_of_text(text), row.revision + 1
        row.saved_at, row.saved_by = clock.now(), by.id
        row.save(update_fields=["text", "digest", "revision", "saved_at", "saved_by"])
        _withdraw(by, found)
        deed.note(service=service, version=row.version, revision=row.revision)
        return row.revision


def drop_draft(*, by: Actor, service: str) -> None:
    """
    :raises NoDraft:
    """
    found = _service(service)
    with act("catalogue.drop_draft", by=by, about=("service", found.id)) as deed:
        row = ServiceVersion.objects.select_for_update().filter(service=found, state="draft").first()
        if row is None:
            raise NoDraft
        _withdraw(by, found)
        row.delete()
        deed.note(service=service, version=row.version)


def _begin(by: Actor, service: str, version: int | None) -> int:
    found = _service(service)
    verb = "catalogue.begin_draft" if version is None else "catalogue.roll_back"
    with act(verb, by=by, about=("service", found.id)) as deed:
        Service.objects.select_for_update().get(id=found.id)
        if ServiceVersion.objects.filter(service=found, state="draft").exists():
            raise DraftThere
        published = ServiceVersion.objects.filter(service=found).exclude(state="draft")
        of = published.filter(state="published") if version is None else published.filter(version=version)
        row = of.first()
        if row is None:
            raise UnknownService(service=service)
        following = (published.aggregate(newest=Max("version"))["newest"] or 0) + 1
        text = numbered(row.text, following)
        ServiceVersion.objects.create(
            service=found, version=following, state="draft", text=text, digest=digest_of_text(text),
            saved_at=clock.now(), saved_by=by.id,
        )  # fmt: skip
        deed.note(service=service, version=following, text_of=row.version)
        return following


def _service(service: str) -> Service:
    found = Service.objects.filter(key=service).first()
    if found is None:
        raise UnknownService(service=service)
    return found


def _withdraw(by: Actor, service: Service) -> None:
    Proposal.objects.filter(service=service, state=OPEN).update(
        state="withdrawn", decided_at=clock.now(), decided_by=by.id
    )
