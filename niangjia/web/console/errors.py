"""What the desk itself refuses."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class NothingPicked(Refusal):
    key = "nothing_picked"
    what = N_("还没有选。")
    todo = N_("在左边的方框里勾选，再按一次。")


class MixedServices(Refusal):
    """Bulk approval is for one service at a time: what happens then is the same for all."""

    key = "mixed_services"
    what = N_("选中的不是同一项服务。")
    todo = N_("先按服务筛选，一次只批一种。")


class NotAllClear(Refusal):
    """Bulk approval is only for cases in which nothing is left to judge."""

    key = "not_all_clear"
    what = N_("选中的里面有 {count} 件还有条件不符合或不知道，或者要填金额、票数。")
    todo = N_("这几件请打开来单独办：{who}。")


class UploadMissing(Refusal):
    key = "upload_missing"
    what = N_("还没有选文件。")
    todo = N_("请选一个文件，再按一次。")


class UploadGone(Refusal):
    """The uploaded workbook is kept for a short time only."""

    key = "upload_gone"
    what = N_("刚才上传的文件已经清掉了。")
    todo = N_("请重新上传，再看一遍预览。")
