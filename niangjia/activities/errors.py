"""What activities refuse, each with the way on."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class DeskClosed(Refusal):
    """The link is not the last one given, or was taken back: both look the same."""

    key = "desk_closed"
    what = N_("这个兑付链接不能用了。")
    todo = N_("请向管你们店的工会要一个新的。")


class CodeUnknown(Refusal):
    key = "code_unknown"
    what = N_("没有这个券码。")
    todo = N_("请对着券上的 12 位数字再输一遍。")


class TooManyWrongCodes(Refusal):
    key = "too_many_wrong_codes"
    what = N_("今天输错的券码太多，先停一停。")
    todo = N_("请打给管你们店的工会，核对后明天再用；急的由工会代核。")


class NotTakenHere(Refusal):
    """Another kind of merchant, or not one of the offer's."""

    key = "not_taken_here"
    what = N_("这张券不能在这里用。")
    todo = N_("券上写着能用的地方，请客人打开券看。")


class AlreadyRedeemed(Refusal):
    key = "already_redeemed"
    what = N_("这张券 {when} 已经用过了。")
    todo = N_("一张券只能用一次；不是本人用的，请打 12351。")


class VoucherOver(Refusal):
    key = "voucher_over"
    what = N_("这张券 {until} 就过期了。")
    todo = N_("请客人看看还有没有新的可以领。")


class VoucherNotYet(Refusal):
    key = "voucher_not_yet"
    what = N_("这张券 {start} 才能用。")
    todo = N_("到那天再来。")


class VoucherVoid(Refusal):
    """Its booking was given back or called off."""

    key = "voucher_void"
    what = N_("这张券已经退了，不能再用。")
    todo = N_("请客人打开“我的事”看看。")


class MerchantWrong(Refusal):
    key = "merchant_wrong"
    what = N_("{why}")
    todo = N_("改好再存。")


class OfferWrong(Refusal):
    key = "offer_wrong"
    what = N_("{why}")
    todo = N_("改好再建。")


class SettlementState(Refusal):
    key = "settlement_state"
    what = N_("这张日结单现在是“{state}”，这一步做不了。")
    todo = N_("刷新页面看看它走到了哪里。")


class FindingMissing(Refusal):
    """A line in dispute is settled by a word that the merchant can read."""

    key = "finding_missing"
    what = N_("还有 {n} 笔有异议的没有写结论。")
    todo = N_("每一笔写明算不算、为什么，商家看得到。")


class NoHours(Refusal):
    key = "no_hours"
    what = N_("{year} 年还没有志愿时长，开不了证书。")
    todo = N_("到场签到以后，时长自动记上；没有记的，请主办的工会补。")


class NotEarned(Refusal):
    """Too few sessions, or the exam not passed (yet)."""

    key = "not_earned"
    what = N_("还差一点：一共 {held} 次，到了 {attended} 次，要到 {least}%；有考试的要考过。")
    todo = N_("到场没有记上的、成绩没有登的，请主办的工会补。")


class TooFewSessions(Refusal):
    """To sit the exam one must have been there enough."""

    key = "too_few_sessions"
    what = N_("{who} 到课不够 {least}%，不能登考试成绩。")
    todo = N_("先核对每一次的签到；漏记的补上再登。")


class MinutesWrong(Refusal):
    key = "minutes_wrong"
    what = N_("时长要在 0 到 24 小时之间。")
    todo = N_("改好再保存。")


class SeriesWrong(Refusal):
    key = "series_wrong"
    what = N_("{why}")
    todo = N_("改好再建。")
