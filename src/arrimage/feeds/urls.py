"""Addresses."""

from django.urls import path

from . import views

app_name = "feeds"
urlpatterns = [
    path("compte/abonnements/", views.feed_list, name="feed_list"),
    path("compte/abonnements/<int:pk>/retirer/", views.feed_revoke, name="feed_revoke"),
    path("abonnements/<slug:secret>/calendrier.ics", views.feed_calendar, name="feed_calendar"),
    path("abonnements/<slug:secret>/nouvelles.rss", views.feed_news, name="feed_news"),
    path("plans/public/<slug:slug>/nouvelles.rss", views.plan_news, name="plan_news"),
]
