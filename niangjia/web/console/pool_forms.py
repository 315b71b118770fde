"""What an officer fills in for a new pool."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from niangjia.base import clock
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from niangjia.web.console.forms import REQUIRED
from niangjia.web.shell.texts import say

MOMENT = {"type": "datetime-local"}
DAILY, WEEKLY = "daily", "weekly"
REPEATS = ((DAILY, _("每天")), (WEEKLY, _("每周")))


def _moment(label: Any, *, required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, error_messages=REQUIRED)


class PoolForm(forms.Form):
    """One pool, or a series of them with the same wording: one each day or week."""

    union = forms.UUIDField(label=_("主办工会"), error_messages=REQUIRED)
    title = forms.CharField(label=_("名称"), max_length=80, error_messages=REQUIRED)
    text = forms.CharField(label=_("说明"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    item = forms.ChoiceField(label=_("哪一种"), required=False)
    mode = forms.ChoiceField(label=_("怎么发"), error_messages=REQUIRED)
    capacity = forms.IntegerField(label=_("名额"), min_value=1, max_value=1_000_000, error_messages=REQUIRED)
    points = forms.IntegerField(
        label=_("每份积分"), min_value=0, max_value=1_000_000, required=False, help_text=_("不用积分就空着")
    )
    opens_at = _moment(_("开始报名"))
    closes_at = _moment(_("截止报名"))
    starts_at = _moment(_("活动开始"), required=False)
    ends_at = _moment(_("活动结束"), required=False)
    times = forms.IntegerField(
        label=_("一共几场"),
        min_value=1,
        max_value=52,
        required=False,
        help_text=_("一门课的几堂、一个场馆的几天，一次建好"),
    )
    every = forms.ChoiceField(label=_("隔多久"), choices=REPEATS, required=False)

    def __init__(self, *args: Any, definition: Any, unions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quota = definition.outcome.quota
        self.fields["union"].widget = forms.Select(choices=unions)
        self._offer("mode", [(mode, now_(quotas.MODES[mode])) for mode in quotas.ways_of(quota)])
        if kinds := definition.kinds_of_place:
            self._offer("item", [(kind.value, say(kind.label)) for kind in kinds])
        else:
            del self.fields["item"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def pools(self, service: str, *, series: UUID | None = None) -> list[quotas.NewPool]:
        """The pools asked for; the second of a series stands a day or a week later, with its own dates for asking.

        Trains and coaches are one series: what is given by merit is always in one, so that another can be put beside it.
        """
        told = self.cleaned_data
        self.of_series = series or (uuid7() if told["mode"] == "merit" else None)
        step = timedelta(days=7 if told.get("every") == WEEKLY else 1)
        return [
            self._pool(service, step * n, n + 1 if (told.get("times") or 1) > 1 else 0)
            for n in range(told.get("times") or 1)
        ]

    def _pool(self, service: str, later: timedelta, number: int) -> quotas.NewPool:
        told = self.cleaned_data

        def at(name: str) -> datetime | None:
            moment = told.get(name)
            return moment + later if moment else None

        opens = told["opens_at"]  # asking for all of a series begins together; each closes in its own time
        merit = told["mode"] == "merit"  # but those that are ordered close together
        title = f"{told['title']}（{number}）" if number else told["title"]
        closes = told["closes_at"] if merit else at("closes_at")
        assert closes is not None
        return quotas.NewPool(
            service=service, union_id=told["union"], title=title[:80], text=told["text"], place=told["place"], item=told.get("item") or "",
            mode=told["mode"], capacity=told["capacity"], points=told.get("points") or 0, opens_at=opens, closes_at=closes,
            starts_at=at("starts_at"), ends_at=at("ends_at"), series=self.of_series,
        )  # fmt: skip


class AnnounceForm(forms.Form):
    source = forms.CharField(
        label=_("种子从哪里来"),
        max_length=200,
        error_messages=REQUIRED,
        help_text=_("例如：6 月 23 日上证、深成收盘指数"),
    )
    speaks_at = forms.DateTimeField(
        label=_("什么时候产生"),
        error_messages=REQUIRED,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def same(pool: quotas.PoolView) -> dict[str, Any]:
    """What another pool of the series has in common with this one; title, place and day are its own."""
    return {"mode": pool.mode, "capacity": pool.capacity, "text": pool.text} | {
        name: timezone.localtime(moment)
        for name in ("opens_at", "closes_at", "starts_at", "ends_at")
        if (moment := getattr(pool, name))
    }


def begin(definition: Any) -> dict[str, Any]:
    """What stands in the form at first: asking opens now and closes in a week."""
    now = clock.now().replace(second=0, microsecond=0)
    quota = definition.outcome.quota
    return {
        "title": say(definition.title),
        "mode": (quota.modes or quotas.ways_of(quota))[0],
        "opens_at": now,
        "closes_at": now + timedelta(days=7),
        "capacity": 30,
    }
