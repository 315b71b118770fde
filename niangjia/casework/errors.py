"""What casework refuses, each with the way on."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class NotYourTurn(Refusal):
    key = "not_your_turn"
    what = N_("这件事现在在{holder}手里，不在你这一环节。")
    todo = N_("刷新待办可以看到最新去向。")


class WrongState(Refusal):
    key = "wrong_state"
    what = N_("这件事现在是“{state}”，这一步做不了。")
    todo = N_("刷新页面看看它走到了哪里。")


class AlreadyOpen(Refusal):
    """One subject has one live case per service and period; the database holds it."""

    key = "already_open"
    what = N_("你已经申请过这项服务，正在办或这一期已经办过。")
    todo = N_("到“我的事”里可以看到它。")


class PartyServed(Refusal):
    """Somebody named by an ID number (a child, a member of a team) has one already; the database holds it."""

    key = "party_served"
    what = N_("{party}（证件号 {numbers}）这一期已经有人申请过，正在办或已经办好。")
    todo = N_("先核对证件号。没有填错，就问问是不是别人已经申请了；都没有的话，请工会查一查。")


class NamedElsewhere(Refusal):
    """The applicant is somebody's partner, apprentice or team-mate in this period already; the database holds it."""

    key = "named_elsewhere"
    what = N_("别人的申请里已经写了你，正在办或已经办好，一个人一期只有一次。")
    todo = N_("先问问一起的人。不是你同意的，请工会查一查。")


class NamesHerself(Refusal):
    key = "names_herself"
    what = N_("{party}填的是你自己的证件号。")
    todo = N_("改成{party}本人的，再交一次。")


class NotEntitled(Refusal):
    key = "not_entitled"
    what = N_("还有条件不符合：{criteria}。")
    todo = N_("如果你觉得记录不对，写一句哪里不对，请工会重新核实。")


class ConsentMissing(Refusal):
    """Where consent is what allows a public notice, nobody's name goes out without hers."""

    key = "consent_missing"
    what = N_("{number} 还没有本人同意公示，名字不能公布。")
    todo = N_("退回请本人点一下同意，再往下办。")


class RunOver(Refusal):
    key = "run_over"
    what = N_("这一轮已经办完，停不了，也接不上。")
    todo = N_("需要的话可以再开一轮，办过的不会重复。")


class NotEntitledByRecords(Refusal):
    """Where nobody has to sign, nobody can overrule the records: they are mended where they are kept."""

    key = "not_entitled_by_records"
    what = N_("还有条件不符合：{criteria}。")
    todo = N_("觉得记录不对，打 12351，请工会改记录；改好了，马上就能办。")


class NotKnownByRecords(Refusal):
    key = "not_known_by_records"
    what = N_("还有条件没有核实：{criteria}。")
    todo = N_("一核实就能办，不用重新填。自己知道的，可以在“我说过的”里说一句。")


class NotKnownYet(Refusal):
    """Unknown is not no, and not yes either: a decision needs to know."""

    key = "not_known_yet"
    what = N_("还有条件没有核实：{criteria}。")
    todo = N_("先把它核实清楚，或退回请本人补充。")


class MustStepAside(Refusal):
    """回避: the applicant, a relative, or the first signer may not decide (domain note 12)."""

    key = "must_step_aside"
    what = N_("你应当回避：{why}。")
    todo = N_("按“我应回避”，系统会转给别的同事。")


class SameSigner(Refusal):
    key = "same_signer"
    what = N_("这一步要两个人分别签，你已经签过第一个。")
    todo = N_("请另一位同事复核。")


class JuryDecides(Refusal):
    """Where jurors score, nobody signs or refuses alone."""

    key = "jury_decides"
    what = N_("这一步由评委打分来定，不由一个人签。")
    todo = N_("选好评委，等各位交了分，再算结果。")


class JurorBarred(Refusal):
    key = "juror_barred"
    what = N_("这个人不能评这件事：{why}。")
    todo = N_("换一位评委。")


class JuryFull(Refusal):
    key = "jury_full"
    what = N_("{seats} 个席位都有人了。")
    todo = N_("要换人，先请一位离席，写明理由。")


class SeatsForKinds(Refusal):
    key = "seats_for_kinds"
    what = N_("剩下的席位要留给还缺的界别：{kinds}。")
    todo = N_("先把缺的界别选上。")


class NotOnTheJury(Refusal):
    """No seat (any more), or the jury has been counted."""

    key = "not_on_the_jury"
    what = N_("这件事的评审已经结束，或者席位不在了。")
    todo = N_("到“请你评的”看看还有没有别的。")


class ScoresWrong(Refusal):
    """``fields`` maps a criterion's name to what is wrong with its points."""

    key = "scores_wrong"
    what = N_("还有 {count} 项没有打好分。")
    todo = N_("每一项填一个整数，不超过满分。")

    def __init__(self, *, fields: dict[str, str]) -> None:
        super().__init__(count=len(fields))
        self.fields = fields


