"""Addresses."""

from django.urls import path

from .views import access, curation, organizations, people

app_name = "directory"
urlpatterns = [
    path("invitations/<str:secret>/", access.invitation_accept, name="invitation_accept"),
    path("commencer/<str:key>/", access.organization_open, name="organization_open"),
    path("moi/fiche/", people.own_record, name="own_record"),
    path("<slug:slug>/personnes/", access.member_list, name="member_list"),
    path("<slug:slug>/quitter/", access.member_leave, name="member_leave"),
    path("<slug:slug>/personnes/inviter/", access.person_invite, name="person_invite"),
    path("<slug:slug>/personnes/<int:pk>/role/", access.member_role, name="member_role"),
    path("<slug:slug>/personnes/<int:pk>/retirer/", access.member_remove, name="member_remove"),
    path(
        "<slug:slug>/invitations/<int:pk>/retirer/",
        access.invitation_revoke,
        name="invitation_revoke",
    ),
    path("<slug:slug>/annuaire/", organizations.organization_list, name="organization_list"),
    path(
        "<slug:slug>/annuaire/organismes/ajouter/",
        organizations.organization_add,
        name="organization_add",
    ),
    path(
        "<slug:slug>/annuaire/organismes/<int:pk>/",
        organizations.organization_detail,
        name="organization_detail",
    ),
    path(
        "<slug:slug>/annuaire/organismes/<int:pk>/corriger/",
        organizations.organization_edit,
        name="organization_edit",
    ),
    path("<slug:slug>/annuaire/territoires/", organizations.territory_list, name="territory_list"),
    path("<slug:slug>/annuaire/personnes/", people.person_list, name="person_list"),
    path("<slug:slug>/annuaire/personnes/ajouter/", people.person_add, name="person_add"),
    path("<slug:slug>/annuaire/personnes/<int:pk>/", people.person_detail, name="person_detail"),
    path(
        "<slug:slug>/annuaire/personnes/<int:pk>/corriger/",
        people.person_edit,
        name="person_edit",
    ),
    path(
        "<slug:slug>/annuaire/personnes/<int:pk>/retirer/",
        people.person_remove,
        name="person_remove",
    ),
    path(
        "<slug:slug>/annuaire/personnes/<int:pk>/fonctions/ajouter/",
        people.position_add,
        name="position_add",
    ),
    path(
        "<slug:slug>/annuaire/personnes/<int:pk>/fonctions/<int:position_pk>/",
        people.position_edit,
        name="position_edit",
    ),
    path("<slug:slug>/annuaire/themes/", curation.theme_list, name="theme_list"),
    path("<slug:slug>/annuaire/themes/ajouter/", curation.theme_add, name="theme_add"),
    path("<slug:slug>/annuaire/themes/<int:pk>/", curation.theme_edit, name="theme_edit"),
    path("<slug:slug>/annuaire/doublons/", curation.duplicate_list, name="duplicate_list"),
    path(
        "<slug:slug>/annuaire/doublons/<slug:kind>/<int:first>/<int:second>/",
        curation.duplicate_dismiss,
        name="duplicate_dismiss",
    ),
    path(
        "<slug:slug>/annuaire/fusions/<slug:kind>/<int:pk>/",
        curation.merge_choose,
        name="merge_choose",
    ),
    path(
        "<slug:slug>/annuaire/fusions/<slug:kind>/<int:first>/<int:second>/",
        curation.record_merge,
        name="record_merge",
    ),
    path("<slug:slug>/annuaire/fusions/<int:pk>/annuler/", curation.merge_undo, name="merge_undo"),
]
