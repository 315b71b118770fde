"""Levels of honours."""

from __future__ import annotations

from niangjia.kernel.text import N_

LEVELS = {
    "national": N_("国家级"),
    "provincial": N_("省级"),
    "municipal": N_("市级"),
    "county": N_("县级"),
    "grassroots": N_("单位级"),
}
