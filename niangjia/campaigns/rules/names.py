"""The words of campaigns, and their limits."""

from __future__ import annotations

from niangjia.kernel.text import N_

PARTICIPATION = "participation"
QUIZ, PHOTOS, WISHES = "quiz", "photos", "wishes"
KINDS = {QUIZ: N_("答题"), PHOTOS: N_("晒照片"), WISHES: N_("写心愿")}
WALLED = frozenset({PHOTOS, WISHES})

DRAFT, COMING, RUNNING, OVER = "draft", "coming", "running", "over"
STATES = {DRAFT: N_("草稿"), COMING: N_("还没开始"), RUNNING: N_("正在进行"), OVER: N_("结束了")}

# Of what was handed in. Only ``shown`` stands on the wall; of ``gone`` nothing is kept.
KEPT, WAITING, SHOWN, REFUSED, DOWN, GONE = "kept", "waiting", "shown", "refused", "down", "gone"
ENTRY_STATES = {
    KEPT: N_("只有自己看得到"),
    WAITING: N_("等审核"),
    SHOWN: N_("在墙上"),
    REFUSED: N_("没有上墙"),
    DOWN: N_("撤下了"),
    GONE: N_("收回了"),
}
ON_THE_WAY = frozenset({WAITING, SHOWN, REFUSED, DOWN})  # to the wall, or from it: she has agreed that it is shown

REPORTS = {
    "person": N_("拍到了别人，没问过本人"),
    "private": N_("有电话、证件这些隐私"),
    "improper": N_("内容不合适"),
    "advert": N_("是广告"),
}

COUNTY_AND_ABOVE = ("municipal", "county")
MOST_QUESTIONS = 50
MOST_CHOICES = 6
MOST_SHOWN = 2_000
WALL_DAYS = 180  # so long after its end a campaign's pictures and words are kept
MOST_OPEN_REPORTS = 10  # of one person, not looked at yet
LETTERS = "ABCDEF"
