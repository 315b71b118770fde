"""Joining in three steps: who, where, a signature. What each step shows and keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.workcalendar import calendar
from niangjia.casework import api as casework
from niangjia.kernel.text import N_
from niangjia.organising import api as organising
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.web.shell.parts import Known
from niangjia.web.shell.texts import Told
from niangjia.web.templatetags.nj import monthday
from niangjia.web.worker import entitlements
from niangjia.web.worker.apply_page import Box, photos_of, plain_box, signature_box, uploads_in

JOIN = "join"
ANSWER_DAYS = 3
WAYS = (
    ("employer", "store", N_("我有单位"), N_("写单位名称，查到就直接选")),
    ("platform", "bike", N_("跑平台，没有固定单位"), N_("外卖、快递、网约车、货运都算")),
    ("flexible", "search", N_("都不是，打零工"), N_("按你干活的地方，由街道（乡镇）工会接收")),
)
EMPLOYMENT_OF = {"employer": "contract", "platform": "platform", "flexible": "flexible"}
WAY_OF = {"contract": "employer", "dispatch": "employer", "platform": "platform", "flexible": "flexible"}


@dataclass(frozen=True, slots=True)
class Pick:
    """A rich choice as ``nj.picks`` takes it."""

    value: str
    icon: str
    title: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody is with joining."""

    profile: people.Profile
    draft: Any
    running: Any
    form: Sequence[Any]

    @property
    def identified(self) -> bool:
        return bool(self.profile.name and self.profile.id_number_masked)

    @property
    def union_id(self) -> str:
        """The union chosen in step two, as the definition's form calls it."""
        name = next((field.name for field in self.form if field.kind == "union"), "")
        return str(self.draft.answers.get(name, "")) if self.draft else ""


