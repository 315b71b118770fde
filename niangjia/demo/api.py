"""The door of the demo: the launcher and the command line come in here."""

from __future__ import annotations

from niangjia.demo.actions.move_clock import move_clock
from niangjia.demo.ensure_city import SEED, ensure_city
from niangjia.demo.queries.cast_lines import cast_lines
from niangjia.demo.queries.digest import digest
from niangjia.demo.queries.second_factor import second_factor

__all__ = ["SEED", "cast_lines", "digest", "ensure_city", "move_clock", "second_factor"]
