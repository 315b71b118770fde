"""What a posted form says: answers by field, uploads kept, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict

from niangjia.base import files
from niangjia.base.actor import Actor
from niangjia.kernel.errors import Refusal
from niangjia.web.shell.texts import tell

PURPOSE = "case-evidence"
MEDIA = {"image": files.PICTURES, "pdf": (files.PDF,)}
MOST_FILES, MOST_ROWS = 12, 30
MOST_SIGNATURE = 1 << 20  # bytes; a drawn one has about ten thousand


def read_answers(
    request: HttpRequest, fields: Sequence[Any], *, by: Actor, replaced: Collection[str] = ()
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers to ``fields`` as they were sent, and what is wrong with an upload. Nothing is judged yet.

    ``replaced``: fields whose old files go when a new one comes (what was returned as defective).
    """
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        if field.kind == "file":
            new = _stored(request, field, by, wrong)
            answers[field.name] = new if new and field.name in replaced else _kept(request.POST, field, by) + new
        elif field.kind == "signature":
            answers[field.name] = _signed(request, field, by, wrong)
        elif field.kind == "table":
            answers[field.name] = table_rows(request.POST, field)
        elif field.kind == "consent":
            answers[field.name] = "on" if request.POST.get(field.name) else False
        elif field.name in request.POST:
            answers[field.name] = request.POST[field.name].strip()
    return answers, wrong


def table_rows(post: QueryDict | Mapping[str, str], field: Any) -> list[dict[str, str]]:
    """Rows named ``field-number-column``; a row ticked for removal is left out."""
    named = re.compile(rf"{re.escape(field.name)}-(\d{{1,3}})-")
    numbers = sorted({int(found[1]) for key in post if (found := named.match(key))})[:MOST_ROWS]
    return [
        {column.name: post.get(f"{field.name}-{n}-{column.name}", "").strip() for column in field.columns}
        for n in numbers
        if not post.get(f"{field.name}-{n}-gone")
    ]


def own_uploads(by: Actor, ids: Iterable[Any]) -> list[Any]:
    """The applicant's own uploads in the order of ``ids``; a foreign or odd id in a form is passed over."""
    wanted = [found for each in ids if (found := _id(each))]
    own = files.own_files(owner_id=by.id, file_ids=wanted) if wanted else {}
    return [own[each] for each in wanted if each in own]


def _id(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def _kept(post: QueryDict, field: Any, by: Actor) -> list[str]:
    gone = set(post.getlist(f"{field.name}-gone"))
    kept = [item for item in post.getlist(f"{field.name}-kept")[:MOST_FILES] if item not in gone]
    return [str(file.id) for file in own_uploads(by, kept)]


def _stored(request: HttpRequest, field: Any, by: Actor, wrong: dict[str, str]) -> list[str]:
    accept = [media for kind in field.accept for media in MEDIA[kind]] or [*files.PICTURES, files.PDF]
    uploads = request.FILES.getlist(field.name)[:MOST_FILES]
    return [stored for upload in uploads if (stored := _store(upload, field, by, wrong, accept=accept))]


def _signed(request: HttpRequest, field: Any, by: Actor, wrong: dict[str, str]) -> dict[str, str] | None:
    """What was drawn just now, else the name that was written, else what was drawn before."""
    if upload := request.FILES.get(field.name):
        drawn = _store(upload, field, by, wrong, accept=[files.PNG], most_bytes=MOST_SIGNATURE)
        return {"drawn": drawn} if drawn else None
    if typed := request.POST.get(f"{field.name}-typed", "").strip():
        return {"typed": typed}
    kept = _kept(request.POST, field, by)
    return {"drawn": kept[0]} if kept else None


def _store(upload: Any, field: Any, by: Actor, wrong: dict[str, str], **limits: Any) -> str | None:
    try:
        return str(files.store(by=by, owner_id=by.id, purpose=PURPOSE, upload=upload, **limits).id)
    except Refusal as refusal:
        wrong[field.name] = str(tell(refusal))
        return None
