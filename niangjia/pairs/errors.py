"""What meetings refuse, each with the way on."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class NoHome(Refusal):
    """The proof is looked at by the union she belongs to."""

    key = "no_home"
    what = N_("你还不是会员，没有工会能核对这张证明。")
    todo = N_("先入会，三分钟，再来交。")


class ProofWaits(Refusal):
    """One at a time; the database holds it."""

    key = "proof_waits"
    what = N_("已经交过一张，正在核对。")
    todo = N_("有结果会告诉你，一般三天内。")


class ProofMissing(Refusal):
    key = "proof_missing"
    what = N_("还没有选照片或 PDF。")
    todo = N_("拍一张单位开的单身证明，再交。")


class ProofDecided(Refusal):
    key = "proof_decided"
    what = N_("这张证明已经核对过了：{state}。")
    todo = N_("回到列表看别的。")


class NameUnfit(Refusal):
    """A number in a name would go round the two yeses that a phone takes."""

    key = "name_unfit"
    what = N_("称呼最多 12 个字，也不能写号码、邮箱。")
    todo = N_("写个名字就好；互相选中了，电话自然看得到。")


class WindowOver(Refusal):
    key = "window_over"
    what = N_("这一场的名单已经收起来了。")
    todo = N_("互相选中的还在“认识的人”里。")


class PairEnded(Refusal):
    key = "pair_ended"
    what = N_("电话已经收回了，看不到了。")
    todo = N_("下一次活动还可以再遇见。")


class ReportedAlready(Refusal):
    """One report a person and meeting; the database holds it."""

    key = "reported_already"
    what = N_("这一场你已经反映过这个人。")
    todo = N_("工会正在查；有补充的，打 12351。")


class ReportUnclear(Refusal):
    key = "report_unclear"
    what = N_("还没有说清是怎么回事。")
    todo = N_("选一条；选“别的”，请写一句。")


class ReportDecided(Refusal):
    key = "report_decided"
    what = N_("这件反映已经处理过了：{state}。")
    todo = N_("有新的情况，请当事人另外反映。")


class NotHeard(Refusal):
    """Nothing is held against anybody unheard."""

    key = "not_heard"
    what = N_("还没有写双方各自怎么说。")
    todo = N_("先听两边的话，记下来，再认定成立。")


class DayWrong(Refusal):
    key = "bar_day_wrong"
    what = N_("暂停到哪一天没有写对。")
    todo = N_("写一个今天以后的日子；一直不能参加的，勾“不再参加”。")


class NotBarred(Refusal):
    key = "not_barred"
    what = N_("现在没有暂停，不用解除。")
