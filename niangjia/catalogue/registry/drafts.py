"""The draft of a service: the next version while it is written."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from niangjia.catalogue.errors import DraftWrong, NoDraft, UnknownService
from niangjia.catalogue.models import Proposal, Service, ServiceVersion
from niangjia.catalogue.models.gate import OPEN
from niangjia.catalogue.registry.checking import changed_in_silence, load_text
from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.refusals import DefinitionError, Problem
from niangjia.catalogue.rules.schema import read_definition
from niangjia.catalogue.rules.yaml_lines import read_yaml
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

_VERSION = re.compile(r"^version:[ \t]*\d+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DraftRef:
    """``revision`` counts the savings; who saves says which one she read."""

    key: str
    version: int
    text: str
    revision: int
    saved_at: datetime | None
    saved_by: UUID | None
    digest: str


@dataclass(frozen=True, slots=True)
class VersionRef:
    """A version as it was published, word by word."""

    version: int
    state: str
    text: str
    published_on: object
    published_by: UUID | None


def draft(key: str) -> DraftRef | None:
    """The draft of the service; None when there is none."""
    row = ServiceVersion.objects.filter(service__key=key, state="draft").first()
    return DraftRef(key, row.version, row.text, row.revision, row.saved_at, row.saved_by, row.digest) if row else None


def versions(key: str) -> list[VersionRef]:
    """All that were ever published, newest first."""
    rows = ServiceVersion.objects.filter(service__key=key).exclude(state="draft").order_by("-version")
    return [VersionRef(r.version, r.state, r.text, r.published_on, r.published_by) for r in rows]


def current_text(key: str) -> str:
    """
    :raises UnknownService: nothing of the name is published.
    """
    row = ServiceVersion.objects.filter(service__key=key, state="published").first()
    if row is None:
        raise UnknownService(service=key)
    return row.text


def proposal(key: str) -> Proposal | None:
    """The latest proposal for the service, open or decided."""
    return Proposal.objects.filter(service__key=key).order_by("-proposed_at", "-id").first()


def open_proposals() -> list[tuple[str, Proposal]]:
    """(service, proposal) of all that wait for a second officer."""
    rows = Proposal.objects.filter(state=OPEN).select_related("service").order_by("proposed_at")
    return [(row.service.key, row) for row in rows]


def problems_in(*, key: str, text: str, version: int) -> list[Problem]:
    """Everything wrong with the text of a draft; empty when it could be published."""
    try:
        checked(key=key, text=text, version=version)
    except DefinitionError as bad:
        return bad.problems
    return []


def checked(*, key: str, text: str, version: int) -> Compiled:
    """
    :raises DefinitionError:
    """
    file = f"{key}.yaml"
    compiled = load_text(text, file, frozenset(Service.objects.values_list("key", flat=True)))
    found, source = compiled.definition, read_yaml(text, file)
    wrong = changed_in_silence(found, text, file)
    if found.version != version and not wrong:
        wrong = [
            Problem(
                file,
                source.line_of(("version",)),
                phrase("这份草稿是第 {version} 版。", version=version),
                f"version: {version}",
            )
        ]
    subject = Service.objects.filter(key=key).values_list("subject", flat=True).first()
    if subject and found.subject != subject:
        wrong.append(
            Problem(file, source.line_of(("subject",)), N_("服务给谁，发布后不能再变。"), f"subject: {subject}")
        )
    if wrong:
        raise DefinitionError(wrong)
    return compiled


def require_right(row: DraftRef) -> Compiled:
    """
    :raises DraftWrong:
    """
    try:
        return checked(key=row.key, text=row.text, version=row.version)
    except DefinitionError as bad:
        first = bad.problems[0]
        raise DraftWrong(count=len(bad.problems), line=first.line, first=first.what) from bad


def require_draft(key: str) -> DraftRef:
    """
    :raises NoDraft:
    """
    found = draft(key)
    if found is None:
        raise NoDraft
    return found


def numbered(text: str, version: int) -> str:
    """The text as that version."""
    return _VERSION.sub(f"version: {version}", text, count=1)


def digest_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def readable(text: str, key: str) -> object | None:
    """What the text says, if its structure can be read at all; for the side that people read."""
    try:
        return read_definition(text, f"{key}.yaml")[0]
    except DefinitionError:
        return None
