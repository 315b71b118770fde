"""Employers: plausible names put together from parts, so that no firm is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

BRANDS_FIRST = "榕闽恒泰兴盛鼎瑞祥福安康宏达华源丰茂景博众信诚嘉海江山峰云晨星翔腾飞新永联合顺利德润益百佳美"
BRANDS_LAST = "和达源泰丰盛祥瑞安康宏润诚信嘉益通力特科联汇创业腾辉晟昌隆裕茂鑫亿恒健家园川海洋洲桥林木森"
TRADES = {
    "食品": "制造业", "水产加工": "制造业", "纺织": "制造业", "服饰": "制造业", "鞋业": "制造业", "机电": "制造业", "精密模具": "制造业",
    "电子": "制造业", "显示技术": "制造业", "汽车部件": "制造业", "新材料": "制造业", "包装": "制造业", "建材": "制造业",
    "生物医药": "制造业", "家具": "制造业", "建筑工程": "建筑业", "装饰工程": "建筑业", "园林": "建筑业", "物流": "交通运输、仓储和邮政业",
    "供应链": "交通运输、仓储和邮政业", "客运": "交通运输、仓储和邮政业", "网络科技": "信息传输、软件和信息技术服务业",
    "软件": "信息传输、软件和信息技术服务业", "数字文化": "文化、体育和娱乐业", "商贸": "批发和零售业", "百货": "批发和零售业",
    "餐饮管理": "住宿和餐饮业", "酒店": "住宿和餐饮业", "物业服务": "房地产业", "家政服务": "居民服务、修理和其他服务业",
    "检测技术": "科学研究和技术服务业", "环保": "水利、环境和公共设施管理业",
}  # fmt: skip
PUBLIC = {
    "中心小学": "教育", "初级中学": "教育", "幼儿园": "教育", "卫生院": "卫生和社会工作", "文化服务中心": "文化、体育和娱乐业",
    "环卫所": "水利、环境和公共设施管理业", "农技推广站": "农、林、牧、渔业", "市政维护所": "水利、环境和公共设施管理业",
}  # fmt: skip
SHOPS = ("小吃店", "便利店", "理发店", "五金店", "汽修店", "水果店", "服装店", "药店", "茶叶店", "文印店")
STATIONS = {
    "courier": "闽路快送站点", "delivery": "榕小二外卖站", "ride_hailing": "顺江出行车队", "truck": "海西货运车队", "other": "到家服务站",
}  # fmt: skip
STATE_CONTROLLED, NOT_TOLD = 0.06, 0.03


@dataclass(frozen=True, slots=True)
class PlannedEmployer:
    """``number`` is its running number; None in the yes/no columns: not known."""

    number: int
    name: str
    code_kind: str
    industry: str
    region_code: str
    state_controlled: bool | None
    public_body: bool | None


class Employers:
    """Draws employers one after another; no name comes twice."""

    def __init__(self, random: Random) -> None:
        self._random, self._names, self._count = random, set[str](), 0

    def enterprise(self, region_code: str) -> PlannedEmployer:
        trade = self._random.choice(tuple(TRADES))
        name = self._free(lambda: f"{self._brand()}{trade}有限公司", "福州")
        share = self._random.random()
        state = None if share < NOT_TOLD else share < NOT_TOLD + STATE_CONTROLLED
        return PlannedEmployer(
            self._next(), name, "91", TRADES[trade], region_code, state, None if state is None else False
        )

    def public_body(self, region_code: str, town: str) -> PlannedEmployer:
        kind = self._random.choice(tuple(PUBLIC))
        name = self._free(lambda: f"{town}{self._ordinal()}{kind}", "")
        return PlannedEmployer(self._next(), name, "12", PUBLIC[kind], region_code, False, True)

    def fixed(self, name: str, industry: str, region_code: str) -> PlannedEmployer:
        self._names.add(name)
        return PlannedEmployer(self._next(), name, "91", industry, region_code, False, False)

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _brand(self) -> str:
        return self._random.choice(BRANDS_FIRST) + self._random.choice(BRANDS_LAST)

    def _ordinal(self) -> str:
        return self._random.choice(("", "第一", "第二", "第三", "第四", "第五"))

    def _free(self, draw: Callable[[], str], before: str) -> str:
        """A name not yet used; where the parts run out, a number goes with it."""
        name = draw()
        name = before + name if before and self._random.random() < 0.5 else name
        turn = 1
        while (candidate := name if turn == 1 else f"{name}（{turn}）") in self._names:
            turn += 1
        self._names.add(candidate)
        return candidate


def shop_name(random: Random, town: str) -> str:
    return f"{town}{random.choice(BRANDS_FIRST)}{random.choice(BRANDS_LAST)}{random.choice(SHOPS)}"
