"""The form of a service as one page: what is known as text, then questions, evidence, and what she has to agree to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base import files
from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.kernel.money import yuan_short
from niangjia.organising import api as organising
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.web.shell.parts import Defect, Known
from niangjia.web.shell.texts import Told, say
from niangjia.web.worker.apply_post import own_uploads
from niangjia.web.worker.words import SOURCE_OF_KNOWN, known_words, unit_word

FEW = 4
SELF = "self"
YES_NO = {"True": "yes", "False": "no"}
NEVER_FOLLOW = frozenset({"consent", "signature", "table"})  # asked only when the page was sent and they apply
SHAPES = {
    "text": "text", "long_text": "area", "int": "int", "money": "money", "date": "date", "choice": "choice", "bool": "yes",
    "resident_id": "text", "phone": "phone", "bank_card": "card", "address": "address", "union": "select", "enterprise": "text",
    "consent": "consent", "file": "file", "signature": "signature", "table": "table",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Photo:
    """An upload that is already there."""

    id: str
    name: str
    href: str
    src: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One field as the page draws it; ``shape`` chooses the component.

    ``when``: "name=value" of each control on the page that it depends on; ``later``: they do not have these values yet.
    """

    name: str
    shape: str
    label: str
    help: str = ""
    value: Any = ""
    optional: bool = False
    options: Sequence[tuple[str, str]] = ()
    error: str = ""
    n: str = ""
    decides: bool = False
    have: Sequence[Photo] = ()
    rows: Sequence[Row] = ()
    blank: Sequence[Box] = ()
    when: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    number: int
    prefix: str
    boxes: Sequence[Box]


@dataclass(frozen=True, slots=True)
class Masked:
    """The row the public will see."""

    name: str
    unit: str
    amount: str


@dataclass(frozen=True, slots=True)
class Apply:
    """The page. ``defects`` are there in a repair; ``asks``: handing it in asks somebody else anew; ``disputing`` asks what is wrong in the records."""

    key: str
    title: str
    heading: str
    lead: str
    known: Sequence[Known]
    questions: Sequence[Box]
    evidence: Sequence[Box]
    signatures: Sequence[Box]
    consents: Sequence[Box]
    masked: Masked | None
    back: str
    repair: bool = False
    asks: bool = False
    defects: Sequence[Defect] = ()
    kept: Sequence[tuple[str, str]] = ()
    disputing: bool = False
    disputed: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    told: Told | None = None


def apply_page(
    *,
    by: Actor,
    form: casework.FormView,
    amount_fen: int | None,
    union_id: UUID | None = None,
    case: Any = None,
    answers: Mapping[str, Any] | None = None,
    wrong: Mapping[str, str] | None = None,
    told: Told | None = None,
    disputing: bool = False,
    disputed: str = "",
) -> Apply:
    """``answers``: what was just posted, over what the draft holds; ``wrong`` beside the fields."""
    definition, profile = form.definition, people.profile(by.id)
    wrong = {name: _(text) for name, text in (wrong or {}).items()}
    errors = wrong if wrong or case is None else dict(form.defects)
    items = [(item, (answers or {}).get(item.field.name, item.value)) for item in _in_order(form)]
    chosen = [(item, value) for item, value in items if _is_chosen_union(item.field, value, errors)]
    items = [each for each in items if each not in chosen]
    photos = photos_of(by, (each for item, value in items for each in uploads_in(item.field, value)))
    asked = _following(form, [_box(item.field, value, photos, errors, profile) for item, value in items])
    questions = _numbered([box for box in asked if box.shape not in {"consent", "file", "signature"}])
    papers = [box for box in asked if box.shape == "file"]
    defects = _defects(form, asked) if case else []
    again = {defect.upload for defect in defects}
    evidence = [box for box in papers if box.name not in again]
    consents = [box for box in asked if box.shape == "consent"]
    key = definition.key
    return Apply(
        key=key,
        title=say(definition.title),
        heading=_heading(questions, evidence),
        lead=_("其余的我们已经知道，不用再填。") if form.known else "",
        known=[*_known(form, profile, _asking_union(union_id, case)), *_chosen_unions(chosen)],
        questions=questions,
        evidence=evidence,
        signatures=[box for box in asked if box.shape == "signature"],
        consents=consents,
        masked=_masked(definition, profile, amount_fen) if consents else None,
        back=f"/matters/{case.id}/" if case else "/console/ours/" if union_id else f"/services/{key}/",
        repair=case is not None,
        asks=case is not None and case.state in {"consenting", "unagreed"},
        defects=defects,
        kept=[(box.name, photo.id) for box in papers if box.name in again for photo in box.have],
        disputing=disputing,
        disputed=disputed,
        wrong=wrong,
        told=told,
    )


