"""What a person reads when the server itself cannot do its work: which fault, what was kept."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext_lazy as _

from .reasons import is_full

FULL = _(
    "Le disque du serveur est plein. Ce qui était enregistré l’est toujours\u00a0; ce que vous "
    "veniez d’envoyer ne l’est pas. Prévenez la personne qui s’occupe du serveur, puis réessayez."
)
AWAY = _(
    "La base de données ne répond pas en ce moment. Ce qui était enregistré l’est toujours\u00a0; "
    "ce que vous veniez d’envoyer ne l’est pas. Revenez en arrière pour retrouver votre texte, "
    "puis réessayez dans une minute."
)
RETRY_SECONDS = "60"


def server_error(request: HttpRequest) -> HttpResponse:
    """507 when the disk is full, 503 when the database is away or busy, else 500."""
    error = sys.exc_info()[1]
    if is_full(error, settings.DATA_FOLDER):
        return _said(FULL, 507)
    if isinstance(error, OperationalError):
        response = _said(AWAY, 503)
        response["Retry-After"] = RETRY_SECONDS
        return response
    return _said("", 500)


def _said(sentence: object, status: int) -> HttpResponse:
    page = loader.get_template("500.html").render({"sentence": sentence})
    return HttpResponse(page, status=status)
