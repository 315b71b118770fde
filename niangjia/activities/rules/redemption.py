"""The words of vouchers and of what merchants are paid for them; the code on a voucher."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from niangjia.kernel.bank_card import luhn_digit, luhn_holds
from niangjia.kernel.text import N_

SHOP, BASE = "shop", "base"
KINDS: dict[str, str] = {SHOP: N_("商家"), BASE: N_("疗休养基地")}

ISSUED, REDEEMED, EXPIRED, VOID = "issued", "redeemed", "expired", "void"
VOUCHER_STATES: dict[str, str] = {
    ISSUED: N_("可以用"),
    REDEEMED: N_("用过了"),
    EXPIRED: N_("过期了"),
    VOID: N_("作废了"),
}

OPEN, CONFIRMED, DISPUTED, SETTLED, PAID, BOUNCED = "open", "confirmed", "disputed", "settled", "paid", "bounced"
SETTLEMENT_STATES: dict[str, str] = {
    OPEN: N_("等商家核对"),
    CONFIRMED: N_("商家认了，等工会结"),
    DISPUTED: N_("商家有异议，等工会看"),
    SETTLED: N_("结好了，等付款"),
    PAID: N_("已付"),
    BOUNCED: N_("退汇，等改账号"),
}
ANSWERED = frozenset({CONFIRMED, DISPUTED})  # what an officer may settle
DONE = frozenset({SETTLED, PAID, BOUNCED})  # what has been settled

COUNTED, QUESTIONED, STRUCK = "counted", "questioned", "struck"
LINE_STATES: dict[str, str] = {COUNTED: N_("算数"), QUESTIONED: N_("有异议"), STRUCK: N_("不算")}

FUND = "warmth"  # the budget of the city out of which merchants are paid
MOST_WRONG = 20  # wrong codes a desk may type in a day
DIGITS = 12


def code_of(number: int) -> str:
    """Eleven digits drawn by chance and one that finds a slip of the finger."""
    body = f"{number:011d}"
    return body + luhn_digit(body)


def read_code(text: str) -> str:
    """The twelve digits in what was typed or scanned (an address ends with ``c=…``); "" when it can be no code."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text).rpartition("c=")[2])
    return plain if re.fullmatch(rf"[0-9]{{{DIGITS}}}", plain) and luhn_holds(plain) else ""


def grouped(code: str) -> str:
    """As people read it aloud: 1234 5678 9012."""
    return " ".join(code[at : at + 4] for at in range(0, DIGITS, 4))


def payable(lines: Iterable[tuple[str, int]]) -> int:
    """Fen of the lines (state, fen) that count; one that is still questioned counts for nothing yet."""
    return sum(fen for state, fen in lines if state == COUNTED)
