"""What campaigns refuse, each with the way on."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class CampaignWrong(Refusal):
    """What an officer filled in makes no campaign."""

    key = "campaign_wrong"
    what = N_("这个活动还建不了：{why}")
    todo = N_("改好再存。")


class NotADraft(Refusal):
    key = "campaign_not_a_draft"
    what = N_("活动已经发布，题目和规则不能再改。")
    todo = N_("发现错了，可以提前结束，另建一个。")


class NothingAsked(Refusal):
    key = "campaign_without_questions"
    what = N_("还没有题目。")
    todo = N_("先加题，再发布。")


class NotRunning(Refusal):
    key = "campaign_not_running"
    what = N_("活动{state}，现在不能参加。")
    todo = N_("看看别的活动。")


class NotForHer(Refusal):
    key = "campaign_elsewhere"
    what = N_("这个活动给{union}的会员。")
    todo = N_("看看你能参加的。")


class TookPart(Refusal):
    """Once a person and campaign; the database holds it."""

    key = "campaign_took_part"
    what = N_("你已经参加过了，一个人算一次。")
    todo = N_("可以去看看大家的。")


class ThroughTheCampaign(Refusal):
    """A participation enters by taking part, not by a form."""

    key = "through_the_campaign"
    what = N_("这一项要到活动里参加，不用单独申请。")
    todo = N_("请到“线上活动”里选一个。")


class NotAllTried(Refusal):
    key = "questions_not_tried"
    what = N_("还有 {count} 题没有选：第 {numbers} 题。")
    todo = N_("都选一个就行，不算对错。")


class PictureMissing(Refusal):
    key = "campaign_picture_missing"
    what = N_("还没有选照片。")
    todo = N_("拍一张或选一张，再交。")


class WordsMissing(Refusal):
    key = "campaign_words_missing"
    what = N_("还没有写。")
    todo = N_("写一句就行。")


class WordsTooLong(Refusal):
    key = "campaign_words_too_long"
    what = N_("写了 {length} 个字，最多 {most} 个。")
    todo = N_("删短一点再交。")


class NumberInWords(Refusal):
    """What everybody reads holds no phone, card or ID number, hers or another's."""

    key = "number_in_words"
    what = N_("里面有一串号码，上墙谁都看得到。")
    todo = N_("去掉电话、证件号这些再交。")


class EntryStands(Refusal):
    key = "entry_stands"
    what = N_("你的已经{state}，不用再交。")
    todo = N_("想换一个，先收回，再交。")


class EntryDecided(Refusal):
    key = "entry_decided"
    what = N_("这一条已经处理过了：{state}。")
    todo = N_("回到列表看下一条。")


class EntryChanged(Refusal):
    """What is decided about is what was looked at."""

    key = "entry_changed"
    what = N_("本人刚刚换了一个，和你看的不是同一个。")
    todo = N_("再看一遍，再定。")


class WallFull(Refusal):
    key = "wall_full"
    what = N_("墙上已经有 {most} 条，到了这个活动写明的上限。")
    todo = N_("到活动里加大上限，再审这一条。")


class NotOnTheWall(Refusal):
    key = "not_on_the_wall"
    what = N_("这一条已经不在墙上了。")
    todo = N_("看看别的。")


class ReportUnclear(Refusal):
    key = "campaign_report_unclear"
    what = N_("还没有选哪里不对。")
    todo = N_("选一条，再提醒工会。")


class EnoughReports(Refusal):
    """Nobody empties a wall alone."""

    key = "enough_reports"
    what = N_("你提醒的还有 {most} 条，工会正在看。")
    todo = N_("等看过了再提醒；急的打 12351。")


class NoWish(Refusal):
    key = "no_wish"
    what = N_("只有心愿能回复。")
    todo = N_("回到列表选一条心愿。")
