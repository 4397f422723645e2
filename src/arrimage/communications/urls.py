"""Addresses of mail: for the team, for whoever holds a link, for anybody who was written to."""

from django.urls import path

from .views import board, campaigns, exports, mail, replies, requests

app_name = "communications"
one = "nouvelles/tours/<int:pk>"
person = f"{one}/demandes/<int:request_pk>"
held = "nouvelles/demande/<int:pk>"
urlpatterns = [
    path("plans/<int:pk>/tours/", campaigns.campaign_list, name="campaign_list"),
    path("plans/<int:pk>/tours/demander/", campaigns.campaign_new, name="campaign_new"),
    path(f"{one}/", campaigns.campaign_detail, name="campaign_detail"),
    path(f"{one}/relancer/", campaigns.campaign_remind, name="campaign_remind"),
    path(f"{one}/prolonger/", campaigns.campaign_extend, name="campaign_extend"),
    path(f"{one}/fermer/", campaigns.campaign_close, name="campaign_close"),
    path(f"{one}/etat/", campaigns.campaign_report, name="campaign_report"),
    path(f"{one}/etat/<str:format>/", exports.campaign_export, name="campaign_export"),
    path(f"{person}/", board.request_edit, name="request_edit"),
    path(f"{person}/relancer/", board.request_remind, name="request_remind"),
    path(f"{person}/retirer/", board.request_revoke, name="request_revoke"),
    path(f"{person}/lien/", board.request_link, name="request_link"),
    path(f"{one}/reponses/<int:reply_pk>/", replies.reply_confirm, name="reply_confirm"),
    path(
        f"{one}/reponses/<int:reply_pk>/pieces/<int:file_pk>/",
        replies.reply_download,
        name="reply_download",
    ),
    path("nouvelles/ferme/", requests.request_closed, name="request_closed"),
    path(f"{held}/", requests.request_answer, name="request_answer"),
    path(f"{held}/lignes/<int:line_pk>/", requests.answer_withdraw, name="answer_withdraw"),
    path(f"{held}/pas-moi/", requests.request_disown, name="request_disown"),
    path("nouvelles/<str:secret>/", requests.request_enter, name="request_enter"),
    path("courriels/depart/<str:token>/", mail.unsubscribe, name="unsubscribe"),
    path("courriels/preferences/", mail.mail_preferences, name="mail_preferences"),
    path("organismes/<slug:slug>/courriels/", campaigns.sender_edit, name="sender_edit"),
]
