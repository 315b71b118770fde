"""What the aid package refuses."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class FamilyHasFile(Refusal):
    """避免重复建档: nobody is helped twice through two files."""

    key = "family_has_file"
    what = N_("家庭成员{who}已经在另一份困难职工档案里（{holder}名下）。")
    todo = N_("一家只建一份档案。要换由你来申请的，请先把原来的档案退掉，或拨打 12351 请工会核实。")


class NoStandard(Refusal):
    key = "no_standard"
    what = N_("还没有录入{region}的低保标准，算不出困难档次。")
    todo = N_("请市总工会先录入当地的月低保标准。")


class BadStandard(Refusal):
    key = "bad_standard"
    what = N_("低保标准要有六位的县区代码、大于零的月标准和依据文件。")
    todo = N_("请照民政部门公布的文件填写。")


class BadFamily(Refusal):
    key = "bad_family"
    what = N_("家庭情况还没有填清楚：{why}。")
    todo = N_("请把人数、全年收入和家庭成员填完整。")


class WrongFileState(Refusal):
    key = "wrong_file_state"
    what = N_("这份档案现在是“{state}”，这一步做不了。")
    todo = N_("刷新页面看看它的最新情况。")


class NoticeRunning(Refusal):
    """退档 too is on notice for at least five working days."""

    key = "notice_running"
    what = N_("退档公示要到 {until} 结束，还不能退档。")
    todo = N_("公示期满没有异议，再来办理。")


class NoSponsor(Refusal):
    key = "no_sponsor"
    what = N_("还没有写清楚是谁来结对。")
    todo = N_("请写下结对人或单位的名字，60 个字以内。")


class WrongSponsorship(Refusal):
    key = "wrong_sponsorship"
    what = N_("这一对已经结上，或者已经结束。")
    todo = N_("刷新页面看看最新情况。")


class CheckResultUnknown(Refusal):
    key = "check_result_unknown"
    what = N_("核对结果只能是“一致”或“有出入”。")
    todo = N_("没有核对到的，请过后再核。")
