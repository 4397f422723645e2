"""Addresses of alignments."""

from django.urls import path

from . import views

app_name = "alignment"
urlpatterns = [
    path(
        "plans/<int:plan_pk>/elements/<int:pk>/arrimer/", views.element_align, name="element_align"
    ),
    path("arrimages/<int:pk>/repondre/", views.alignment_decide, name="alignment_decide"),
    path("arrimages/<int:pk>/compter/", views.alignment_count, name="alignment_count"),
    path("arrimages/<int:pk>/defaire/", views.alignment_withdraw, name="alignment_withdraw"),
    path("organismes/<slug:slug>/arrimages/", views.alignment_list, name="alignment_list"),
    path("organismes/<slug:slug>/qui-d-autre/", views.fellow_list, name="fellow_list"),
]
