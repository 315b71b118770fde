"""The refusals of the ground floor: keys, private data, files."""

from __future__ import annotations

from niangjia.kernel.errors import ReasonMissing, Refusal
from niangjia.kernel.text import N_


class Sm2Missing(Refusal):
    """This machine's libcrypto cannot do SM2 (older than OpenSSL 3, or built without it)."""

    key = "sm2_missing"
    what = N_("这台机器上的 libcrypto 不支持国密 SM2（{why}）。")
    todo = N_("请安装带 SM2 的 OpenSSL 3（Debian 12、Ubuntu 22.04 及以上自带），再运行 niangjia doctor 核对。")


class BadKey(Refusal):
    """A PEM text that holds no SM2 key of the expected kind."""

    key = "bad_key"
    what = N_("这不是一把 SM2 密钥。")
    todo = N_("请核对 PEM 文件。")


class KeyUnknown(Refusal):
    """Something was sealed or signed with a key that this home's ring does not hold."""

    key = "key_unknown"
    what = N_("密钥环里没有第 {kid} 号密钥。")
    todo = N_("请从备份恢复 keys/ring.json；丢失密钥环，加密的数据无法找回。")


class CannotUnseal(Refusal):
    """A sealed value was changed, or belongs to another column (``aad``)."""

    key = "cannot_unseal"
    what = N_("这段密文打不开：内容被改过，或者不是这一列（{aad}）的。")
    todo = N_("请运行 niangjia verify，并从备份核对这一行。")


class NothingToReindex(Refusal):
    """The index key cannot change while nobody says how to compute the indexes again."""

    key = "nothing_to_reindex"
    what = N_("没有一个模块声明怎样重算盲索引，索引密钥不能更换。")
    todo = N_("请在模块的 jobs.py 里列出 REINDEX。")


class ReasonTooShort(ReasonMissing):
    """Looking at private data needs a reason that says something."""

    key = "reason_too_short"
    what = N_("查看隐私信息要写明用途，至少 {least} 个字。")
    todo = N_("例如“核对转账卡号”。本人能看到这条记录。")


class NothingThere(Refusal):
    """A private value was asked for that nobody has given."""

    key = "nothing_there"
    what = N_("这一项还没有填。")
    todo = N_("需要时请本人补充。")


class BadFile(Refusal):
    """A file that is not kept; subclasses say why."""

    key = "bad_file"


class FileEmpty(BadFile):
    key = "file_empty"
    what = N_("这个文件是空的。")
    todo = N_("请重新选择或重新拍照。")


class FileTooBig(BadFile):
    key = "file_too_big"
    what = N_("文件有 {megabytes} MB，超过了 {limit} MB。")
    todo = N_("请拍得小一些，或分成几个文件。")


class FileKindRefused(BadFile):
    """The contents are of no kind that this purpose takes, whatever the name says."""

    key = "file_kind_refused"
    what = N_("这里不收这种文件。")
    todo = N_("请用这些格式：{accepted}。")


class HeicRefused(BadFile):
    """iPhones may send HEIC, which most browsers cannot show."""

    key = "heic_refused"
    what = N_("这张照片是 HEIC 格式，别的设备可能打不开。")
    todo = N_("请在手机“设置—相机—格式”里选“兼容性最佳”后重拍，或发送截图。")


class PictureBroken(BadFile):
    key = "picture_broken"
    what = N_("这张图片打不开，可能没有传完整。")
    todo = N_("请重新拍照或重新上传。")


class PictureTooLarge(BadFile):
    key = "picture_too_large"
    what = N_("这张图片有 {megapixels} 百万像素，超过了 {limit} 百万。")
    todo = N_("请换一张小一些的图片。")


class PdfActive(BadFile):
    """A PDF that runs something, carries files, or is locked so that nobody can tell."""

    key = "pdf_active"
    what = N_("这个 PDF 里有脚本、附件或密码，不能收。")
    todo = N_("请打印成新的 PDF，或拍照上传。")


class SheetActive(BadFile):
    key = "sheet_active"
    what = N_("这个表格里有宏或外部内容，不能收。")
    todo = N_("请另存为普通的 .xlsx 再上传。")


class JournalDiffers(Refusal):
    """What is published says something else than the seals here: somebody has changed one of them."""

    key = "journal_differs"
    what = N_("已公布的第 {number} 号封存与数据库里的不一致，停止公布。")
    todo = N_("请立即运行 niangjia verify，并通知审计管理员。")


class TransactionsWentBack(Refusal):
    """The database counts transactions from a lower number than it once did: restored from a dump into a new cluster."""

    key = "transactions_went_back"
    what = N_("数据库的事务号（{now}）小于已封存的（{sealed}），封存停止。")
    todo = N_("数据库多半是从导出文件恢复的：请按文档 docs/engines/journal.md“恢复之后”一节处理。")