@dataclass(frozen=True, slots=True)
class Who:
    """Step one."""

    phone: str
    known: Sequence[Known]
    name: str = ""
    id_number: str = ""
    told: Told | None = None
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Step two: the way she works, and the unions that follow from it."""

    ways: Sequence[Pick]
    way: str
    q: str
    new_forms: Sequence[tuple[str, str]]
    new_form: str
    counties: Sequence[tuple[str, str]]
    county: str
    towns: Sequence[tuple[str, str]]
    town: str
    choices: Sequence[Pick]
    union_id: str
    employer: str
    asks_place: bool
    missed: bool
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sign:
    """Step three."""

    facts: Sequence[Known]
    signature: Box
    wish: Box
    answer_by: str
    told: Told | None = None


def standing(person_id: UUID) -> Standing:
    """Profile, the draft of joining and the running case, if any."""
    cases = [case for case in casework.cases_of(person_id) if case.service == JOIN]
    return Standing(
        people.profile(person_id),
        next((case for case in cases if case.state == "draft"), None),
        next((case for case in cases if case.state in casework.LIVE), None),
        entitlements.definition(JOIN).form,
    )


def who_page(at: Standing, *, name: str = "", id_number: str = "", told: Told | None = None) -> Who:
    profile, known = at.profile, []
    if at.identified:
        known = [
            Known(_("姓名"), profile.name, _("已登记")),
            Known(_("证件"), profile.id_number_masked),
        ]
    confirm = told is not None and told.key == "known_already"
    return Who(profile.phone_masked, known, name or profile.name, id_number, told, confirm)


def where_page(at: Standing, asked: Mapping[str, Any], *, wrong: Mapping[str, str] | None = None) -> Where:
    """``asked``: what the page sent so far; else what the draft or the profile says."""
    profile = at.profile
    way = str(asked.get("way") or (WAY_OF.get(profile.employment) if profile.employment else "") or "")
    q = str(asked.get("q", profile.employer_name if way == "employer" else "")).strip()
    county, town = str(asked.get("county", "")), str(asked.get("town", ""))
    found = organising.join_choices(text=q) if way == "employer" and q else []
    own = [choice for choice in found if choice.why == "employer"]
    asks_place = way in {"platform", "flexible"} or (way == "employer" and bool(q) and not own)
    counties = organising.counties() if asks_place else []
    above = next((ref for ref in counties if ref.region_code == county), None)
    towns = _places(unions.towns(path=above.path)) if above else []
    place = town if town in {code for code, _name in towns} else ("" if towns else county)
    offered = own or (organising.join_choices(region_code=place) if asks_place and place else [])
    union_id = str(asked.get("union_id") or at.union_id or "")
    choices = [_pick(choice) for choice in offered]
    return Where(
        ways=[Pick(key, icon, _(title), _(why)) for key, icon, title, why in WAYS],
        way=way if way in EMPLOYMENT_OF else "",
        q=q,
        new_forms=[(key, _(words)) for key, words in people.NEW_FORMS.items()],
        new_form=str(asked.get("new_form") or profile.new_form),
        counties=_places(counties),
        county=county,
        towns=towns,
        town=town,
        choices=choices,
        union_id=_chosen(union_id, choices),
        employer=_employer(offered, union_id, q) if way == "employer" else "",
        asks_place=asks_place,
        missed=way == "employer" and bool(q) and not own,
        wrong=wrong or {},
    )


def wrong_in(where: Where, asked: Mapping[str, Any]) -> dict[str, str]:
    """What step two still lacks; empty when she may go on."""
    wrong: dict[str, str] = {}
    if not where.way:
        wrong["way"] = _("先选一种，我们才知道归哪个工会。")
    elif where.way == "platform" and where.new_form not in people.NEW_FORMS:
        wrong["new_form"] = _("选一种最像的就行。")
    elif where.way == "employer" and not where.q:
        wrong["q"] = _("写单位名称里的几个字就行。")
    if not wrong and asked.get("union_id") not in {pick.value for pick in where.choices}:
        wrong["union_id"] = _("选一个要加入的工会。")
    return wrong


def keep_where(*, by: Actor, at: Standing, where: Where) -> None:
    """Keep step two: how she works goes to her profile, the union to the draft. Without an employer the place of work stands for it."""
    work = {"employment": EMPLOYMENT_OF[where.way], "new_form": where.new_form if where.way == "platform" else ""}
    places = {**dict(where.counties), **dict(where.towns)}
    work["employer_name"] = where.employer or at.profile.employer_name or places.get(where.town or where.county, "")
    people.update_profile(by=by, person_id=by.id, **work)
    known = {f"person.{name}": value for name, value in work.items()}
    answers = {
        field.name: where.union_id if field.kind == "union" else known.get(field.known)
        for field in at.form
        if field.kind == "union" or known.get(field.known)
    }
    casework.save_draft(by=by, service=JOIN, answers=answers)


def signed_by(form: Sequence[Any]) -> list[Any]:
    """What step three asks: the signature and the consent."""
    return [field for field in form if field.kind in {"signature", "consent"}]


def sign_page(
    by: Actor,
    at: Standing,
    *,
    answers: Mapping[str, Any] | None = None,
    wrong: Mapping[str, str] | None = None,
    told: Told | None = None,
) -> Sign:
    """``answers``: what was just posted; the signature is kept in the draft too, the consent is given anew each time."""
    profile, union = at.profile, unions.union(union_id=UUID(at.union_id))
    facts = [Known(_("姓名"), profile.name, _("已登记")), Known(_("证件"), profile.id_number_masked)]
    how = profile.new_form_zh or profile.employment_zh
    if how:
        facts.append(Known(_("怎么干活"), _(how), _("你选的"), "/join/where/"))
    if profile.employer_name and profile.employment in {"contract", "dispatch"}:
        facts.append(Known(_("单位"), profile.employer_name, _("你选的"), "/join/where/"))
    facts.append(Known(_("加入"), union.name, _("换一个"), "/join/where/"))
    wrong = {name: _(text) for name, text in (wrong or {}).items()}
    signature, wish = signed_by(at.form)
    answers = {signature.name: at.draft.answers.get(signature.name) if at.draft else None, **(answers or {})}
    signed = answers[signature.name]
    if wish.name in wrong:
        wrong[wish.name] = _("你点头了，我们才能替你办。")
    return Sign(
        facts,
        signature_box(
            signature, signed, photos_of(by, uploads_in(signature, signed)), error=wrong.get(signature.name, "")
        ),
        plain_box(wish, answers.get(wish.name), error=wrong.get(wish.name, "")),
        monthday(calendar().add(clock.today(), ANSWER_DAYS).day),
        told,
    )


def _places(federations: Sequence[unions.UnionRef]) -> list[tuple[str, str]]:
    return [(ref.region_code, ref.short_name or ref.name) for ref in federations]


def _pick(choice: organising.JoinChoice) -> Pick:
    employer = f"{choice.employer.name}　" if choice.employer and choice.employer.name not in choice.union.name else ""
    return Pick(str(choice.union.id), "landmark", choice.union.name, employer + _(choice.why_zh))


def _chosen(union_id: str, choices: Sequence[Pick]) -> str:
    if union_id in {pick.value for pick in choices}:
        return union_id
    return choices[0].value if choices else ""


def _employer(offered: Sequence[organising.JoinChoice], union_id: str, q: str) -> str:
    named = {str(choice.union.id): choice.employer.name for choice in offered if choice.employer}
    return named.get(union_id) or (next(iter(named.values()), "") if len(named) == 1 else "") or q
