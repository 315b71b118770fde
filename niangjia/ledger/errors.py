"""What the ledger refuses, each with what is left to do."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class BudgetExhausted(Refusal):
    """Money that is not appropriated cannot be granted."""

    key = "budget_exhausted"
    what = N_("“{fund}”{year} 年的预算只剩 {left} 元，这一笔要 {amount} 元。")
    todo = N_("请财务先追加预算，或者把金额改到 {left} 元以内；没有批出去的，材料都留着。")


class NoBudget(Refusal):
    key = "no_budget"
    what = N_("{union}还没有安排“{fund}”{year} 年的预算。")
    todo = N_("请财务先录入预算和依据文号，录好后再批。")


class BadAmount(Refusal):
    key = "bad_amount"
    what = N_("金额要大于零。")
    todo = N_("请核对金额，单位是元，最多两位小数。")


class KeyReused(Refusal):
    """An idempotency key stands for one transfer for ever."""

    key = "key_reused"
    what = N_("这个业务号已经用在另一笔账上，金额或对象不同。")
    todo = N_("请换一个业务号再记。")


class TransferSettled(Refusal):
    key = "transfer_settled"
    what = N_("这一笔已经记完账或者已经撤销，不能再改。")
    todo = N_("请打开流水看它现在的状态。")


class PayoutNotReady(Refusal):
    key = "payout_not_ready"
    what = N_("有 {count} 笔现在不能编进批次：已经在别的批次里，或者还缺账号。")
    todo = N_("刷新待付清单，去掉这些笔再编。")


class MixedBatch(Refusal):
    key = "mixed_batch"
    what = N_("一个批次只能付同一个工会的钱。")
    todo = N_("请按工会分开编批。")


class BatchTooLarge(Refusal):
    key = "batch_too_large"
    what = N_("一个批次最多 {most} 笔，现在有 {count} 笔。")
    todo = N_("请分成几个批次。")


class BatchNotInState(Refusal):
    key = "batch_not_in_state"
    what = N_("批次 {number} 现在是“{state}”，这一步做不了。")
    todo = N_("刷新页面看看它走到了哪里。")


class SamePerson(Refusal):
    """Two-person release: who prepared the batch cannot let it go."""

    key = "same_person"
    what = N_("初核和复核不能是同一个人，批次 {number} 是你自己编的。")
    todo = N_("请本级另一位财务或负责人来复核放行。")


class OwnPayment(Refusal):
    """Nobody prepares or releases money for herself."""

    key = "own_payment"
    what = N_("批次里有付给你本人的钱，你应当回避。")
    todo = N_("请另一位同事办理，或者先把这一笔移出。")


class AccountFlawed(Refusal):
    key = "account_flawed"
    what = N_("收款账号不对：{why}。")
    todo = N_("请对着银行卡或开户许可证再填一次。")


class PayoutNotInState(Refusal):
    key = "payout_not_in_state"
    what = N_("这一笔现在是“{state}”，这一步做不了。")
    todo = N_("刷新页面看看它走到了哪里。")


class ReceiptsUnreadable(Refusal):
    key = "receipts_unreadable"
    what = N_("回单文件读不出来：{why}。")
    todo = N_("请用银行导出的 CSV 原文件，列名要有批次号、序号、金额、结果。")


class InstalmentTaken(Refusal):
    key = "instalment_taken"
    what = N_("这件事的第 {instalment} 期已经记过，收款人或金额不同。")
    todo = N_("请核对案件和期次。")


class TooFewPoints(Refusal):
    """Points are never negative."""

    key = "too_few_points"
    what = N_("积分不够。")
    todo = N_("在“我”的积分里可以看到还有多少、哪些快到期。")
