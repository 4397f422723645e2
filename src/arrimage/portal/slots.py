"""The portal's entry in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arrimage.core import navigation
from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer


def _home(user: Viewer, organization: Organization | None) -> str | None:
    return organization.get_absolute_url() if organization else None


navigation.register("portal", _("Accueil"), _home, order=10)
