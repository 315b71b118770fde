"""Campaigns that run in the city: questions, wishes, words to pictures. Invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlannedCampaign:
    """``opens`` and ``closes``: days from today. ``words``: what its guests hand in; of a quiz, only how many there are matters."""

    kind: str
    title: str
    text: str
    by: str
    opens: int
    closes: int
    words: tuple[str, ...]
    waits: int = 0  # so many of the last nobody has looked at yet


QUESTIONS = (
    ("加入工会最小要几岁？", ("14 周岁", "16 周岁", "18 周岁"), 1, "年满 16 周岁的劳动者都能加入。"),
    ("快递员、外卖骑手能不能入会？", ("能", "要先签劳动合同"), 0, "新就业形态劳动者可以在街镇、园区或行业工会入会，不看合同。"),
    ("职工服务热线是哪个号？", ("12315", "12345", "12351"), 2, "12351 是职工热线；12315 管消费，12345 是政务热线。"),
    ("单位拖欠工资，申请仲裁的时效一般是多久？", ("三个月", "一年", "三年"), 1, "一般一年；劳动关系存续期间拖欠工资的，不受一年限制。"),
)  # fmt: skip
CAMPAIGNS = (
    PlannedCampaign("quiz", "工会知识答一答", "四道题，答错了有解释，不计时、不排名。", "municipal", -15, 15, ("",) * 8),
    PlannedCampaign(
        "wishes", "给娘家人捎句话", "想让工会办件什么事，写一句。有回音的会告诉你。", "municipal", -12, 18,
        ("想在园区门口有个能热饭的微波炉。", "晚上下班晚，公交末班能不能晚半小时。", "想学电焊，周末有班就好了。",
         "母婴室的门锁修一修吧。", "希望爸妈来福州看看，坐一趟地铁。"),
        waits=1,
    ),
    PlannedCampaign(
        "photos", "晒晒我的工位", "拍一张你干活的地方，说一句话。", "county", -10, 20,
        ("早上六点的分拣线。", "我的缝纫机，跟了我九年。", "食堂的灶台，今天蒸了四百个馒头。", "塔吊上看闽江。"), waits=1,
    ),
)  # fmt: skip
REPLIES = {0: "已经和园区说好，下周在共享职工之家放两台微波炉，24 小时能用。"}