def _in_order(form: casework.FormView) -> list[casework.AskedField]:
    """What is asked, with what a choice on this very page may call for, as the definition has it."""
    order = {field.name: number for number, field in enumerate(form.definition.form)}
    names = {item.field.name for item in (*form.asked, *form.evidence)}
    later: list[casework.AskedField] = []
    for item in form.later:
        if item.field.kind not in NEVER_FOLLOW and set(item.field.shown_if) <= names:
            later.append(item)
            names.add(item.field.name)
    return sorted((*form.asked, *form.evidence, *later), key=lambda item: order[item.field.name])


def _following(form: casework.FormView, boxes: Sequence[Box]) -> list[Box]:
    """The boxes with the condition of each for the page's script; none where what it depends on is not on the page."""
    names, later = {box.name for box in boxes}, {item.field.name for item in form.later}
    whens = {field.name: _when(field) for field in form.definition.form if set(field.shown_if or ()) <= names}
    return [_with(box, when=whens.get(box.name, ""), later=box.name in later) for box in boxes]


def _when(field: Any) -> str:
    """ "way=post", in the values of the controls."""
    led = {} if field.kind in NEVER_FOLLOW else field.shown_if or {}
    return " ".join(f"{name}={YES_NO.get(str(value), value)}" for name, value in led.items())


def _heading(questions: Sequence[Box], evidence: Sequence[Box]) -> str:
    questions, evidence = ([box for box in boxes if not box.later] for boxes in (questions, evidence))
    asks = ngettext("%(n)d 个问题", "%(n)d 个问题", len(questions)) % {"n": len(questions)}
    photos = ngettext("%(n)d 张照片", "%(n)d 张照片", len(evidence)) % {"n": len(evidence)}
    words = [text for text, there in ((asks, questions), (photos, evidence)) if there]
    return _("，").join(words) or _("都齐了，看一眼就能交")


def _is_chosen_union(f: Any, value: Any, wrong: Mapping[str, str]) -> bool:
    """A union that was chosen stands among what is known, unless it is what has to be mended."""
    return f.kind == "union" and bool(value) and f.name not in wrong


def _chosen_unions(chosen: Sequence[tuple[casework.AskedField, str]]) -> list[Known]:
    names = unions.unions(union_ids=[UUID(value) for _item, value in chosen]) if chosen else {}
    return [Known(say(item.field.label), names[UUID(value)].name, _("你选的")) for item, value in chosen]


def _unions_near(union_id: str) -> list[tuple[str, str]]:
    """The union chosen before, and the towns of its county; the counties where none was chosen."""
    if not union_id:
        return [(str(ref.id), ref.name) for ref in organising.counties()]
    home = unions.union(union_id=UUID(union_id))
    county = next((ref for ref in unions.ancestors(path=home.path) if ref.level == "county"), home)
    towns = [ref for ref in unions.towns(path=county.path) if ref.id != home.id]
    return [(str(ref.id), ref.name) for ref in (home, *towns)]


def _asking_union(union_id: UUID | None, case: Any) -> str:
    """The name of the union that asks; empty where a person asks for herself."""
    if case is not None and case.subject_kind == "union":
        union_id = case.subject_id
    return unions.union(union_id=union_id).name if union_id else ""


def _known(form: casework.FormView, profile: people.Profile, asking: str) -> list[Known]:
    if asking:
        return [Known(_("申请的工会"), asking, _("已登记")), Known(_("经手人"), profile.name, _("已登记"))]
    facts = [Known(_("申请人"), profile.name, _("已登记"))]
    if profile.union_name:
        facts.append(Known(_("工会"), unit_word(profile.union_name), _("会员库")))
    for item in form.known:
        if item.field.known in {"person.name", "union.name"}:
            continue
        facts.append(Known(say(item.field.label), known_words(item), _(SOURCE_OF_KNOWN)))
    return facts


def _numbered(boxes: Sequence[Box]) -> list[Box]:
    """ "1 / 3" where every question is a choice; beside text fields numbers would jump."""
    if len(boxes) < 2 or any(box.when or not box.decides for box in boxes):
        return list(boxes)
    return [_with(box, n=f"{number} / {len(boxes)}") for number, box in enumerate(boxes, 1)]


def _with(box: Box, **changes: Any) -> Box:
    return Box(**{name: changes.get(name, getattr(box, name)) for name in Box.__dataclass_fields__})


