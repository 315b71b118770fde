"""What the catalogue refuses."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class ColumnsMissing(Refusal):
    """Facts were declared that the tables have no column for, and this database role may not add one."""

    key = "columns_missing"
    what = N_("事实表缺少这些列：{columns}。")
    todo = N_("请用表的所有者运行 niangjia migrate。")


class UnknownService(Refusal):
    key = "unknown_service"
    what = N_("没有叫 {service} 的服务。")
    todo = N_("请核对名称。")


class UnknownParameter(Refusal):
    """The current version of the service reads no such parameter, or the value is of another type."""

    key = "unknown_parameter"
    what = N_("服务 {service} 没有参数 {name}，或值的类型不对。")
    todo = N_("请核对定义里的参数。")


class UnknownSource(Refusal):
    key = "unknown_source"
    what = N_("没有叫 {source} 的数据来源。")
    todo = N_("请核对名称。")


class DayAhead(Refusal):
    """The past ends today."""

    key = "day_ahead"
    what = N_("{day} 还没有到。")
    todo = N_("请填今天或以前的日子。")


class NoDraft(Refusal):
    key = "no_draft"
    what = N_("这项服务现在没有草稿。")
    todo = N_("可能刚被别人发布或放弃了。请刷新页面。")


class DraftThere(Refusal):
    """One draft a service."""

    key = "draft_there"
    what = N_("这项服务已经有一份草稿。")
    todo = N_("请接着改那一份，或先放弃它。")


class DraftMoved(Refusal):
    """Somebody saved it in between; nothing is overwritten."""

    key = "draft_moved"
    what = N_("这份草稿刚被别人保存过，你的改动没有存。")
    todo = N_("你写的还在下面：请另外开一页看新的草稿，合并后再存。")


class DraftWrong(Refusal):
    key = "draft_wrong"
    what = N_("草稿还有 {count} 处错误，第一处在第 {line} 行：{first}")
    todo = N_("请先改好错误，再提请发布。")


class SecondOfficer(Refusal):
    """Whoever proposed a draft that needs two does not decide it."""

    key = "second_officer"
    what = N_("这份草稿要由另一个人批准，提请的人不能自己批。")
    todo = N_("请市总工会另一个岗位的人打开这一页。")


class SamePost(Refusal):
    """二人不得同岗: the second officer acts in another post than the first."""

    key = "same_post"
    what = N_("提请的人和批准的人不得同岗。")
    todo = N_("这份草稿是以“{post}”的岗位提请的，请市总工会另一个岗位的人打开这一页。")


class ProposalGone(Refusal):
    key = "proposal_gone"
    what = N_("这次提请已经有了结论，或草稿后来又改过。")
    todo = N_("请刷新页面，看现在的草稿。")


class NoSlider(Refusal):
    """Only numbers of the union can be moved."""

    key = "no_slider"
    what = N_("参数 {name} 不是数，不能拖动。")
    todo = N_("请换一个参数。")
