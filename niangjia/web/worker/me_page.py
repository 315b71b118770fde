"""Her card, her data, her settings, her messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.base.actor import Actor
from niangjia.messages import api as messages
from niangjia.people import api as people
from niangjia.web.shell.parts import Known
from niangjia.web.shell.texts import actor_words
from niangjia.web.templatetags.nj import fullday, monthdaytime
from niangjia.web.worker.card_token import card_token
from niangjia.web.worker.points_page import Purse, purse_of
from niangjia.web.worker.words import unit_word

PAGE = 30


@dataclass(frozen=True, slots=True)
class Card:
    """The member's card; ``url`` is what the code says."""

    name: str
    union: str
    since: str
    number: str
    url: str


@dataclass(frozen=True, slots=True)
class Me:
    """``card`` is None for who is no member."""

    name: str
    card: Card | None
    purse: Purse
    facts: Sequence[Known]
    looks: int
    officer: bool


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look at her data."""

    who: str
    what: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message in the list."""

    id: str
    title: str
    body: str
    when: str
    href: str
    unread: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    lines: Sequence[MessageLine]
    older: str
    unread: bool


def me_page(by: Actor, *, site: str) -> Me:
    profile = people.profile(by.id)
    looks = people.looks_at_me(person_id=by.id)
    return Me(
        profile.name or profile.phone_masked, card_of(profile, site=site), purse_of(by.id), _facts(profile), len(looks), by.is_officer
    )  # fmt: skip


def card_of(profile: people.Profile, *, site: str) -> Card | None:
    if profile.status not in {"active", "retained"}:
        return None
    since = (
        _("%(year)d 年 %(month)d 月入会") % {"year": profile.since.year, "month": profile.since.month}
        if profile.since
        else ""
    )
    return Card(
        profile.name, unit_word(profile.union_name), since, short_number(profile.id_number_masked or profile.phone_masked),
        f"{site}/public/card/{card_token(profile.id)}/",
    )  # fmt: skip


def short_number(masked: str) -> str:
    """3501••••••••0124 → 3501 **** **** 0124, which fits beside a code in large type too."""
    return f"{masked[:4]} **** **** {masked[-4:]}" if len(masked) > len("1234****1234") else masked


def looks_page(person_id: UUID) -> list[LookLine]:
    found = people.looks_at_me(person_id=person_id)
    return [LookLine(actor_words(look.who), _(look.what_zh), monthdaytime(look.at), look.reason) for look in found]


def inbox_page(person_id: UUID, *, before: UUID | None = None) -> Inbox:
    rows = messages.inbox(person_id=person_id, limit=PAGE + 1, before=before)
    lines = [MessageLine(str(m.id), m.title, m.body, _when(m.at), m.link, m.read_at is None) for m in rows[:PAGE]]
    older = f"/messages/?before={rows[PAGE - 1].id}" if len(rows) > PAGE else ""
    return Inbox(lines, older, any(line.unread for line in lines))


def _when(at: datetime) -> str:
    return monthdaytime(at)


def _facts(profile: people.Profile) -> list[Known]:
    rows = (
        (_("手机号"), profile.phone_masked), (_("证件"), profile.id_number_masked), (_("收款卡"), profile.bank_card_masked),
        (_("怎么干活"), _(profile.employment_zh) if profile.employment_zh else ""), (_("单位"), profile.employer_name),
        (_("会籍"), _(profile.status_zh) if profile.status_zh else ""),
    )  # fmt: skip
    known = [Known(label, value) for label, value in rows if value]
    if profile.identified_on:
        known.append(Known(_("核实"), fullday(profile.identified_on)))
    return known
