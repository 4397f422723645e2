"""Addresses of sharing: for the team, for the holder of a link, for anybody; part of plans."""

from django.urls import path

from .views import guests, sharing

line = "<int:plan_pk>/elements/<int:pk>"
held = "partage/ouvert/<int:pk>/lignes/<int:element_pk>"
urlpatterns = [
    path("<int:pk>/partage/", sharing.plan_share, name="plan_share"),
    path("<int:pk>/partage/liens/", sharing.link_create, name="link_create"),
    path("<int:pk>/partage/liens/<int:link_pk>/retirer/", sharing.link_revoke, name="link_revoke"),
    path(f"{line}/confidentiel/", sharing.element_confide, name="element_confide"),
    path(f"{line}/notes/<int:remark_pk>/", sharing.remark_resolve, name="remark_resolve"),
    path("partage/ferme/", guests.guest_closed, name="guest_closed"),
    path("partage/ouvert/<int:pk>/", guests.guest_plan, name="guest_plan"),
    path(f"{held}/", guests.guest_element, name="guest_element"),
    path(f"{held}/etat/", guests.guest_status, name="guest_status"),
    path(f"{held}/mots/", guests.guest_words, name="guest_words"),
    path(f"{held}/preuves/", guests.guest_evidence, name="guest_evidence"),
    path(f"{held}/remarques/", guests.guest_remark, name="guest_remark"),
    path("partage/<str:secret>/", guests.guest_enter, name="guest_enter"),
    path("public/en/<slug:slug>/", guests.plan_public, {"language": "en"}, name="plan_public_en"),
    path("public/<slug:slug>/", guests.plan_public, name="plan_public"),
]
