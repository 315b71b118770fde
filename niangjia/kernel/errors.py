"""The one tree of refusals: what happened, why, and what to do about it."""

from __future__ import annotations

from typing import ClassVar

from niangjia.kernel.text import N_


class Refusal(Exception):
    """A rule says no. Subclass it in a package's ``errors.py``; pages and the command line show it as it is.

    ``what`` and ``todo`` are Chinese msgids with ``str.format`` fields; ``params`` fill them. ``key`` is stable
    and is what machines compare.
    """

    key: ClassVar[str] = "refusal"
    what: ClassVar[str] = N_("这一步办不了。")
    todo: ClassVar[str] = ""

    def __init__(self, **params: object) -> None:
        super().__init__(params)
        self.params = params

    def __str__(self) -> str:
        return (self.what + self.todo).format(**self.params)


class NotAllowed(Refusal):
    """The actor's posts do not reach this."""

    key = "not_allowed"
    what = N_("这件事不在你的权限里。")
    todo = N_("请找有这个岗位的同事办理，或请安全管理员核对岗位。")


class NotFound(Refusal):
    """It does not exist, or not for this actor: both look the same from outside."""

    key = "not_found"
    what = N_("没有找到，或者它不在你能看的范围里。")
    todo = N_("请核对链接或编号。")


class ReasonMissing(Refusal):
    """A decision that hurts somebody, or looks at something private, needs a reason."""

    key = "reason_missing"
    what = N_("还没有写理由。")
    todo = N_("请写明理由，让当事人看得懂。")
