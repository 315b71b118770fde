"""Tags and filters of every page: icons, signs, bars, QR, and how money, days and hashes are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import segno
from django import template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from niangjia.web.shell.places import ELDER_COOKIE, PUBLIC, RAIL, TABS

register = template.Library()

DASH = "—"
MARK_GLYPH = {"yes": "yes", "near": "near", "unk": "unk", "run": "now", "no": "na", "back": "back"}
CRITERION_GLYPH = {"yes": "yes", "unk": "unk", "no": "no", "todo": "todo", "near": "near", "now": "now"}
SIGN_CLASS = {"yes": "y", "no": "n", "unk": "q"}
WEEKDAYS = "一二三四五六日"


def _use(name: str, css: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("web/icons.svg"), name
    )


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite; size s or xs on worker pages."""
    return _use(name, f"nj-i nj-i_{size}" if size else "nj-i")


@register.simple_tag
def ico(name: str, size: str = "") -> SafeString:
    """An icon of the sprite on desk pages; size s or l."""
    return _use(name, f"i i_{size}" if size else "i")


@register.simple_tag
def art(name: str, css: str = "") -> SafeString:
    """A drawing of the sprite: logo, wordmark, sprig, petals."""
    return _use(name, css)


@register.simple_tag
def glyph(verdict: Any, kind: str = "") -> SafeString:
    """A filled verdict glyph; kind `mark` draws a no as ⊖, otherwise as ✗."""
    names = MARK_GLYPH if kind == "mark" else CRITERION_GLYPH
    key = verdict_key(verdict)
    return _use("g-" + names.get(key, key), "nj-g")


@register.simple_tag
def sign(verdict: Any, small: bool | str = "", label: str = "") -> SafeString:
    """The desk's verdict disc ✓ ✗ ? with its word."""
    key = verdict_key(verdict)
    words = {"yes": _("符合"), "no": _("不符合"), "unk": _("不知道")}
    return format_html(
        '<span class="v {}{}" role="img" aria-label="{}"><svg aria-hidden="true"><use href="{}#v-{}"/></svg></span>',
        SIGN_CLASS[key], " s" if small else "", label or words[key], static("web/icons.svg"), key,
    )  # fmt: skip


@register.filter(name="verdict")
def verdict_key(value: Any) -> str:
    """True, False, None or a key → yes, no, unk or the key itself."""
    if value is None:
        return "unk"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


@register.filter
def segment(verdict: Any) -> str:
    """The one-letter class of a verdict in a segment bar."""
    return {"yes": "y", "unk": "u", "no": "n", "run": "r"}.get(verdict_key(verdict), "")


@register.simple_tag
def bar(parts: str | Sequence[tuple[str, float]], thick: bool = False, label: str = "") -> SafeString:
    """Stacked bar: "paid:83.6 due:6.7" or pairs of tone and percent; tones yes paid due red tea ink."""
    pairs = [p.split(":") for p in parts.split()] if isinstance(parts, str) else parts
    at, rects = 0.0, []
    for tone, share in pairs:
        width = max(0.0, min(float(share), 100 - at))
        rects.append((f"{at:.1f}", f"{width:.1f}", tone))
        at += width
    body = format_html_join("", '<rect x="{}" width="{}" height="6" class="{}"/>', rects)
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    css = "bar-h thick" if thick else "bar-h"
    return format_html('<svg class="{}" viewBox="0 0 100 6" preserveAspectRatio="none" {}>{}</svg>', css, role, body)


@register.simple_tag
def freshness(age_days: int | None, allowed_days: int | None) -> SafeString:
    """Bar of age over allowed age; amber when over."""
    if age_days is None or not allowed_days:
        return bar([])
    return bar([("due" if age_days > allowed_days else "yes", max(3.0, min(100.0, age_days * 100 / allowed_days)))])


