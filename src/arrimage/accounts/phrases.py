"""Sentences of accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CLOSED = _("Compte fermé")
