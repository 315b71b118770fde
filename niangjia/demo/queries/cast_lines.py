"""Whom one may play, for the screen and for cast.txt."""

from __future__ import annotations

from niangjia.demo.rules.cast import CAST, Role

WIDTHS = (8, 13, 24)


def cast_lines() -> list[str]:
    """Name, phone, part, what to try. The codes of text messages stand at /demo/phone/."""
    return [
        "演示人员（都是编的）。登录：手机号 + 验证码，验证码看 /demo/phone/",
        "工会干部还要第二验证：niangjia demo code 姓名",
        "",
        *(_line(role) for role in CAST),
    ]


def _line(role: Role) -> str:
    hint = role.hint if role.known else f"{role.hint}；身份证号 {role.id_number}"
    return "".join((_padded(role.name, WIDTHS[0]), _padded(role.phone, WIDTHS[1]), _padded(role.part, WIDTHS[2]), hint))


def _padded(text: str, width: int) -> str:
    """Chinese characters are two columns wide."""
    columns = sum(2 if ord(character) > 0x2E7F else 1 for character in text)
    return text + " " * max(width - columns, 2)
