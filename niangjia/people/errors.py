"""What the people package refuses."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class MemberElsewhere(Refusal):
    """会员只有一个会籍: a person belongs where the labour relation is."""

    key = "member_elsewhere"
    what = N_("{name}的会籍在{union}，一个人只有一个会籍。")
    todo = N_("可以办理转会，原工会五个工作日内没有答复的，自动转出。")


class NumberTaken(Refusal):
    key = "number_taken"
    what = N_("这个证件号码已经登记在另一个人名下。")
    todo = N_("请核对号码；号码没错的，拨打 12351，工会来核实。")


class PhoneTaken(Refusal):
    key = "phone_taken"
    what = N_("这个手机号已经登记在另一个人名下。")
    todo = N_("换了号码的，请带证件到工会更新，或拨打 12351。")


class NotTheSamePerson(Refusal):
    key = "not_the_same_person"
    what = N_("填的和工会登记的对不上。")
    todo = N_("还可以再试 {left} 次，或拨打 12351 请工会核实。")


class ClaimLocked(Refusal):
    key = "claim_locked"
    what = N_("已经错了几次，为了保护资料先锁住了。")
    todo = N_("请拨打 12351，或带证件到工会解锁。")


class BadIdentity(Refusal):
    key = "bad_identity"
    what = N_("证件号码不对：{why}。")
    todo = N_("请对着证件再填一次。")


class NoSuchPost(Refusal):
    key = "no_such_post"
    what = N_("没有这个岗位，或者它已经结束。")
    todo = N_("请刷新岗位名单。")


class PostTaken(Refusal):
    """三员分立, or the same post twice."""

    key = "post_taken"
    what = N_("{name}已经是{post}，不能再任这个岗位。")
    todo = N_("系统、安全、审计三个管理员不能由一个人兼任，请换一个人。")


class NotAMember(Refusal):
    key = "not_a_member"
    what = N_("这位职工现在没有会籍。")
    todo = N_("请先办理入会。")


class KnownAlready(Refusal):
    """The number stands in the roster; the person may confirm that it is hers."""

    key = "known_already"
    what = N_("工会的名册里已经有你的资料。")
    todo = N_("确认是你本人，就把这个手机号接到那份资料上。")


class BadCard(Refusal):
    key = "bad_card"
    what = N_("银行卡号不对：{why}。")
    todo = N_("请对着卡再填一次。")


class BadPhone(Refusal):
    key = "bad_phone"
    what = N_("手机号码不对，应是 11 位、1 开头。")
    todo = N_("请再填一次。")


class BadDetail(Refusal):
    """A value of the profile that is not among the allowed ones, too long or unsafe."""

    key = "bad_detail"
    what = N_("“{field}”这一项不能这样填。")
    todo = N_("请重新选择或填写。")


class NoSuchAnswer(Refusal):
    """A question nobody asks, or an answer it does not have."""

    key = "no_such_answer"
    what = N_("这个问题没有这样的答案。")
    todo = N_("请回到首页再选一次。")


class StillNeeded(Refusal):
    """The law or an open matter still needs the record (个人信息保护法 Art.47)."""

    key = "still_needed"
    what = N_("现在还不能删除：{why}。")
    todo = N_("办结以后再来，或拨打 12351 了解。")
