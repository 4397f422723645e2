"""Addresses of mail: for the team, for the holder of a link, for anybody who was written to."""

from django.urls import path

from .views import mail

app_name = "communications"
urlpatterns = [
    path("courriels/depart/<str:token>/", mail.unsubscribe, name="unsubscribe"),
]
