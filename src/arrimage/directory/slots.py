"""The directory's entry in the main navigation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.core import navigation

from .models import Organization
from .permissions import Viewer, may


def _annuaire(user: Viewer, organization: Organization | None) -> str | None:
    if not organization or not may(user, "view", organization):
        return None
    return reverse("directory:organization_list", args=[organization.slug])


navigation.register("directory", _("Annuaire"), _annuaire, order=40)
