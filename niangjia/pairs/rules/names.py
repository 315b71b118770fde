"""The words of meetings: what a proof is at, why somebody is reported, what came of it."""

from __future__ import annotations

from niangjia.kernel.text import N_

WAITING, ACCEPTED, REFUSED = "waiting", "accepted", "refused"
PROOF_STATES: dict[str, str] = {
    WAITING: N_("等工会核对"),
    ACCEPTED: N_("核对过了"),
    REFUSED: N_("没有通过，可以再交"),
}
PROOF_DAYS = 365  # so long an accepted proof holds (decision 68)
WARN_DAYS = 14  # so long before its end she is told
DISMISSED, WARNED, BARRED = "dismissed", "warned", "barred"
REPORT_STATES: dict[str, str] = {
    WAITING: N_("等处理"),
    DISMISSED: N_("查了，不成立"),
    WARNED: N_("成立，提醒过了"),
    BARRED: N_("成立，暂停参加"),
}
UPHELD = frozenset({WARNED, BARRED})
OTHER = "other"
REASONS: dict[str, str] = {
    "pesters": N_("纠缠、骚扰"),
    "touches": N_("动手动脚、说话难听"),
    "not_single": N_("不是单身，或者说了假话"),
    "money": N_("借钱、推销、骗钱"),
    OTHER: N_("别的"),
}
PAIR = "pair"  # the register that a meeting's definition names
WINDOW, WINDOW_DAYS = "window_days", 7  # the parameter; where a definition has none
