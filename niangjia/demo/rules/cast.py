"""The cast: invented people with fixed names and phones, whom anybody may play in the demo."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from random import Random
from types import MappingProxyType
from typing import Any

from niangjia.demo.rules.names import person_name
from niangjia.demo.rules.numbers import CAST_TURN, resident_number
from niangjia.demo.rules.places import CITY, SHANGJIE, places
from niangjia.demo.rules.tree import RONGHE

MINHOU = "350121"
NOTHING: Mapping[str, Any] = MappingProxyType({})
FACTORY: Mapping[str, Any] = {
    "employment": "contract", "at_work": "employed", "employer_name": "榕和食品有限公司", "migrant_worker": True,
    "frontline": True, "manager": False, "cadre": False, "skill": "middle", "education": "高中", "nation": "汉族",
}  # fmt: skip
OFFICER: Mapping[str, Any] = {
    "employment": "contract",
    "at_work": "employed",
    "migrant_worker": False,
    "nation": "汉族",
}


@dataclass(frozen=True, slots=True)
class Role:
    """``union`` and the unions of ``posts`` are keys of the tree; without a union she is nobody's member yet."""

    key: str
    name: str
    sex: str
    born: date
    phone: str
    part: str
    hint: str = ""
    union: str | None = None
    since: date = date(2012, 3, 1)
    posts: tuple[tuple[str, str], ...] = ()
    details: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    known: bool = True
    card: bool = False

    @property
    def id_number(self) -> str:
        return resident_number(MINHOU, self.born, self.sex, CAST_TURN)


CAST = (
    Role(
        "courier", "黄志强", "m", date(1994, 7, 9), "13800000001", "快递员，还没入会",
        "登录 → 指尖入会 → 选上街镇", known=False,
    ),
    Role(
        "mother", "陈秀珠", "f", date(1985, 11, 3), "13800000002", "会员，家里遇到困难", "申请困难职工帮扶", RONGHE,
        details={**FACTORY, "skill": ""},
    ),
    Role(
        "worker", "林秀琴", "f", date(1988, 5, 17), "13800000003", "会员，边打工边读大专", "首页第一项：求学圆梦，够条件", RONGHE,
        date(2014, 3, 3), details=FACTORY, card=True,
    ),
    Role(
        "grassroots", "陈国平", "m", date(1979, 2, 14), "13800000011", "榕和食品工会主席", "审核、走访、职代会", RONGHE,
        posts=((RONGHE, "reviewer"), (RONGHE, "aid"), (RONGHE, "leader")), details={**OFFICER, "employer_name": "榕和食品有限公司"},
    ),
    Role(
        "town", "林雅芳", "f", date(1986, 8, 25), "13800000012", "上街镇总工会", "待办里有超期、今天、明天的", SHANGJIE,
        posts=((SHANGJIE, "reviewer"), (SHANGJIE, "aid")), details=OFFICER,
    ),
    Role(
        "county", "吴建明", "m", date(1977, 12, 1), "13800000013", "闽侯县总工会", "审核、民政核对、初审", MINHOU,
        posts=((MINHOU, "reviewer"), (MINHOU, "aid"), (MINHOU, "leader")), details=OFFICER,
    ),
    Role(
        "municipal", "许丽娟", "f", date(1981, 4, 30), "13800000021", "市总工会，审核和帮扶", "双人审批的第一位", CITY,
        posts=((CITY, "reviewer"), (CITY, "aid")), details=OFFICER,
    ),
    Role(
        "municipal2", "郑国栋", "m", date(1978, 9, 8), "13800000022", "市总工会，审核和帮扶", "双人审批的第二位", CITY,
        posts=((CITY, "reviewer"), (CITY, "aid")), details=OFFICER,
    ),
    Role(
        "finance", "周文静", "f", date(1983, 6, 6), "13800000023", "市总工会财务，编批", "待发放 → 编批 → 提交复核", CITY,
        posts=((CITY, "finance"),), details=OFFICER,
    ),
    Role(
        "finance2", "何晓东", "m", date(1984, 9, 19), "13800000024", "市总工会财务，复核", "返还会费双人审核", CITY,
        posts=((CITY, "finance"),), details=OFFICER,
    ),
    Role(
        "leader", "蔡永福", "m", date(1970, 1, 20), "13800000025", "市总工会负责人", "放行批次，看六年答卷", CITY,
        posts=((CITY, "leader"),), details=OFFICER,
    ),
    Role(
        "system_admin", "叶志伟", "m", date(1987, 3, 3), "13800000031", "系统管理员", "看不到任何人的事", CITY,
        posts=((CITY, "system_admin"),), details=OFFICER,
    ),
    Role(
        "security_admin", "方晓燕", "f", date(1989, 4, 4), "13800000032", "安全管理员", "任免岗位、解锁登录", CITY,
        posts=((CITY, "security_admin"),), details=OFFICER,
    ),
    Role(
        "audit_admin", "施长青", "m", date(1975, 5, 5), "13800000033", "审计管理员", "查日志，核对封存", CITY,
        posts=((CITY, "audit_admin"),), details=OFFICER,
    ),
)  # fmt: skip


def role(name: str) -> Role | None:
    """By key or by name."""
    return next((each for each in CAST if name in (each.key, each.name)), None)


def county_officers(seed: int) -> list[Role]:
    """One officer for every other county, so that matters there find somebody; nobody plays them, so they have no login."""
    random, found = Random(f"{seed}/officers"), []
    for turn, unit in enumerate(unit for unit in places() if unit.level == "county" and unit.code != MINHOU):
        sex = random.choice("mf")
        found.append(
            Role(
                f"officer-{unit.code}", person_name(random, sex), sex, date(1972 + turn, 3, 8), f"138000002{turn:02d}",
                f"{unit.name}总工会", union=unit.code, details=OFFICER,
                posts=tuple((unit.code, post) for post in ("reviewer", "aid", "leader")),
            )
        )  # fmt: skip
    return found


def secret(seed: int, key: str) -> str:
    """The secret of an officer's authenticator in the demo, base 32."""
    return b32encode(sha256(f"{seed}/totp/{key}".encode()).digest()[:20]).decode()
