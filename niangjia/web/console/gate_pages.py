"""The gate and the slider: what a draft would change for whom, by county, in money; ten people to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.api import CountyChange, Measured, WhatIf
from niangjia.kernel.errors import NotFound
from niangjia.kernel.text import N_
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.criteria import coded
from niangjia.web.console.desk import desk, part, show
from niangjia.web.console.draft_pages import may_decide, second_words
from niangjia.web.console.words import money_words
from niangjia.web.shell.texts import listed, named, say

# Column and row of each county on the map of tiles; odd rows stand half a tile to the right.
TILES = {
    "350123": (2.5, 0), "350124": (0, 1), "350121": (1, 1), "350111": (2, 1), "350122": (3, 1), "350125": (0.5, 2), "350102": (1.5, 2),
    "350103": (2.5, 2), "350105": (3.5, 2), "350104": (2, 3), "350112": (3, 3), "350181": (2.5, 4), "350128": (3.5, 4),
}  # fmt: skip
TILE = 62
WIDTH, HEIGHT, TOP = 330, 150, 54  # of the histogram; above TOP stand the labels of its lines
VARIANT_NAMES = (N_("现行"), N_("草稿"), N_("假如"))
VARIANTS = len(VARIANT_NAMES)
TITLES = {
    "_gate": N_("发布闸"), "_gate_wrong": N_("发布闸"), "_what_if": N_("假如"), "_people": N_("十个人看一看"),
}  # fmt: skip
LEAST, MOST = Decimal("0.1"), Decimal(3)


@dataclass(frozen=True, slots=True)
class Tile:
    x: float
    y: float
    name: str
    added: int
    dropped: int
    shade: int


@dataclass(frozen=True, slots=True)
class GatePage:
    key: str
    found: Measured
    tiles: Sequence[Tile]
    elsewhere: tuple[int, int]
    old_yuan: str
    new_yuan: str
    share: str
    seconds: str
    reasons: Sequence[str]
    sliders: Sequence[tuple[str, str]]


@require_GET
@desk("definitions")
def gate(request: HttpRequest, key: str) -> HttpResponse:
    """What the draft would change; a part of the draft's page."""
    old, new, version = _texts(request, key)
    if problems := catalogue.problems_in(key=key, text=new, version=version):
        return _drawn(request, key, "_gate_wrong", problems)
    found = catalogue.measure(key=key, old=old, new=new)
    tiles, elsewhere = _tiles(found)
    titles = {p.name: say(p.title) or p.name for p in getattr(catalogue.readable(new, key), "parameters", ())}
    return _drawn(request, key, "_gate", GatePage(
        key, found, tiles, elsewhere, money_words(found.old.fen), money_words(found.new.fen), f"{100 * found.share:.2f}", f"{found.seconds:.2f}",
        [second_words(each) for each in found.second], [(name, titles.get(name, name)) for name in catalogue.sliders(key=key, text=new)],
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    tone: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line at ``x`` from ``y`` down; its label stands at ``label_x``, ``left`` of the line or right."""

    x: float
    y: float
    label: str
    tone: str
    label_x: float
    left: bool


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    value: str
    yes: int
    more: int
    yuan: str
    percent: str
    over: bool


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    seen: WhatIf
    bars: Sequence[Bar]
    lines: Sequence[Mark]
    axis: str
    ends: tuple[str, str]
    rows: Sequence[Row]
    seconds: str
    budget: str


@require_GET
@desk("definitions")
def what_if(request: HttpRequest, key: str) -> HttpResponse:
    """The draft with one number moved."""
    old, new, _version = _texts(request, key)
    seen = catalogue.what_if(
        key=key, old=old, new=new, parameter=request.GET.get("parameter", ""), factor=_factor(request)
    )
    definition: Any = catalogue.readable(new, key)
    budget = _budget(actor_of(request), definition.money.fund) if definition.money else None
    return _drawn(request, key, "_what_if", WhatIfPage(
        seen, _bars(seen), _marks(seen), _axis(definition, seen), _ends(seen), _rows(seen, budget), f"{seen.seconds:.2f}", money_words(budget),
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    sign: str
    name: str
    where: str
    change: str
    why: str


@require_POST
@desk("definitions")
def sampled(request: HttpRequest, key: str) -> HttpResponse:
    """Ten people whom the draft adds or drops; looking is journalled by the verb."""
    _texts(request, key)
    moved = catalogue.look_at_people(by=actor_of(request), service=key, seed=request.POST.get("seed", ""))
    names = people.people(person_ids=[each.subject_id for each in moved])
    return _drawn(request, key, "_people", [_person(each, names.get(each.subject_id)) for each in moved])


@dataclass(frozen=True, slots=True)
class Alone:
    """A part of the draft's page as a page of its own: whoever has no script sees it so."""

    template: str
    page: Any
    title: str
    back: str
    crumb: Sequence[tuple[str, str]]


def _drawn(request: HttpRequest, key: str, template: str, page: Any) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return part(request, template, page)
    title, found = _(TITLES[template]), catalogue.definition(key)
    back = reverse("console:draft", args=[key])
    crumb = [
        (_("服务定义"), reverse("console:definitions")),
        (say(found.title) if found else key, reverse("console:definition", args=[key])),
        (_("草稿"), back), (title, ""),
    ]  # fmt: skip
    alone = Alone(f"web/console/{template}.html", page, title, back, crumb)
    return show(request, "gate_alone", alone, here="definitions", slim=True)


def _person(each: Any, who: Any) -> Person:
    signs = {True: "✓", False: "✗", None: "?"}
    facts = listed((named(say({"zh": f.zh, "en": f.en}), _value(f, value)) for f, value in each.facts), clauses=True)
    why = listed([say(because) for because in each.because], clauses=True)
    return Person(
        "+" if each.after else "−", who.name_masked if who else "—", who.union_name if who else "",
        f"{signs[each.before]}→{signs[each.after]}", f"{why}（{facts}）" if facts else why,
    )  # fmt: skip


def _value(fact: Any, value: Any) -> str:
    if value is None:
        return _("不知道")
    return money_words(value) if fact.type == "fen" else str(coded(fact.name, value))


def _texts(request: HttpRequest, key: str) -> tuple[str, str, int]:
    if not may_decide(actor_of(request)):
        raise NotFound
    found = catalogue.draft(key)
    if found is None:
        raise NotFound
    return catalogue.current_text(key), found.text, found.version


def _factor(request: HttpRequest) -> Decimal:
    try:
        given = Decimal(request.GET.get("factor", "1.5"))
    except InvalidOperation as odd:
        raise NotFound from odd
    return min(max(given, LEAST), MOST) if given.is_finite() else Decimal(1)


def _budget(actor: Actor, fund: str) -> int | None:
    lines = [each for each in ledger.budgets_visible_to(actor, year=clock.today().year) if each.fund == fund]
    return sum(each.appropriated_fen for each in lines) if lines else None


def _tiles(found: Measured) -> tuple[list[Tile], tuple[int, int]]:
    """The thirteen counties where they lie, also those in which nobody moves; and what belongs to none of them."""
    city = unions.top()
    counties = {u.path: u for u in unions.subtree(path=city.path, level="county")} if city else {}
    moved, rest = {}, [0, 0]
    for each in found.counties:
        union = counties.get(each.path or "")
        if union is None or union.region_code not in TILES:
            rest = [rest[0] + each.added, rest[1] + each.dropped]
        else:
            moved[union.region_code] = each
    most = max((each.added + each.dropped for each in moved.values()), default=0)
    if not most:
        return [], (rest[0], rest[1])
    return [_tile(u, moved.get(u.region_code), most) for u in counties.values() if u.region_code in TILES], (
        rest[0],
        rest[1],
    )


def _tile(union: Any, change: CountyChange | None, most: int) -> Tile:
    x, y = TILES[union.region_code]
    name = (union.short_name or union.name)[:2]  # there is room for two characters; all thirteen differ in them
    added, dropped = (change.added, change.dropped) if change else (0, 0)
    shade = 1 + round(4 * (added + dropped) / most) if added or dropped else 0
    return Tile(x * TILE + 2, y * TILE + 2, name, added, dropped, shade)


def _bars(seen: WhatIf) -> list[Bar]:
    most = max((count for _, _, count in seen.bars), default=0) or 1
    step = WIDTH / max(len(seen.bars), 1)
    tall = HEIGHT - TOP
    return [
        Bar(n * step, HEIGHT - tall * count / most, step * 0.9, tall * count / most, _tone(seen.lines, high))
        for n, (_low, high, count) in enumerate(seen.bars)
    ]


def _tone(lines: Sequence[float], at: float) -> str:
    """Below which of the lines a bar lies; the last ones are those of the draft and of what if."""
    return next((f"l{n + VARIANTS - len(lines)}" for n, line in enumerate(lines) if at <= line), "")


def _marks(seen: WhatIf) -> list[Mark]:
    """A line for each variant that has one, each with its label in a row of its own, on the side where there is room."""
    high = seen.bars[-1][1] if seen.bars else 1.0
    first = VARIANTS - len(seen.lines)
    found = []
    for n, line in enumerate(seen.lines):
        x, name = WIDTH * min(line / high, 1), _(VARIANT_NAMES[first + n])
        value = _number(seen.parameter, seen.values[first + n])
        left = x > WIDTH / 2
        found.append(Mark(x, 16 * n + 13, f"{name} {value}", f"l{first + n}", x - 5 if left else x + 5, left=left))
    return found


def _axis(definition: Any, seen: WhatIf) -> str:
    """The criterion that the number decides, in its own words."""
    return next((say(each.because) for each in definition.criteria if each.name == seen.criterion), seen.criterion)


def _ends(seen: WhatIf) -> tuple[str, str]:
    """What the axis begins and ends with."""
    if not seen.bars:
        return "", ""
    return _number(seen.parameter, round(seen.bars[0][0])), _number(seen.parameter, round(seen.bars[-1][1]))


def _number(parameter: str, value: Any) -> str:
    if value is None:
        return "—"
    return money_words(value) if parameter.endswith("_fen") else str(value)


def _rows(seen: WhatIf, budget: int | None) -> list[Row]:
    found = []
    for name, tally, value in zip(VARIANT_NAMES, seen.tallies, seen.values, strict=True):
        share = f"{100 * tally.fen / budget:.1f}%" if budget else "—"
        found.append(
            Row(
                _(name),
                _number(seen.parameter, value),
                tally.yes,
                tally.yes - seen.tallies[0].yes,
                money_words(tally.fen),
                share,
                bool(budget and tally.fen > budget),
            )
        )
    return found
