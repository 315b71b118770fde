"""Mobile numbers of the mainland: eleven digits, 1[3-9]."""

from __future__ import annotations

import re
import unicodedata

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")


def parse_mobile(text: str) -> str | None:
    """Eleven digits, or None. Full-width digits, spaces, hyphens and +86 are forgiven."""
    if not (text.isascii() and text.isdigit()):
        text = re.sub(r"[\s()-]", "", unicodedata.normalize("NFKC", text))
    found = _MOBILE.fullmatch(text)
    return found[1] if found else None
