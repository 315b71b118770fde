"""The look of the pages: strict CSP in every template, weights, icons that exist, and how values are written."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.translation import override

from niangjia.web.shell.parts import Clock
from niangjia.web.templatetags import nj

WEB = Path(nj.__file__).parent.parent
ROOT = WEB.parent.parent
STATIC = WEB / "static" / "web"
TEMPLATES = sorted(path for folder in WEB.rglob("templates") for path in folder.rglob("*.html"))
SHELLS = ("web/shell/", "allauth/layouts/")
KB = 1024
OURS = [p for p in TEMPLATES if re.search(r"templates/(cotton|web/shell|web/parts|\d+)", str(p))]


def _name(path: Path) -> str:
    return str(path).rpartition("/templates/")[2]


def _gzipped(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def _markup(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return re.sub(r"\{#.*?#\}", "", text)


def test_the_templates_are_found() -> None:
    assert len(TEMPLATES) > 90


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_template_needs_inline_style_or_script(path: Path) -> None:
    text = _markup(path)
    assert not re.search(r"<style|\sstyle\s*=|javascript:|\son[a-z]+\s*=\s*[\"']|hx-on|\{% style", text)
    for tag in re.findall(r"<script[^>]*>.{0,40}", text, re.DOTALL):
        assert "src=" in tag or 'type="application/json"' in tag, tag


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_every_template_extends_a_shell_or_is_a_part(path: Path) -> None:
    name, text = _name(path), _markup(path)
    part = "cotton/" in name or "/parts/" in name or path.name.startswith("_")
    extends = re.search(r"\{% extends", text)
    shell = name.startswith(SHELLS) and "<!doctype html>" in text
    assert part or extends or shell or not re.search(r"<html|<body", text), "a page of its own"
    assert shell or "<html" not in text


@pytest.mark.parametrize("path", OURS, ids=_name)
def test_every_component_compiles_and_says_what_it_takes(path: Path) -> None:
    get_template(_name(path))
    if "cotton/" in str(path):
        assert path.read_text(encoding="utf-8").startswith("{#")


def test_each_icon_used_exists_in_the_sprite() -> None:
    have = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    used = {p.icon for p in (*nj.TABS, *nj.PUBLIC)} | {p.icon for s in nj.RAIL for p in s.places}
    for path in TEMPLATES:
        text = _markup(path)
        used |= set(re.findall(r'\{% (?:icon|ico|art) "([^"]+)"', text))
        used |= set(re.findall(r'(?<!_)\bicon="([a-z][a-z0-9-]*)"', text))
    used |= {f"g-{name}" for name in (*nj.MARK_GLYPH.values(), *nj.CRITERION_GLYPH.values())}
    used |= {f"v-{name}" for name in nj.SIGN_CLASS}
    assert used <= have, sorted(used - have)


def test_first_visits_stay_light() -> None:
    htmx = next(Path(django_htmx.__file__).parent.rglob("htmx-2.min.js"))
    shared = (STATIC / "app.js", STATIC / "icons.svg", STATIC / "logo.svg", htmx)
    weui = ROOT / "node_modules/weui/dist/style/weui.min.css"
    tabler = ROOT / "node_modules/@tabler/core/dist/css/tabler.min.css"
    page = 30 * KB
    if weui.exists():
        assert _gzipped(*shared, weui, STATIC / "worker.css", STATIC / "touch-180.png") + page <= 200 * KB
    if tabler.exists():
        assert _gzipped(*shared, tabler, STATIC / "ink.css", STATIC / "console.css") + page <= 350 * KB
    assert _gzipped(*shared, STATIC / "ink.css", STATIC / "public.css") + page <= 200 * KB


def test_money_is_written_whole_and_missing_is_not_zero() -> None:
    assert nj.yuan(123_456_789) == "1,234,567.89"
    assert nj.yuan(-5) == "−0.05"
    assert nj.yuan(0) == "0.00"
    assert nj.yuan(None) == "—"
    assert nj.yuan0(500_000) == "5,000"
    assert nj.yuan0(500_050) == "5,000.50"
    assert nj.wan(140_270_000) == "140.3"
    assert nj.wan(None) == "—"


def test_days_are_written_as_people_say_them() -> None:
    noon = dt.datetime(2026, 11, 24, 1, 5, tzinfo=dt.UTC)
    with override("zh-hans"):
        assert (nj.day(noon), nj.moment(noon), nj.monthday(noon)) == ("11-24", "11-24 09:05", "11 月 24 日")
        assert (nj.monthdaytime(noon), nj.weekday(noon)) == ("11 月 24 日 9:05", "周二")
    with override("en"):
        assert nj.monthday(dt.date(2026, 11, 24)) == "Nov. 24"


def test_a_digest_is_read_in_groups_of_eight() -> None:
    assert nj.hashgroups("af9c8e386f86d630") == "<em>af9c8e38</em> 6f86d630"
    assert nj.hashgroups(None) == "—"


@pytest.mark.parametrize(
    ("clock", "squares"),
    [
        (Clock(3, 1, "剩 2 天"), ["f", "", ""]),
        (Clock(3, 2, "今天 17:30", "today"), ["f", "f", "t"]),
        (Clock(3, 5, "超 2 天", "over"), ["f", "f", "f", "x", "x"]),
        (Clock(60, 30, "剩 30 天"), ["f", "f", "", "", ""]),
    ],
)
def test_a_clock_shows_at_most_five_squares_and_then_red(clock: Clock, squares: list[str]) -> None:
    assert clock.squares == squares


def test_a_bar_never_leaves_its_frame() -> None:
    assert 'x="83.6" width="16.4"' in nj.bar("paid:83.6 due:40")
    assert "style" not in nj.bar([("yes", 30.0)])


def test_a_qr_code_has_no_style_attribute() -> None:
    code = nj.qr("NJ:C:8f2c")
    assert code.startswith("<svg")
    assert "style" not in code


def test_an_unknown_is_amber_and_a_no_is_never_an_alarm() -> None:
    assert 'class="v q"' in nj.sign(None)
    assert 'class="v n"' in nj.sign(False)
    page = Template('{% load nj %}{% glyph v "mark" %}')
    assert "#g-na" in page.render(Context({"v": False}))
