"""The entry of plans in the main navigation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.core import navigation
from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer


def _plans(user: Viewer, organization: Organization | None) -> str | None:
    if not organization:
        return None
    return f"{reverse('plans:plan_list')}?organisme={organization.slug}"


navigation.register("plans", _("Plans"), _plans, order=20)
