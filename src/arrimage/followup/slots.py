"""What the follow-up adds to the navigation and to plans when the product starts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.core import navigation
from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer

from . import settling, telling

__all__ = ["settling", "telling"]


def _work(user: Viewer, organization: Organization | None) -> str | None:
    if not organization or not user.is_authenticated:
        return None
    return f"{reverse('followup:work_list')}?organisme={organization.slug}"


navigation.register("followup", _("Mon travail"), _work, order=15)
