"""Confirming that one is the person the roster knows."""

from __future__ import annotations

MOST_WRONG_CLAIMS = 5
DIGITS_ASKED = 6  # of the ID number's end: who shares a phone with her does not know them by heart, she does
