"""Addresses of the whole product."""

from django.urls import include, path

from arrimage.accounts.views import (
    account_close,
    account_data,
    account_home,
    language_choose,
    no_screen,
    resume,
    token_list,
    token_revoke,
)

from .api import urls as api_urls

urlpatterns = [
    path("", include("arrimage.portal.urls")),
    path("", include("arrimage.core.urls")),
    path("", include("arrimage.feeds.urls")),
    path("", include("arrimage.communications.urls")),
    path("", include("arrimage.exchange.urls")),
    path("", include("arrimage.followup.urls")),
    path("", include("arrimage.alignment.urls")),
    path("plans/", include("arrimage.funding.urls")),
    path("plans/", include("arrimage.memory.urls")),
    path("plans/", include("arrimage.plans.urls")),
    path("organismes/", include("arrimage.directory.urls")),
    path("compte/email/", no_screen, name="account_email"),
    path("compte/moi/", account_home, name="account_home"),
    path("compte/moi/donnees/", account_data, name="account_data"),
    path("compte/moi/fermer/", account_close, name="account_close"),
    path("compte/reprendre/", resume, name="account_resume"),
    path("compte/cles/", token_list, name="account_tokens"),
    path("compte/cles/<int:pk>/retirer/", token_revoke, name="account_token_revoke"),
    path("compte/", include("allauth.urls")),
    path("langue/", language_choose, name="set_language"),
    path("api/", api_urls),
]

handler500 = "arrimage.core.faults.server_error"
