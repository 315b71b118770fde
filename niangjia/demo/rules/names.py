"""Names of people, drawn from lists of our own: nobody is meant."""

from __future__ import annotations

from itertools import accumulate
from random import Random

# Family names as they sound common around Fuzhou, with weights of our own.
FAMILY = {
    "林": 130, "陈": 150, "黄": 60, "郑": 58, "王": 62, "张": 55, "李": 54, "吴": 50, "刘": 38, "叶": 30, "郭": 24, "杨": 24,
    "江": 22, "高": 20, "何": 20, "魏": 14, "余": 14, "薛": 12, "翁": 14, "潘": 14, "许": 18, "游": 10, "念": 5, "池": 6,
    "柯": 7, "施": 10, "蔡": 16, "邱": 12, "曾": 14, "詹": 8, "卓": 8, "毛": 5, "周": 20, "徐": 14, "谢": 16, "方": 14,
    "苏": 10, "卢": 8, "倪": 5, "任": 5, "严": 6, "胡": 10, "朱": 10, "罗": 8, "雷": 6, "蓝": 6, "钟": 6, "鄢": 4, "欧阳": 2,
}  # fmt: skip
FIRST = {
    "m": "建志国文家俊明永伟海金德天振光少宏立泽景晓春世承思子宇长庆振",
    "f": "秀丽美雅晓淑玉惠婉巧佳梦思雪小彩春月素文静慧诗欣碧爱珍燕清子",
}
LAST = {
    "m": "强华平明辉峰斌龙锋伟军勇杰鑫波涛亮宏生东荣海文超毅林辰宇航鹏",
    "f": "琴芳英珠萍霞娟玲梅燕云珍红华丽兰香敏静洁颖婷妹榕怡琳瑶晴雯钦",
}
_FAMILIES, _SHARES = tuple(FAMILY), tuple(accumulate(FAMILY.values()))
ONE_CHARACTER = 0.14  # share of given names of one character


def person_name(random: Random, sex: str) -> str:
    family = random.choices(_FAMILIES, cum_weights=_SHARES)[0]
    first = "" if random.random() < ONE_CHARACTER else random.choice(FIRST[sex])
    return family + first + random.choice(LAST[sex])
