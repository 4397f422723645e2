"""Addresses."""

from django.urls import path

from .views import work

app_name = "followup"
urlpatterns = [
    path("travail/", work.work_list, name="work_list"),
    path("travail/<int:plan_pk>/<int:pk>/noter/", work.work_note, name="work_note"),
    path("travail/<int:plan_pk>/gestes/<int:pk>/annuler/", work.work_undo, name="work_undo"),
]
