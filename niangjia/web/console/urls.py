"""Addresses of the desk. Every one of them stands behind ``desk.desk``: without a post it does not exist."""

from __future__ import annotations

from django.urls import path

from niangjia.web.console import (
    cases,
    definition_pages,
    figure_pages,
    funds,
    import_pages,
    inbox,
    journal_pages,
    members,
    notices,
    own_messages,
    payouts,
    photos,
    posts,
    runs,
    tree,
    visit,
)

app_name = "console"

urlpatterns = [
    path("", inbox.index, name="inbox"),
    path("preview/<uuid:case_id>/", inbox.preview, name="preview"),
    path("search/", cases.search, name="search"),
    path("messages/", own_messages.index, name="messages"),
    path("cases/", cases.index, name="cases"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/reveal/", cases.reveal, name="reveal"),
    path("cases/<uuid:case_id>/visit/", visit.visit, name="visit"),
    path("cases/<uuid:case_id>/photos/<uuid:file_id>/", photos.photo, name="photo"),
    path("files/<uuid:file_id>/", cases.file, name="file"),
    path("notices/", notices.index, name="notices"),
    path("notices/objections/<uuid:objection_id>/", notices.objection, name="objection"),
    path("lists/", notices.lists, name="lists"),
    path("members/", members.index, name="members"),
    path("members/transfers/", members.transfers, name="transfers"),
    path("members/posts/", posts.index, name="posts"),
    path("members/<uuid:person_id>/", members.person, name="person"),
    path("tree/", tree.index, name="tree"),
    path("unions/", tree.index, name="unions"),
    path("import/", import_pages.index, name="import"),
    path("import/<slug:kind>/", import_pages.kind, name="import-kind"),
    path("import/<slug:kind>/<uuid:upload_id>/", import_pages.preview, name="import-preview"),
    path("import/<slug:kind>/<uuid:upload_id>/rejected/", import_pages.rejected, name="import-rejected"),
    path("funds/", funds.index, name="funds"),
    path("funds/appropriate/", funds.appropriate, name="appropriate"),
    path("funds/<uuid:union_id>/<slug:fund>/<int:year>/", funds.statement, name="statement"),
    path("payouts/", payouts.index, name="payouts"),
    path("payouts/receipts/", payouts.receipts, name="receipts"),
    path("payouts/batches/<uuid:batch_id>/", payouts.batch, name="batch"),
    path("payouts/batches/<uuid:batch_id>/file/", payouts.bank_file, name="bank-file"),
    path("runs/", runs.index, name="runs"),
    path("definitions/", definition_pages.index, name="definitions"),
    path("definitions/<slug:key>/", definition_pages.definition, name="definition"),
    path("figures/", figure_pages.index, name="figures"),
    path("figures/<slug:key>/", figure_pages.figure, name="figure"),
    path("journal/", journal_pages.index, name="journal"),
]