class JuryNotReady(Refusal):
    key = "jury_not_ready"
    what = N_("还差 {seats} 位评委、{scores} 份打分，算不出结果。")
    todo = N_("席位坐满、每位都交了分，才能算。")


class DefectsMissing(Refusal):
    key = "defects_missing"
    what = N_("退回要一次列清全部要补的内容。")
    todo = N_("每一处写明缺什么、怎么补。")


class SecondReturn(Refusal):
    """At most one return for supplements without a superior's signature."""

    key = "second_return"
    what = N_("已经退回过一次，再退要由上级或负责人签。")
    todo = N_("能决定的就直接决定；确实要再退，请负责人来退。")


class FormIncomplete(Refusal):
    """``fields`` maps a field's name to what is wrong with it."""

    key = "form_incomplete"
    what = N_("还有 {count} 处没有填好。")
    todo = N_("标红的地方改一下就行，已经填的都在。")

    def __init__(self, *, fields: dict[str, str]) -> None:
        super().__init__(count=len(fields))
        self.fields = fields


class AmountMissing(Refusal):
    key = "amount_missing"
    what = N_("还没有拟定金额。")
    todo = N_("填写拟发金额，再提交。")


class PicturesMissing(Refusal):
    """Acceptance looks at what the first half was spent on; without pictures there is nothing to look at."""

    key = "pictures_missing"
    what = N_("还没有验收照片。")
    todo = N_("拍几张建成的样子交上来，再验收；一直交不出来的，写明理由不予验收。")


class CapReached(Refusal):
    key = "cap_reached"
    what = N_("超过了上限：上限 {cap} 元，已用 {used} 元，这次 {amount} 元。")
    todo = N_("改小金额，或按规定另行报批。")


class RatioBroken(Refusal):
    """A list-level ratio of the honour does not hold (domain: 劳模推荐评选, ratios)."""

    key = "ratio_broken"
    what = N_("名单比例不符合：{ratio}，要求 {wanted}，现在 {got}。")
    todo = N_("调整名单后再提交。")


class NoHomeUnion(Refusal):
    key = "no_home_union"
    what = N_("还不知道这件事归哪个工会办。")
    todo = N_("先选你所在的工会，没有的话选工作地的街道（乡镇）。")


class VoteMissing(Refusal):
    key = "vote_missing"
    what = N_("还没有填民主推荐的票数，或者同意的不到半数。")
    todo = N_("填写应到、实到和同意的人数。")


class LinkOver(Refusal):
    """Changed, or an older one than the last that was sent: both look the same."""

    key = "link_over"
    what = N_("这个链接不能用了。")
    todo = N_("看看后来有没有收到新的短信；没有的话，请对方在“我的事”里再发一次。")


class ConsentOver(Refusal):
    key = "consent_over"
    what = N_("这件事现在不用你答了：对方撤回了，或者过了日子。")
    todo = N_("问问对方；还想一起办，请对方再请你一次。")


class AlreadyAnswered(Refusal):
    key = "already_answered"
    what = N_("这个链接已经答过一次：点了头。")
    todo = N_("不想办了，可以收回同意。")


class TooLateToTakeBack(Refusal):
    """Until the place is settled; then it is given back by the applicant or the union."""

    key = "too_late_to_take_back"
    what = N_("名额已经定下，这里收不回了。")
    todo = N_("去不了，请对方在“我的事”里退，或者打 12351。")


class WrongDigits(Refusal):
    key = "wrong_digits"
    what = N_("和对方填的证件号对不上，还可以试 {left} 次。")
    todo = N_("填你自己证件号的最后四位；没有错的话，请对方核对填的号码。")


class TooManyTries(Refusal):
    key = "too_many_tries"
    what = N_("试错太多次，这个链接锁上了。")
    todo = N_("请对方核对填的证件号，再发一次。")


class SentJustNow(Refusal):
    key = "sent_just_now"
    what = N_("短信刚刚发过。")
    todo = N_("过十分钟还没有收到，再发一次。")


class SentEnough(Refusal):
    key = "sent_enough"
    what = N_("短信已经发了三次，不再发了。")
    todo = N_("当面说一声，或者核对手机号，改好再请一次。")


class AskedEnough(Refusal):
    """After a no, or after very many questions: nobody is pressed."""

    key = "asked_enough"
    what = N_("{days} 天里已经请过，这段时间不再打扰对方。")
    todo = N_("对方改了主意，自己点开原来的链接就行。")


class Unseen(Refusal):
    """``fields``: the lines of the checklist that are not told."""

    key = "unseen"
    what = N_("要当面看的还有没记下的。")
    todo = N_("逐条选看到了什么，写下号码或日期，再签。")

    def __init__(self, *, fields: tuple[str, ...]) -> None:
        super().__init__()
        self.fields = fields


class PromiseOver(Refusal):
    key = "promise_over"
    what = N_("说好 {by} 前补看的，还没有看到。")
    todo = N_("看过以后先记下来，再签；一直拿不出来的，写明理由不予通过。")
