"""Addresses of the phone pages. All need a login but the demo's phone, which is there in demo mode only."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic.base import RedirectView

from niangjia.web.worker import (
    apply,
    choices,
    demo_phone,
    files,
    home,
    join,
    jury,
    matters,
    me,
    places,
    points,
    services_list,
)

demo_urls = ([path("phone/", demo_phone.phone, name="phone")], "demo")

urlpatterns = [
    path("", home.home, name="home"),
    path("home/first/", home.first, name="home-first"),
    path("home/today/", home.today, name="home-today"),
    path("answer/<slug:key>/", choices.answer, name="answer"),
    path("services/", services_list.services, name="services"),
    path("services/<slug:key>/", services_list.service, name="service"),
    path("services/<slug:key>/apply/", apply.apply, name="apply"),
    path("services/<slug:key>/places/", places.places, name="places"),
    path("places/<uuid:pool_id>/", places.place, name="place"),
    path("tickets/<uuid:booking_id>/", places.ticket, name="ticket"),
    path("tickets/<uuid:booking_id>/back/", places.give_back, name="ticket-back"),
    path("tickets/<uuid:booking_id>/confirm/", places.confirm, name="ticket-confirm"),
    path("tickets/<uuid:booking_id>/rate/", places.rate, name="ticket-rate"),
    path("join/", join.who, name="join"),
    path("join/where/", join.where, name="join-where"),
    path("join/sign/", join.sign, name="join-sign"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<uuid:case_id>/", matters.matter, name="matter"),
    path("matters/<uuid:case_id>/answers/", matters.answers, name="matter-answers"),
    path("matters/<uuid:case_id>/repair/", apply.repair, name="matter-repair"),
    path("matters/<uuid:case_id>/withdraw/", matters.withdraw, name="matter-withdraw"),
    path("matters/<uuid:case_id>/leave/", matters.leave, name="matter-leave"),
    path("matters/<uuid:case_id>/appeal/", matters.appeal, name="matter-appeal"),
    path("matters/<uuid:case_id>/rate/", matters.rate, name="matter-rate"),
    path("matters/<uuid:case_id>/account/", matters.account, name="matter-account"),
    path("matters/<uuid:case_id>/work/", matters.work, name="matter-work"),
    path("jury/", jury.invitations, name="jury"),
    path("jury/<uuid:case_id>/", jury.sheet, name="jury-sheet"),
    path("jury/<uuid:case_id>/leave/", jury.leave, name="jury-leave"),
    path("jury/<uuid:case_id>/files/<uuid:file_id>/", jury.material, name="jury-file"),
    path("me/", me.me, name="me"),
    path("me/card/", me.card, name="me-card"),
    path("me/points/", points.points, name="me-points"),
    path("me/looks/", me.looks, name="me-looks"),
    path("me/told/", choices.told, name="me-told"),
    path("me/told/<slug:key>/back/", choices.take_back, name="me-take-back"),
    path("me/offers/", choices.offers, name="me-offers"),
    path("me/offers/choose/", choices.choose, name="me-choose"),
    path("me/data/", me.data, name="me-data"),
    path("messages/", me.inbox, name="messages"),
    path("messages/read/", me.read_all, name="messages-read"),
    path("messages/<uuid:message_id>/", me.open_message, name="message"),
    path("files/<uuid:file_id>/", files.file, name="file"),
    path("claim/", RedirectView.as_view(pattern_name="account_claim", query_string=True), name="claim"),
    path("demo/", include(demo_urls)),
]
