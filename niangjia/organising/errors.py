"""What organising refuses."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class TransferOpen(Refusal):
    key = "transfer_open"
    what = N_("你已经有一份转会申请在等答复（转到{union}）。")
    todo = N_("最晚 {due} 有结果；要改转别的工会，先撤回这一份。")


class AlreadyThere(Refusal):
    key = "already_there"
    what = N_("你的会籍就在{union}，不用转。")


class NoMembership(Refusal):
    key = "no_membership"
    what = N_("现在没有会籍，谈不上转会。")
    todo = N_("请直接办理入会。")


class TransferEnded(Refusal):
    key = "transfer_ended"
    what = N_("这份转会申请已经有结果：{state}。")
    todo = N_("刷新页面看看最新情况。")


class NotMemberOfEither(Refusal):
    """Only the two unions answer."""

    key = "not_either_union"
    what = N_("答复要由转出或转入的工会来做。")
    todo = N_("请找这两个工会的审核或负责人。")
