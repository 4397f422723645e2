"""Addresses."""

from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("recherche/", views.search, name="search"),
    path("organismes/<slug:slug>/", views.organization_home, name="organization_home"),
]
