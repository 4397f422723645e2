"""Addresses."""

from django.urls import path

from .views import elements, health, plans, starting

app_name = "plans"
urlpatterns = [
    path("", plans.plan_list, name="plan_list"),
    path("nouveau/<slug:slug>/", starting.plan_new, name="plan_new"),
    path("<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("<int:pk>/sante/", health.plan_health, name="plan_health"),
    path("sources/<int:pk>/", plans.source_download, name="source_download"),
    path("<int:plan_pk>/elements/<int:pk>/", elements.element_detail, name="element_detail"),
    path("<int:plan_pk>/elements/<int:pk>/etat/", elements.element_status, name="element_status"),
    path("<int:plan_pk>/elements/<int:pk>/modifier/", elements.element_edit, name="element_edit"),
    path("<int:plan_pk>/elements/<int:pk>/preuves/", elements.evidence_add, name="evidence_add"),
    path(
        "<int:plan_pk>/elements/<int:pk>/preuves/<int:evidence_pk>/",
        elements.evidence_download,
        name="evidence_download",
    ),
]
