"""Addresses of what a browser keeps: nobody's, the same for everybody."""

from django.urls import path

from . import views

app_name = "core"
urlpatterns = [
    path("hors-connexion/<str:language>/", views.offline_page, name="offline_page"),
    path("service-worker-<str:language>.js", views.service_worker, name="service_worker"),
    path("arrimage-<str:language>.webmanifest", views.web_manifest, name="web_manifest"),
]
