"""The states of notices, rows and objections, and their words."""

from __future__ import annotations

from collections.abc import Iterable

from niangjia.kernel.text import N_

NOTICE_STATES = {
    "open": N_("公示中"),
    "frozen": N_("异议核查中"),
    "ended": N_("公示期满"),
    "withdrawn": N_("已撤回"),
    "stopped": N_("已停止"),
}
RUNNING = frozenset({"open", "frozen"})  # before the public still: of a notice, and of a row
ROW_STATES = {"open": N_("公示中"), "frozen": N_("异议核查中"), "ended": N_("公示期满"), "stopped": N_("已撤下")}
OBJECTION_STATES = {"open": N_("核查中"), "upheld": N_("异议成立"), "rejected": N_("异议不成立")}


def state_of_rows(rows: Iterable[str]) -> str:
    """Open while any row is open; frozen while what is left is frozen; ended when a row stood to the end; else stopped.

    >>> state_of_rows(["open", "frozen"]), state_of_rows(["ended", "frozen"]), state_of_rows(["ended", "stopped"])
    ('open', 'frozen', 'ended')
    """
    found = set(rows)
    return next((state for state in ("open", "frozen", "ended") if state in found), "stopped")
