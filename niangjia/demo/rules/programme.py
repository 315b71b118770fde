"""What is going on in the city: classes, slots, shifts, trips before today and after it. Titles and places are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from niangjia.demo.rules.cast import MINHOU
from niangjia.demo.rules.places import CITY, SHANGJIE

PALACE, COUNTY_PALACE, HOME = "市工人文化宫", "闽侯县工人文化宫", "上街镇共享职工之家"
AT = {
    "municipal": CITY,
    "county": MINHOU,
    "town": SHANGJIE,
}  # whose programme it is, by the officer of the cast who runs it
AHEAD = 6  # days before it begins, a pool is opened; what is to come later is opened so many days before today


@dataclass(frozen=True, slots=True)
class Planned:
    """``day``: days from today, below nought is over. ``guests``: how many ask for a place; of what is over, most were there."""

    service: str
    title: str
    place: str
    by: str
    day: int
    hour: int
    hours: int
    capacity: int
    guests: int
    item: str = ""
    text: str = ""
    months: tuple[int, ...] = ()  # only when today is in one of these
    mode: str = "first"

    def answers(self) -> dict[str, Any]:
        return {"people": 12} if self.item == "visit" else {}


@dataclass(frozen=True, slots=True)
class PlannedTrain:
    """``opens``, ``closes``, ``day``: days from today. ``speaks``: when what gives the seed is known; None: nobody has said yet where it comes from."""

    title: str
    station: str
    opens: int
    closes: int
    day: int
    capacity: int
    guests: int
    speaks: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """``days``: of its sessions, from today; ``sits``: there is an exam."""

    title: str
    place: str
    by: str
    days: tuple[int, ...]
    capacity: int
    guests: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlannedShop:
    """``kind``: ``shop`` takes what points buy, ``base`` takes coupons of recuperation."""

    key: str
    kind: str
    enterprise: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class PlannedOffer:
    """``opens``: days from today, at ``hour``. ``redeemed``: how many of the ``guests`` have used theirs."""

    service: str
    title: str
    shops: tuple[str, ...]
    mode: str
    opens: int
    hour: int
    capacity: int
    points: int
    value_fen: int
    guests: int = 0
    redeemed: int = 0
    text: str = ""


OVER = (
    Planned("open-class", "茶艺入门", PALACE, "municipal", -40, 19, 2, 12, 9, text="认六大茶类，学会盖碗泡茶。茶具现场有。"),
    Planned("open-class", "手机拍照，拍出家里的味道", HOME, "town", -26, 19, 2, 10, 7, text="带手机来就行。"),
    Planned("open-class", "和情绪好好相处", COUNTY_PALACE, "county", -12, 19, 2, 10, 6, text="心理咨询师带着聊，不点名发言。"),
    Planned("volunteering", "园区法律咨询日", HOME, "town", -30, 14, 3, 6, 4, "law", "陪律师在园区门口接待，帮忙登记。"),
    Planned("volunteering", "职工运动会现场帮忙", COUNTY_PALACE, "county", -8, 8, 4, 8, 6, "order", "签到、指路、送水。"),
    Planned("venue", "羽毛球 1 号场", PALACE, "municipal", -20, 19, 1, 4, 3, "sport"),
    Planned("venue", "职工政治生活馆团体参观", PALACE, "municipal", -9, 9, 2, 40, 2, "visit", "讲解员带队，两小时。"),
    Planned("shared-home", "会议室", HOME, "town", -15, 18, 2, 2, 2, "meeting", "投影、白板都有。"),
    Planned("shared-home", "健身房", HOME, "town", -6, 18, 2, 6, 4, "gym", "带一双干净的鞋。"),
)  # fmt: skip
COMING = (
    Planned("open-class", "剪纸：一张红纸剪个福", PALACE, "municipal", 3, 19, 2, 12, 4, text="大人小孩都可以来，剪刀有。"),
    Planned("open-class", "八段锦，下班松松肩颈", COUNTY_PALACE, "county", 6, 19, 1, 15, 3, text="穿宽松的衣服。"),
    Planned("open-class", "亲子财商：零花钱怎么花", HOME, "town", 10, 14, 2, 4, 5, text="名额满了可以候补，有人退就通知你。"),
    Planned("venue", "羽毛球 1 号场", PALACE, "municipal", 2, 18, 1, 4, 1, "sport"),
    Planned("venue", "羽毛球 1 号场", PALACE, "municipal", 2, 19, 1, 4, 4, "sport"),
    Planned("venue", "羽毛球 2 号场", PALACE, "municipal", 2, 19, 1, 4, 0, "sport"),
    Planned("venue", "合唱排练厅", PALACE, "municipal", 4, 18, 2, 1, 0, "room", "有钢琴，四十人以内。"),
    Planned("venue", "闽剧《紫玉钗》职工专场", PALACE, "municipal", 9, 19, 2, 60, 6, "show", "凭入场码进场，票不转让。"),
    Planned("venue", "职工政治生活馆团体参观", PALACE, "municipal", 8, 9, 2, 40, 0, "visit", "讲解员带队，两小时。"),
    Planned("shared-home", "健身房", HOME, "town", 1, 18, 2, 6, 2, "gym", "带一双干净的鞋。"),
    Planned("shared-home", "健身房", HOME, "town", 3, 18, 2, 6, 0, "gym", "带一双干净的鞋。"),
    Planned("shared-home", "会议室", HOME, "town", 4, 18, 2, 2, 0, "meeting", "投影、白板都有。"),
    Planned("shared-home", "母婴室", HOME, "town", 2, 9, 8, 2, 0, "nursing", "门可以从里面锁上。"),
    Planned("shared-home", "书屋", COUNTY_PALACE, "county", 5, 9, 9, 12, 0, "reading"),
    Planned("volunteering", "周末看望困难职工家庭", HOME, "town", 5, 9, 3, 6, 2, "care", "两人一组，陪孩子写写作业。"),
    Planned("volunteering", "义剪义修进工地", COUNTY_PALACE, "county", 12, 8, 4, 8, 1, "skill", "会理发、会修小家电的来。"),
    Planned("matchmaking", "旗山轻徒步", "旗山森林公园", "municipal", 10, 9, 5, 30, 0, "outdoor", "走六公里，两人一组做午饭。"),
    Planned("matchmaking", "一起做顿福州菜", COUNTY_PALACE, "county", 17, 14, 3, 24, 0, "craft"),
    Planned("spring-stay", "新福州人看福州：三坊七巷", "三坊七巷南后街口", "municipal", 45, 9, 6, 80, 0, "tour", "全家一起，管一顿午饭。", (11, 12, 1)),
    Planned("collective-wedding", "新福州人集体婚礼", "闽江之心", "municipal", 60, 9, 4, 100, 0, text="审核通过的一对一对进来。", mode="case"),
    Planned("spring-stay", "寄一箱年货回老家", "", "municipal", 45, 9, 8, 120, 0, "parcel", "我们打包、寄出，快递单号发给你。", (11, 12, 1)),
)  # fmt: skip
GOING_HOME = (11, 12, 1)  # the months in which trains are on
TRAINS = (
    PlannedTrain("重庆方向返乡专列", "重庆北", -34, -16, 50, 16, 12, -15),
    PlannedTrain("南昌方向返乡专列", "南昌西", -6, 14, 60, 500, 8),
)
COURSES = (
    PlannedCourse("电工（初级）提升班", COUNTY_PALACE, "county", (-37, -30, -23, -16), 12, 7, "四次课，考过了发证书。"),
    PlannedCourse("直播带货实操班", PALACE, "municipal", (7, 14, 21, 28), 20, 5, "四次课，带自己的产品来练。"),
)
SHOPS = (
    PlannedShop("grocer", "shop", "福州榕家百货有限公司（演示）", "榕家便利店·上街店", "上街镇国宾大道旁"),
    PlannedShop("books", "shop", "福州闽都书香文化有限公司（演示）", "闽都书屋", "鼓楼区南后街"),
    PlannedShop("hills", "base", "永泰青云康养有限公司（演示）", "永泰青云山疗休养基地", "永泰县岭路乡"),
    PlannedShop("sea", "base", "连江黄岐海岸康养有限公司（演示）", "黄岐海岸疗休养基地", "连江县黄岐镇"),
)  # fmt: skip
OFFERS = (
    PlannedOffer("points-mall", "便利店 10 元券", ("grocer",), "first", -24, 9, 20, 40, 1000, 8, 5, "全场可用，一次用完。"),
    PlannedOffer("recuperation", "秋季两天券", ("hills", "sea"), "first", -20, 9, 20, 0, 90000, 6, 3, "自己挑日子，到基地扫码。"),
    PlannedOffer("points-mall", "书屋 20 元券", ("books",), "first", -2, 9, 30, 60, 2000, 2, 0, "图书、文具都可以。"),
    PlannedOffer("points-mall", "电影票（两张）", ("books",), "rush", 1, 12, 10, 80, 8000, 0, 0, "人多，先进候场；开抢时按抽出来的顺序给。"),
    PlannedOffer("recuperation", "冬季两天券", ("hills", "sea"), "rush", 2, 10, 40, 0, 90000, 0, 0, "技术工人留出一成半以上。"),
)  # fmt: skip
LOTTERY = PlannedOffer(
    "points-mall", "闽剧专场前排票", ("books",), "lottery", -28, 9, 4, 0, 5000, 12, 0, "抽签，谁都可以照公开的文件再抽一遍。"
)  # fmt: skip
PACKS = 300  # welcome packs in stock at the city, and a third of it at each county
