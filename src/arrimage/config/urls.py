"""Addresses of the whole product."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from arrimage.accounts.views import no_screen

urlpatterns = [
    path("", include("arrimage.portal.urls")),
    path("", include("arrimage.exchange.urls")),
    path("plans/", include("arrimage.plans.urls")),
    path("organismes/", include("arrimage.directory.urls")),
    path("compte/email/", no_screen, name="account_email"),
    path("compte/", include("allauth.urls")),
    path("langue/", login_not_required(set_language), name="set_language"),
]

handler500 = "arrimage.core.faults.server_error"
