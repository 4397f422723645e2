"""Addresses."""

from django.urls import path

from .views import calendar, entries, load_lines, occurrences, overview, timeline, work

app_name = "followup"
urlpatterns = [
    path("ensemble/", overview.overview, name="overview"),
    path("calendrier/", calendar.calendar_month, name="calendar_month"),
    path("charge/", calendar.load_list, name="load_list"),
    path("charge/lignes/", load_lines.load_lines, name="load_lines"),
    path("plans/<int:pk>/ligne-du-temps/", timeline.timeline, name="timeline"),
    path("plans/<int:pk>/ligne-du-temps/pdf/", timeline.timeline_paper, name="timeline_paper"),
    path("consigner/", entries.entry_log, name="entry_log"),
    path("consigner/lu/", entries.entry_read, name="entry_read"),
    path("consigner/lignes/", entries.entry_lines, name="entry_lines"),
    path("consigner/qui/", entries.entry_sender, name="entry_sender"),
    path(
        "plans/<int:plan_pk>/elements/<int:pk>/tenue/",
        occurrences.occurrence_hold,
        name="occurrence_hold",
    ),
    path("travail/", work.work_list, name="work_list"),
    path("travail/<int:plan_pk>/<int:pk>/noter/", work.work_note, name="work_note"),
    path("travail/<int:plan_pk>/gestes/<int:pk>/annuler/", work.work_undo, name="work_undo"),
]
