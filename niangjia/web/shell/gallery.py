"""The gallery: every component with content like the real one. Shown in demo mode only; needs no database."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from niangjia.web.shell import samples, samples_desk


class SampleForm(forms.Form):
    """A Django form as the definitions make them."""

    name = forms.CharField(label="姓名", max_length=30)
    phone = forms.CharField(label="手机号", widget=forms.TextInput(attrs={"inputmode": "tel", "data-icon": "phone"}))
    born = forms.DateField(label="出生日期", widget=forms.DateInput(attrs={"type": "date"}))
    cost = forms.DecimalField(
        label="自付医疗费",
        help_text="结算单上“个人自付”那一栏。",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-unit": "元"}),
    )
    trade = forms.ChoiceField(label="工种", choices=[("", "请选一个"), ("rider", "外卖员"), ("courier", "快递员")])
    aided = forms.ChoiceField(
        label="这个学年领过别的政府助学金吗？",
        choices=[("no", "没有"), ("yes", "领过"), ("unk", "说不清")],
        widget=forms.RadioSelect,
        help_text="只用来判断，不用交证明。",
    )
    agree = forms.BooleanField(label="同意用这些信息办入会", help_text="只给联合工会和市总工会看，随时能收回。")


def _demo_only() -> None:
    if not getattr(settings, "NIANGJIA_DEMO", False):
        raise Http404


def _returned_form() -> SampleForm:
    return SampleForm({"name": "林秀琴", "phone": "138", "cost": "4860.00", "aided": "no"})


def worker(request: HttpRequest) -> HttpResponse:
    """Worker's components at phone width."""
    _demo_only()
    return render(
        request,
        "web/shell/gallery_worker.html",
        {"s": samples, "form": _returned_form(), "here": "home", "mine_count": 2},
    )


def _desk(**more: object) -> dict[str, object]:
    page = Paginator(range(1234), 50).page(3)
    officer = {"name": "林雅芳", "union": "上街镇总工会", "post": "综合岗"}
    now = dt.datetime(2026, 11, 24, 9, 42, tzinfo=timezone.get_default_timezone())
    return {
        "s": samples_desk, "form": _returned_form(), "page": page, "officer": officer, "shell_now": now, "unread": True,
        "scope_unions": ["福州市", "闽侯县", "上街镇总工会"], "rail_counts": {"inbox": 40, "notices": 2}, **more,
    }  # fmt: skip


def console(request: HttpRequest) -> HttpResponse:
    """Console's components."""
    _demo_only()
    return render(request, "web/shell/gallery_console.html", _desk(here="cases"))


def inbox(request: HttpRequest) -> HttpResponse:
    """The inbox as a work page that fills the window."""
    _demo_only()
    return render(request, "web/shell/gallery_inbox.html", _desk(here="inbox", fixed=True))


def public(request: HttpRequest) -> HttpResponse:
    """A public notice."""
    _demo_only()
    return render(request, "web/shell/gallery_public.html", {"s": samples_desk, "here": "notices"})
