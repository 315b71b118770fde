"""What quotas refuses, each with the way on."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class HasOne(Refusal):
    """One live booking a person and pool; the database holds it."""

    key = "has_one"
    what = N_("你已经报过这一场了，一人一份。")
    todo = N_("到“我的事”里可以看到它。")


class NotOpen(Refusal):
    key = "not_open"
    what = N_("现在不能约：{state}。")
    todo = N_("看看别的场次，或者到时间再来。")


class Gone(Refusal):
    """Nothing is left for her; places kept for others are not for her."""

    key = "gone"
    what = N_("这一批已经没有了。")
    todo = N_("可以候补：有人退了，按顺序自动给你。")


class TooFewPoints(Refusal):
    key = "too_few_points"
    what = N_("积分不够，你的积分没有动。")
    todo = N_("参加活动可以攒积分；不攒也不影响别的服务。")


class Entitlement(Refusal):
    """The verdict is no; the page shows which criterion."""

    key = "no_entitlement"
    what = N_("还有条件不符合。")
    todo = N_("到服务页看看差哪一条；觉得记录不对，打 12351。")


class NotKnown(Refusal):
    """Unknown is not no, and not yes either."""

    key = "entitlement_not_known"
    what = N_("还有条件没有核实，先不能约。")
    todo = N_("到服务页看看是哪一条；自己知道的可以说一句。")


class NoPoolYet(Refusal):
    """It is approved, and there is no place to give."""

    key = "no_pool_yet"
    what = N_("还没有名额可以给：场次没有建。")
    todo = N_("先到“名额与抽签”建一场（审核后给），再办这一件。满了的不用等，批了会排上候补。")


class HadThisPeriod(Refusal):
    key = "had_this_period"
    what = N_("这一期已经有一个名额了，一人一份。")
    todo = N_("先退掉那一个，才能另约；到“我的事”里可以看到。")


class Barred(Refusal):
    """She did not come to the last one and had not given her place back."""

    key = "barred"
    what = N_("上次约了没有来、也没有退，{days} 天内先让给别人。")
    todo = N_("有特殊情况，请主办的工会说明一下，可以解除。")


class TooManySeats(Refusal):
    key = "too_many_seats"
    what = N_("一次最多 {most} 个名额。")
    todo = N_("人多的话，请家人各自报名。")


class PartyHasOne(Refusal):
    """A child has one place in a period, whichever parent asked."""

    key = "party_has_one"
    what = N_("这个孩子这一期已经报过名了。")
    todo = N_("问问家里人是不是已经报了；都没有报，请打 12351 查一查。")


class BookingState(Refusal):
    key = "booking_state"
    what = N_("这个名额现在是“{state}”，这一步做不了。")
    todo = N_("刷新页面看看。")


class TooLateToReturn(Refusal):
    key = "too_late_to_return"
    what = N_("开始前 {hours} 小时内不能再退。")
    todo = N_("去不了的话，请打给主办的工会，免得算作没来。")


class TooLateToMove(Refusal):
    key = "too_late_to_move"
    what = N_("开始前 {hours} 小时内不能再换。")
    todo = N_("去不了的话，请打给主办的工会，免得算作没来。")


class DayTaken(Refusal):
    """Somebody else got the last place there; hers is as it was."""

    key = "day_taken"
    what = N_("那一天刚刚满了，你原来的时间还在。")
    todo = N_("看看别的日子。")


class NoSuchDay(Refusal):
    """It is another service's or another union's, or called off, or it begins too soon."""

    key = "no_such_day"
    what = N_("不能换到那一场，你原来的时间还在。")
    todo = N_("在还能换的日子里选一个。")


class OverTime(Refusal):
    key = "over_time"
    what = N_("过了确认的时间，名额已经给了下一位。")
    todo = N_("还想要，可以再候补。")


class NothingToWaitFor(Refusal):
    key = "nothing_to_wait_for"
    what = N_("现在还有名额，不用候补。")
    todo = N_("直接约就行。")


class NotPosted(Refusal):
    """She has not said where to, or changed her mind meanwhile."""

    key = "not_posted"
    what = N_("这一份本人说自己来取，没有寄件地址。")
    todo = N_("刷新名单看看；要寄的，请本人在票上填地址。")


class ParcelNumberMissing(Refusal):
    key = "parcel_number_missing"
    what = N_("快递单号要填 6 到 40 个字。")
    todo = N_("照面单抄一遍再点寄出。")


class WrongTicket(Refusal):
    """The code is not one of ours, or it was changed."""

    key = "wrong_ticket"
    what = N_("这个码不对。")
    todo = N_("请对方打开“我的事”里的那张票再扫，或者按名单核对。")


class PoolWrong(Refusal):
    """What was filled in for a new pool does not fit together."""

    key = "pool_wrong"
    what = N_("{why}")
    todo = N_("改好再建。")


class DrawStep(Refusal):
    """The database holds the order of the steps."""

    key = "draw_step"
    what = N_("还不到这一步，或者这一步已经做过了。")
    todo = N_("按页面左边的次序一步一步来，做过的不能倒回去。")


class NoticeRuns(Refusal):
    """Seats are given when nobody may object any more and every objection is settled."""

    key = "notice_runs"
    what = N_("名单还在公示，或者还有异议没有查清。")
    todo = N_("公示期满、异议都有了结论，再给座位。")


class ListConsentMissing(Refusal):
    """Somebody on the list did not agree to it being public (PIPL Art.25)."""

    key = "list_consent_missing"
    what = N_("编号 {number} 的人没有同意公示，名单不能发布。")
    todo = N_("请他在手机上退出这一场，或者打 12351 说明。")


class MoneyTooSoon(Refusal):
    key = "money_too_soon"
    what = N_("还可能等到座位，先不发补助。")
    todo = N_("出发以后，没有等到座位的一起发；本人不想等了，可以自己在票上改领补助。")


class NoMoneyHere(Refusal):
    """The definition does not say "quota or money", or what she would get cannot be computed."""

    key = "no_money_here"
    what = N_("这一场没有座位以外的补助。")
    todo = N_("看看这项服务的规定，或者打 12351。")


class SourceTooSoon(Refusal):
    """The list must be closed, and its fingerprint out, before the source can be known."""

    key = "source_too_soon"
    what = N_("种子来源要写清楚，并且在截止、冻结名单以后至少五分钟才产生。")
    todo = N_("换一个更晚才知道的公开数据，例如第二天的收盘指数。")


class SameOfficer(Refusal):
    key = "same_officer"
    what = N_("种子要两个人各自录入，你已经录过一次。")
    todo = N_("请另一位同事来核对。")


class SeedWithoutLink(Refusal):
    """Anybody must be able to look at what the source said."""

    key = "seed_without_link"
    what = N_("还没有附上来源的链接。")
    todo = N_("贴上能打开的网址，谁都能去看。")


class SeedDiffers(Refusal):
    key = "seed_differs"
    what = N_("和第一次录入的不一样，没有保存。")
    todo = N_("两个人一起对着来源再看一遍；第一次录错了，可以重录。")


class ByCase(Refusal):
    """Such places are for whom an application was approved."""

    key = "by_case"
    what = N_("这里的名额审核通过以后才给，不能直接约。")
    todo = N_("到服务页申请，通过了会给你安排。")


class AnswersIncomplete(Refusal):
    """Which fields are missing or wrong: ``fields`` maps a field's name to a msgid."""

    key = "answers_incomplete"
    what = N_("还有没填好的地方。")
    todo = N_("往上看标红的几处。")
