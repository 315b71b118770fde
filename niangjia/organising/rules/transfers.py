"""The life of a transfer."""

from __future__ import annotations

from niangjia.kernel.text import N_

ASKED, MOVED, REFUSED, WITHDRAWN = "asked", "moved", "refused", "withdrawn"
STATES = {
    ASKED: N_("等待两边工会答复"),
    MOVED: N_("已转入"),
    REFUSED: N_("未同意"),
    WITHDRAWN: N_("已撤回"),
}
DAYS = 5  # working days after which silence is a yes
