"""Addresses."""

from django.urls import path

from .editing_urls import urlpatterns as editing_urls
from .responsible_urls import urlpatterns as responsible_urls
from .sharing_urls import urlpatterns as sharing_urls
from .views import elements, health, plans, starting, structure

app_name = "plans"
urlpatterns = [
    path("", plans.plan_list, name="plan_list"),
    path("nouveau/<slug:slug>/", starting.plan_new, name="plan_new"),
    path("<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("<int:pk>/sante/", health.plan_health, name="plan_health"),
    *editing_urls,
    *responsible_urls,
    *sharing_urls,
    path("sources/<int:pk>/", plans.source_download, name="source_download"),
    path("<int:plan_pk>/elements/<int:pk>/", elements.element_detail, name="element_detail"),
    path("<int:plan_pk>/elements/<int:pk>/etat/", elements.element_status, name="element_status"),
    path("<int:plan_pk>/elements/<int:pk>/modifier/", elements.element_edit, name="element_edit"),
    path("<int:plan_pk>/elements/<int:pk>/ajouter/", structure.element_add, name="element_add"),
    path("<int:plan_pk>/elements/<int:pk>/deplacer/", structure.element_move, name="element_move"),
    path("<int:plan_pk>/elements/<int:pk>/glisser/", structure.element_shift, name="element_shift"),
    path("<int:plan_pk>/elements/<int:pk>/niveau/", structure.element_level, name="element_level"),
    path(
        "<int:plan_pk>/elements/<int:pk>/retirer/", structure.element_remove, name="element_remove"
    ),
    path("<int:pk>/gestes/", structure.edit_list, name="edit_list"),
    path("<int:pk>/gestes/<int:edit_pk>/annuler/", structure.edit_undo, name="edit_undo"),
    path("<int:pk>/echeancier/", structure.timeframe_read, name="timeframe_read"),
    path("<int:plan_pk>/elements/<int:pk>/preuves/", elements.evidence_add, name="evidence_add"),
    path(
        "<int:plan_pk>/elements/<int:pk>/preuves/<int:evidence_pk>/",
        elements.evidence_download,
        name="evidence_download",
    ),
]
