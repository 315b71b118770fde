"""What the unions package refuses."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class NameTaken(Refusal):
    """Under one parent a name is used once."""

    key = "name_taken"
    what = N_("“{parent}”下面已经有一个“{name}”。")
    todo = N_("请核对是不是同一个工会；不是的话，换一个能分清的名称。")


class WrongLevel(Refusal):
    """A union's level stands below its parent's."""

    key = "wrong_level"
    what = N_("{level}级工会不能放在{parent_level}级工会下面。")
    todo = N_("请核对级别，或者换一个上级。")


class IntoItself(Refusal):
    """A union cannot move below itself."""

    key = "into_itself"
    what = N_("“{name}”不能移到自己的下级里。")
    todo = N_("请换一个上级。")


class BadUnionName(Refusal):
    """Empty, too long, or text that must not be kept."""

    key = "bad_union_name"
    what = N_("这个名称不能用：要有文字，不超过 {most} 个字，不能像公式或网页代码。")
    todo = N_("请照批复上的全称填写。")


class BadEmployerCode(Refusal):
    """GB 32100 length or alphabet."""

    key = "bad_uscc"
    what = N_("统一社会信用代码“{code}”不对：应是 18 位数字和大写字母，没有 I、O、S、V、Z。")
    todo = N_("请对照营业执照重新填写。")


class BadAccount(Refusal):
    """An organisation's account number is 6 to 32 digits."""

    key = "bad_account"
    what = N_("这个账号不对：应是 6 到 32 位数字，并写明户名和开户行。")
    todo = N_("请对照开户许可证重新填写。")


class TreeNotEmpty(Refusal):
    """A first filling meets a tree that has unions already."""

    key = "tree_not_empty"
    what = N_("工会组织库里已经有工会，不能再整库装入。")
    todo = N_("请改用“导入工会”，一行一行地核对着进。")
