"""A certificate on paper: PDF by typst where there is a Chinese font, else None and the caller shows it as a page."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import segno
import typst

from niangjia.activities.queries.certificates import CertificateView
from niangjia.activities.rules.certificates import HOURS, hours_text
from niangjia.base import clock

TEMPLATE = Path(__file__).parent / "data" / "certificate.typ"
FAMILIES = ("noto serif cjk sc", "noto sans cjk sc", "source han serif sc", "source han sans sc", "wenquanyi micro hei")


@cache
def chinese_font() -> str:
    """The family we set in; "" when this machine has none. Looked for once a process."""
    found = {str(name).lower(): str(name) for name in typst.Fonts().families()}
    return next((found[name] for name in FAMILIES if name in found), "")


def pdf_of(certificate: CertificateView, *, address: str) -> bytes | None:
    """The sheet; ``address`` is what its code opens. None without a Chinese font. Texts go in as inputs, never into the source."""
    font = chinese_font()
    if not font:
        return None
    told = {
        "font": font, "name": certificate.who, "number": certificate.number, "union": certificate.union_name,
        "date": f"{clock.local_date(certificate.issued_at):%Y 年 %m 月 %d 日}", "address": address, "code": _code(address), "said": sentence(certificate),
        "kind": certificate.kind,
    }  # fmt: skip
    return bytes(typst.compile(TEMPLATE.read_bytes(), sys_inputs=told, format="pdf"))


def sentence(certificate: CertificateView) -> str:
    """What it certifies, in Chinese: the paper is Chinese whatever the page was."""
    if certificate.kind == HOURS:
        return f"{certificate.title} 年参加志愿服务 {hours_text(certificate.minutes or 0)} 小时，特此证明。"
    exam = "，考试合格" if certificate.passed_exam else ""
    return f"参加“{certificate.title}”学习，到课 {certificate.sessions} 次{exam}，特此证明。"


def _code(address: str) -> str:
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=True)
    return out.getvalue().decode()
