"""Where the four tabs, the console's rail and the public menu lead; the one list of top-level addresses."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of a menu; `key` is what a page sets as `here`."""

    key: str
    text: str
    icon: str
    href: str


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the console's rail."""

    title: str
    places: tuple[Place, ...]


TABS = (
    Place("home", N_("首页"), "house", "/"),
    Place("services", N_("服务"), "layout-grid", "/services/"),
    Place("mine", N_("我的事"), "clipboard-list", "/matters/"),
    Place("me", N_("我"), "user", "/me/"),
)

RAIL = (
    Section(
        "",
        (
            Place("inbox", N_("待办"), "inbox", "/console/"),
            Place("cases", N_("案件"), "folders", "/console/cases/"),
            Place("notices", N_("公示与异议"), "calendar-event", "/console/notices/"),
        ),
    ),
    Section(
        N_("组织与会员"),
        (
            Place("members", N_("会员"), "users", "/console/members/"),
            Place("ours", N_("本工会的服务"), "landmark", "/console/ours/"),
            Place("registers", N_("名册"), "clipboard-list", "/console/registers/"),
            Place("unions", N_("工会与企业"), "sitemap", "/console/unions/"),
            Place("import", N_("名册导入"), "spreadsheet", "/console/import/"),
        ),
    ),
    Section(
        N_("项目"),
        (
            Place("pools", N_("名额与抽签"), "ticket", "/console/pools/"),
            Place("funds", N_("资金"), "yuan", "/console/funds/"),
            Place("payouts", N_("发放"), "hand-heart", "/console/payouts/"),
            Place("runs", N_("免申即享"), "gift", "/console/runs/"),
        ),
    ),
    Section(
        N_("平台"),
        (
            Place("definitions", N_("服务定义"), "file-code", "/console/definitions/"),
            Place("figures", N_("报表与答卷"), "chart-bar", "/console/figures/"),
            Place("journal", N_("日志"), "fingerprint", "/console/journal/"),
        ),
    ),
)

PUBLIC = (
    Place("notices", N_("公示公告"), "calendar-event", "/public/notices/"),
    Place("draws", N_("公开抽签"), "dices", "/public/draws/"),
    Place("check", N_("会员卡核验"), "qr-code", "/public/check/"),
    Place("honours", N_("荣誉榜"), "medal", "/public/honours/"),
    Place("report", N_("六年答卷"), "chart-bar", "/public/report/"),
    Place("services", N_("办事"), "layout-grid", "/"),
)

# Remembers large type for somebody who is not signed in.
ELDER_COOKIE = "nj_elder"