@register.simple_tag
def qr(text: str) -> SafeString:
    """A QR code as inline SVG without style attributes."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=0, omitsize=True, dark="#2b2522", svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 (a drawing of modules; holds nothing of the text)


@register.simple_tag(takes_context=True)
def elder_on(context: Context) -> bool:
    """Whether this visitor chose large type."""
    request = context.get("request")
    return bool(request and request.COOKIES.get(ELDER_COOKIE) == "1")


@register.simple_tag
def places(menu: str) -> Any:
    """The entries of a menu: tabs, rail, public."""
    return {"tabs": TABS, "rail": RAIL, "public": PUBLIC}[menu]


@register.filter
def at(mapping: Any, key: str) -> Any:
    """mapping[key], or nothing."""
    return mapping.get(key, "") if hasattr(mapping, "get") else ""


@register.filter
def yuan(fen: Any) -> str:
    """Fen → 1,234.00; None → a dash (missing is not zero)."""
    if fen is None or fen == "":
        return DASH
    sign_, fen = ("−", -int(fen)) if int(fen) < 0 else ("", int(fen))
    return f"{sign_}{fen // 100:,}.{fen % 100:02d}"


@register.filter
def yuan0(fen: Any) -> str:
    """Fen → 1,234 when whole, otherwise with its cents."""
    text = yuan(fen)
    return text.removesuffix(".00")


@register.filter
def wan(fen: Any) -> str:
    """Fen → 万元 with one decimal, half up."""
    if fen is None or fen == "":
        return DASH
    tenths = (abs(int(fen)) + 50_000) // 100_000
    return f"{'−' if int(fen) < 0 and tenths else ''}{tenths // 10:,}.{tenths % 10}"


@register.filter
def count(value: Any) -> str:
    """12345 → 12,345; None → a dash."""
    return DASH if value is None or value == "" else f"{value:,}"


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


@register.filter
def day(value: Any) -> str:
    """11-24."""
    return f"{_local(value):%m-%d}" if value else DASH


@register.filter
def moment(value: Any) -> str:
    """11-24 09:12."""
    return f"{_local(value):%m-%d %H:%M}" if value else DASH


@register.filter
def fullday(value: Any) -> str:
    """2026-11-24."""
    return f"{_local(value):%Y-%m-%d}" if value else DASH


@register.filter
def monthday(value: Any) -> str:
    """11 月 24 日; Nov. 24 in English."""
    if not value:
        return DASH
    local = _local(value)
    return f"{local.month} 月 {local.day} 日" if _chinese() else date_format(local, "N j")


@register.filter
def monthdaytime(value: Any) -> str:
    """11 月 24 日 9:12."""
    if not value:
        return DASH
    local = _local(value)
    return f"{monthday(local)} {local.hour}:{local.minute:02d}"


@register.filter
def weekday(value: Any) -> str:
    """周二; Tue in English."""
    if not value:
        return DASH
    local = _local(value)
    return f"周{WEEKDAYS[local.weekday()]}" if _chinese() else date_format(local, "D")


@register.filter
def hashgroups(value: Any) -> SafeString:
    """Groups of eight, the first (what people read aloud) emphasised."""
    text = value.hex() if isinstance(value, bytes | bytearray | memoryview) else str(value or "")
    groups = [text[i : i + 8] for i in range(0, len(text), 8)]
    if not groups:
        return SafeString(DASH)
    return format_html("<em>{}</em> {}", groups[0], " ".join(groups[1:]))


@register.filter
def trim(value: Any) -> Any:
    """Without surrounding white space; keeps what is safe safe."""
    text = str(value or "").strip()
    return mark_safe(text) if isinstance(value, SafeString) else text  # noqa: S308 (it was safe before)


@register.filter
def initial(name: Any) -> str:
    """The sign on an avatar."""
    return str(name or "")[:1]


@register.filter
def widget_kind(field: BoundField) -> str:
    """What a component must draw for a form field."""
    widget = type(field.field.widget).__name__
    kinds = {
        "RadioSelect": "radio", "CheckboxSelectMultiple": "checks", "CheckboxInput": "check", "Select": "select",
        "Textarea": "area", "ClearableFileInput": "file", "FileInput": "file", "HiddenInput": "hidden",
    }  # fmt: skip
    return kinds.get(widget, "text")


@register.filter
def widget_attr(field: BoundField, name: str) -> Any:
    """An attribute of the field's widget, e.g. data-unit or data-icon."""
    return field.field.widget.attrs.get(name, "")


@register.filter
def dressed(field: BoundField, css: str = "") -> SafeString:
    """The bare control with class and aria wiring; label, hint and error stand around it."""
    attrs: dict[str, Any] = {"class": css} if css else {}
    if field.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}-e"}
    elif field.help_text:
        attrs["aria-describedby"] = f"{field.auto_id}-h"
    return field.as_widget(attrs=attrs)


@register.filter
def any_place(section: Any, keys: Any) -> bool:
    """Whether a rail section keeps anything when only `keys` are shown."""
    return any(place.key in keys for place in section.places)
