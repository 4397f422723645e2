"""Addresses of who carries what; part of those of plans."""

from django.urls import path

from .views import relay, responsibles

urlpatterns = [
    path("<int:pk>/responsables/", responsibles.responsible_list, name="responsible_list"),
    path(
        "<int:pk>/responsables/associer/",
        responsibles.responsible_match,
        name="responsible_match",
    ),
    path(
        "<int:pk>/responsables/<int:assignment_pk>/",
        responsibles.responsible_choose,
        name="responsible_choose",
    ),
    path("relais/<slug:slug>/<slug:kind>/<int:pk>/", relay.relay_give, name="relay_give"),
    path("relais/<slug:slug>/<int:pk>/annuler/", relay.relay_undo, name="relay_undo"),
]
