"""Sentences of accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CLOSED = _("Compte fermé")
TOKEN_TOO_LONG = _("Une clé sert deux ans au plus.")
TOKEN_OPENS_NOTHING = _("Choisissez au moins une chose qu’elle permet.")
TOO_MANY_TOKENS = _("Vous avez déjà %(count)s clés ouvertes. Retirez-en une.")
TOKEN_REVOKED = _("La clé est retirée ; le programme qui s’en sert n’entre plus.")
