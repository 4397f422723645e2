"""Addresses of the whole product."""

from django.urls import include, path

urlpatterns = [
    path("", include("arrimage.portal.urls")),
    path("plans/", include("arrimage.plans.urls")),
    path("imports/", include("arrimage.exchange.urls")),
    path("organismes/", include("arrimage.directory.urls")),
    path("compte/", include("allauth.urls")),
    path("langue/", include("django.conf.urls.i18n")),
]
