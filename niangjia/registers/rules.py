"""The registers that are plain lists: who stands in them, since when, until when."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Register:
    """``of_own_will``: whoever stands in it may leave whenever she likes, without a reason; else an officer ends it, with one."""

    kind: str
    title: str
    of_own_will: bool


REGISTERS = {
    register.kind: register
    for register in (
        Register("talent-pool", N_("产业工人人才库"), of_own_will=True),
        Register("enrolment", N_("工匠学院学员"), of_own_will=False),
    )
}