def _box(f: Any, value: Any, photos: Sequence[Photo], wrong: Mapping[str, str], profile: people.Profile) -> Box:
    if f.kind == "signature":
        return signature_box(f, value, photos, error=wrong.get(f.name, ""))
    box = plain_box(f, value, error=wrong.get(f.name, ""))
    if f.kind == "union":
        return _with(box, options=_unions_near(value))
    if f.kind == "file":
        return _with(box, have=_among(photos, uploads_in(f, value)))
    if f.kind == "table":
        return _with(
            box,
            rows=[_row(f, n, row) for n, row in enumerate(value or [_first_row(f, profile)])],
            blank=[plain_box(column, "", name=f"{f.name}-__prefix__-{column.name}") for column in f.columns],
        )
    return box


def _first_row(f: Any, profile: people.Profile) -> dict[str, str]:
    """Herself, where the table asks for her too (how she is related: "self"); else an empty row, which nobody has to fill in."""
    hers = {column.name: SELF for column in f.columns if any(choice.value == SELF for choice in column.choices)}
    return {"name": profile.name} | hers if hers else {}


def signature_box(f: Any, value: Mapping[str, str] | None, photos: Sequence[Photo], *, error: str = "") -> Box:
    """The field to sign in, with what was drawn (among ``photos``) or written before."""
    box = plain_box(f, (value or {}).get("typed", ""), error=error)
    return _with(box, have=_among(photos, uploads_in(f, value)))


def uploads_in(f: Any, value: Any) -> list[str]:
    """The ids of the files in an answer."""
    if f.kind == "file":
        return list(value or ())
    return [value["drawn"]] if f.kind == "signature" and value and "drawn" in value else []


def _among(photos: Sequence[Photo], ids: Sequence[str]) -> list[Photo]:
    return [photo for photo in photos if photo.id in ids]


def plain_box(f: Any, value: Any, *, error: str = "", name: str = "") -> Box:
    """A field or a column without its uploads and rows; ``name``: the control's, where it is not the field's."""
    name = name or f.name
    shape = SHAPES[f.kind]
    options = [(choice.value, say(choice.label)) for choice in f.choices]
    if shape == "yes":
        options = [("yes", _("是")), ("no", _("不是"))]
        value = {True: "yes", "on": "yes", False: "no"}.get(value, value)
    if shape == "choice" and (len(options) > FEW + 1 or "-" in name):
        shape = "select"
    if shape == "money" and isinstance(value, int):
        value = yuan_short(value).replace(",", "")
    return Box(
        name=name, shape=shape, label=say(f.label), help=say(f.help) or say(getattr(f, "purpose", None)),
        value="" if value is None else value, optional=not f.required, options=options, error=error,
        decides=shape in {"choice", "yes"},
    )  # fmt: skip


def _row(f: Any, number: int, row: Mapping[str, Any]) -> Row:
    prefix = f"{f.name}-{number}"
    return Row(number + 1, prefix, [plain_box(c, row.get(c.name, ""), name=f"{prefix}-{c.name}") for c in f.columns])


def photos_of(by: Actor, ids: Iterable[Any]) -> list[Photo]:
    """Her uploads as pictures or papers, in one query."""
    return [_photo(file) for file in own_uploads(by, ids)]


def _photo(file: Any) -> Photo:
    href = f"/files/{file.id}/"
    return Photo(str(file.id), file.name, href, href if file.media_type in files.PICTURES else "")


def _masked(definition: Any, profile: people.Profile, amount_fen: int | None) -> Masked | None:
    """What a public notice will show, when the chain has one."""
    if not any(stage.kind == "notice" for stage in definition.chain):
        return None
    amount = _("%(yuan)s 元") % {"yuan": yuan_short(amount_fen)} if amount_fen else _("金额档")
    return Masked(profile.name_masked, profile.union_name, amount if definition.money else "")


def _defects(form: casework.FormView, boxes: Sequence[Box]) -> list[Defect]:
    """Everything the return listed, at once; a photo that is missing can be taken right there."""
    by_name = {box.name: box for box in boxes}
    found = []
    for name, text in form.defects.items():
        box = by_name.get(name)
        found.append(
            Defect(box.label if box else text, text if box else "", upload=name if box and box.shape == "file" else "")
        )
    return found


def own_case(by: Actor, case_id: UUID) -> Any:
    """Her own case, for repairing it; an officer's sight is not enough."""
    view = casework.case_for(by, case_id)
    return view.case if view.case.person_id == by.id else None
