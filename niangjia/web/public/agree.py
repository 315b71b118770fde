"""Somebody named in a case answers here: by the link in her text message, without an account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from niangjia.casework import api as casework
from niangjia.casework.errors import LinkOver, WrongDigits
from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_
from niangjia.web.shell.parts import Known
from niangjia.web.shell.texts import say, tell
from niangjia.web.templatetags.nj import monthday

CONFLICT = 409
HEADINGS = {
    "open": N_("{who}请你一起办"),
    "given": N_("你点了头"),
    "settled": N_("名额已经定下"),
    "ended": N_("这件事有结果了"),
    "declined": N_("你没有点头"),
    "mistaken": N_("记下了，不是你"),
    "over": N_("这件事不用你答了"),
}
LEADS = {
    "open": N_("答应不答应都行，没有人会问理由。{until}前没有回音，自己作废。"),
    "given": N_("工会接着办，有结果会告诉请你的人。名额定下以前，你随时可以收回，不用说理由。"),
    "settled": N_("去不了的话，请对方在“我的事”里退，或者打 12351。"),
    "ended": N_("你不用再做什么。结果怎么样，问请你的人就知道。"),
    "declined": N_("对方只知道你没有答应，没有问理由。一个月里不能再为这件事请你。"),
    "mistaken": N_("不会再往这个手机发，请你的人会去核对号码。"),
    "over": N_("对方撤回了，或者过了日子。你不用做什么；还想一起办，请对方再请你一次。"),
}
DONE = {
    "agree": N_("好，告诉对方了。"),
    "decline": N_("好，没有问理由。"),
    "take_back": N_("收回了，没有问理由。"),
    "not_me": N_("记下了，谢谢你说一声。"),
}


@dataclass(frozen=True, slots=True)
class AgreePage:
    """What she reads and may do. ``doors``: agree, decline, take_back, not_me, as far as they stand open; ``error`` stands beside the digits."""

    link: str
    title: str
    heading: str
    lead: str
    mark: str
    ask: str
    keeps: str
    facts: Sequence[Known]
    doors: frozenset[str]
    locked: bool
    told: str = ""
    error: str = ""

    @property
    def needs_digits(self) -> bool:
        return bool(self.doors - {"not_me"}) and not self.locked


@never_cache
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, link: str) -> HttpResponse:
    """See who asks, for what, and what of hers is kept; say yes, no, "not me", or no longer. What is refused is said beside the form."""
    told = error = ""
    try:
        if request.method == "POST" and (done := _answered(request, link)):
            messages.success(request, _(done))
            return redirect("agree", link)
    except LinkOver as over:
        return _closed(request, over)
    except WrongDigits as wrong:
        error = str(tell(wrong))
    except Refusal as refusal:
        told = str(tell(refusal))
    try:
        page = _page(link, casework.question_behind(link), told, error)
    except LinkOver as over:
        return _closed(request, over)
    return render(request, "web/public/agree.html", {"page": page}, status=CONFLICT if told or error else 200)


def _answered(request: HttpRequest, link: str) -> str:
    """Do what she said; the sentence that says it is done, or "" for a word that is none."""
    digits, word = request.POST.get("digits", ""), request.POST.get("do", "")
    if word == "not_me":
        casework.say_not_me(link=link)
    elif verb := PROVEN.get(word):
        verb(link=link, digits=digits)
    return DONE.get(word, "")


PROVEN: dict[str, Callable[..., None]] = {
    "agree": casework.agree,
    "decline": casework.decline,
    "take_back": casework.take_back,
}


def _page(link: str, asked: casework.Question, told: str, error: str) -> AgreePage:
    until = monthday(asked.until)
    facts = [
        Known(_("谁请你"), f"{asked.who} · {asked.union}"),
        Known(_("请的是"), f"{asked.name} · {say(asked.called)}"),
        Known(_("什么事"), say(asked.title)),
    ]
    if asked.phase == "open":
        facts.append(Known(_("哪天前答"), until))
    return AgreePage(
        link=link, title=say(asked.title), heading=_(HEADINGS[asked.phase]).format(who=asked.who), lead=_(LEADS[asked.phase]).format(until=until),
        mark={"open": "unk", "given": "yes", "settled": "yes", "ended": "yes"}.get(asked.phase, "no"), ask=say(asked.ask), keeps=say(asked.keeps), facts=facts,
        doors=_doors(asked), locked=asked.tries <= 0, told=told, error=error,
    )  # fmt: skip


def _doors(asked: casework.Question) -> frozenset[str]:
    if asked.phase == "open":
        return frozenset({"agree", "decline", "not_me"})
    if asked.takes_back:
        return frozenset({"take_back"})
    return frozenset({"agree"}) if asked.may_change else frozenset()


def _closed(request: HttpRequest, over: LinkOver) -> HttpResponse:
    return render(request, "web/public/agree_closed.html", {"page": tell(over)}, status=404)
