"""Addresses."""

from django.urls import path

from . import views

app_name = "directory"
urlpatterns = [
    path("invitations/<str:secret>/", views.invitation_accept, name="invitation_accept"),
    path("<slug:slug>/personnes/", views.member_list, name="member_list"),
    path("<slug:slug>/personnes/inviter/", views.person_invite, name="person_invite"),
    path("<slug:slug>/personnes/<int:pk>/role/", views.member_role, name="member_role"),
    path("<slug:slug>/personnes/<int:pk>/retirer/", views.member_remove, name="member_remove"),
    path(
        "<slug:slug>/invitations/<int:pk>/retirer/",
        views.invitation_revoke,
        name="invitation_revoke",
    ),
]
