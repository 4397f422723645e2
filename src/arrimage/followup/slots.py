"""What the follow-up adds to the navigation and to plans when the product starts."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arrimage.core import navigation, slots
from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer
from arrimage.plans.models import Element

from . import overview_slots, own_records, settling, telling
from .forms import LogForm
from .held import held_of
from .views.entries import may_log

__all__ = ["overview_slots", "own_records", "settling", "telling"]


def _work(user: Viewer, organization: Organization | None) -> str | None:
    if not organization or not user.is_authenticated:
        return None
    return f"{reverse('followup:work_list')}?organisme={organization.slug}"


navigation.register("followup", _("Mon travail"), _work, order=15)


@slots.fill("plans.element_follow", "followup/_element_follow.html")
def _element_follow(user: Viewer, element: Element, may_follow: bool) -> slots.Context | None:
    today = timezone.localdate()
    held = held_of(user, element, today)
    return {"held": held, "today": today} if held else None


@slots.fill("core.offline", "followup/_log_offline.html")
def _log_offline(user: Viewer | None) -> slots.Context:
    return {"log": LogForm(initial={"key": "", "on": None})}


@slots.fill("core.gesture", "followup/_log_button.html")
def _log_button(user: Viewer) -> slots.Context | None:
    return {"log": LogForm(initial=LogForm.blank() | {"key": ""})} if may_log(user) else None
