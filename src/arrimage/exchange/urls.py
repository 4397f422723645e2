"""Addresses."""

from django.urls import path

from .views import columns, exports, imports, names, reviews, revisions

app_name = "exchange"
urlpatterns = [
    path("imports/", imports.import_list, name="import_list"),
    path("imports/nouveau/<slug:slug>/", imports.import_start, name="import_start"),
    path("imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<int:pk>/abandonner/", imports.import_cancel, name="import_cancel"),
    path("imports/<int:pk>/relancer/", imports.import_retry, name="import_retry"),
    path("imports/<int:pk>/annuler/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/document/", reviews.import_source, name="import_source"),
    path("imports/<int:pk>/pages/<int:page>.png", reviews.import_page, name="import_page"),
    path("imports/<int:pk>/verifier/", reviews.import_review, name="import_review"),
    path("imports/<int:pk>/accepter/", reviews.import_accept, name="import_accept"),
    path("imports/<int:pk>/doutes/<int:index>/", reviews.issue_decide, name="issue_decide"),
    path("imports/<int:pk>/doutes/<slug:code>/garder/", reviews.issue_keep, name="issue_keep"),
    path("imports/tableau.<str:format>", exports.blank_download, name="blank_download"),
    path("imports/<int:pk>/responsables/", names.import_names, name="import_names"),
    path("imports/<int:pk>/colonnes/", columns.import_columns, name="import_columns"),
    path("imports/colonnes/<slug:slug>/", columns.column_list, name="column_list"),
    path(
        "imports/colonnes/<slug:slug>/<int:pk>/oublier/",
        columns.column_forget,
        name="column_forget",
    ),
    path("imports/<int:pk>/defaire/", reviews.correction_undo, name="correction_undo"),
    path("imports/<int:pk>/reparer/", reviews.draft_repair, name="draft_repair"),
    path("imports/<int:pk>/periode/", reviews.draft_period, name="draft_period"),
    path("imports/<int:pk>/relais/", reviews.draft_relay, name="draft_relay"),
    path("imports/<int:pk>/partage/<slug:mark>/", reviews.cell_share, name="cell_share"),
    path("imports/<int:pk>/titre/", reviews.draft_about, name="draft_about"),
    path("imports/<int:pk>/<str:key>/mots/", reviews.draft_words, name="draft_words"),
    path("imports/<int:pk>/<str:key>/geste/", reviews.draft_reshape, name="draft_reshape"),
    path("imports/<int:pk>/<str:key>/niveau/", reviews.draft_level, name="draft_level"),
    path("imports/<int:pk>/<str:key>/place/", reviews.draft_move, name="draft_move"),
    path("imports/<int:pk>/<str:key>/retirer/", reviews.draft_drop, name="draft_drop"),
    path("imports/<int:pk>/<str:key>/remettre/", reviews.draft_restore, name="draft_restore"),
    path("plans/<int:pk>/nouvelle-version/", revisions.revision_start, name="revision_start"),
    path("imports/<int:pk>/comparer/", revisions.revision_review, name="revision_review"),
    path("plans/<int:pk>/exporter/", exports.plan_export, name="plan_export"),
]
