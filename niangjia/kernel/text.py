"""Text: marking messages, cleaning names, finding what is unsafe, masking what is private."""

from __future__ import annotations

import re
import unicodedata


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name for "mark, do not translate yet"
    """Mark a Chinese msgid for translation; it is translated where it is shown."""
    return message


MIDDLE_DOT = "·"
_DOTS = re.compile("\\s*[\u00b7\u2022\u2027\u2219\u22c5\u30fb\u318d\uff65]\\s*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<\s*[/!?a-z]|javascript\s*:|&#x?[0-9a-f]+;", re.IGNORECASE)
_FORMULA_STARTS = ("=", "@")
_NAME_STARTS = ("=", "@", "+", "-")  # no name begins so; a free text may ("-3 ℃", "+86 …")
_HAN = "\u3007\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GAP_IN_HAN = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")
_PLAIN_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")  # most texts: stable under NFKC, nothing to clean
_COMPOUND_SURNAMES = frozenset(
    (
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "司徒",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "长孙",
        "宇文",
        "夏侯",
        "轩辕",
        "端木",
        "独孤",
        "南宫",
        "西门",
        "呼延",
    )
)


def clean(text: str) -> str:
    """NFKC, no invisible characters, single spaces, no space at the ends."""
    if text.isascii():
        return " ".join(text.split())
    if _PLAIN_HAN.fullmatch(text):
        return text
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def clean_name(text: str) -> str:
    """A person's or a union's name: ``clean``, every look-alike a "·", no space between Han characters.

    Rare characters (GB 18030 level 3) and Latin names stay as they are.
    """
    if _PLAIN_HAN.fullmatch(text):
        return text
    return _GAP_IN_HAN.sub("", _DOTS.sub(MIDDLE_DOT, clean(text)))


def unsafe_text(text: str, *, name: bool = False) -> str | None:
    """Why a text from outside must not be kept: "control", "markup", "formula"; None when it is harmless.

    A formula is what a spreadsheet would run when our lists are opened in it; with ``name`` the starts + and -
    count too.
    """
    if (text.isascii() and text.isalnum()) or _PLAIN_HAN.fullmatch(text):
        return None
    if _CONTROL.search(text):
        return "control"
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lstrip(
        "'\u2018\u2019 \t\r\n"
    )  # a quote before it is our own guard
    if folded.startswith(_NAME_STARTS if name else _FORMULA_STARTS):
        return "formula"
    return "markup" if _TAG.search(folded) else None


def mask_name(name: str, *, keep_last: bool = False) -> str:
    """林晓梅 → 林*; with ``keep_last`` (officers' lists) 林*梅. Compound surnames stay whole.

    One character hides itself.
    """
    if len(name) < 2:
        return "*" if name else ""
    surname = name[:2] if name[:2] in _COMPOUND_SURNAMES and len(name) > 2 else name[:1]
    last = name[-1] if keep_last and len(name) > len(surname) + 1 else ""
    return f"{surname}*{last}"


def mask_id(number: str) -> str:
    """350102199206176837 → 3501••••••••6837; shorter documents keep two characters at each end."""
    if len(number) >= 15:
        return f"{number[:4]}{'•' * 8}{number[-4:]}"
    return f"{number[:2]}{'•' * 4}{number[-2:]}" if len(number) > 5 else "•" * len(number)


def mask_phone(number: str) -> str:
    """13800004417 → 138••••4417."""
    return f"{number[:3]}••••{number[-4:]}" if len(number) >= 11 else "•" * len(number)


def mask_address(address: str) -> str:
    """福建省福州市闽侯县上街镇学府南路 1 号 → 福建省福州市••••: about where, not which door. A short one hides itself."""
    return f"{address[:6]}••••" if len(address) > 10 else "•" * len(address)


def mask_card(number: str) -> str:
    """The last four digits only: ••••4417."""
    return f"••••{number[-4:]}" if len(number) > 8 else "•" * len(number)
