"""A file that somebody sends: over the limit, it is refused in a sentence and nothing is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

TOO_HEAVY = _("Ce fichier dépasse %(limit)s Mo ; il n’a pas été gardé.")


class UploadField(forms.FileField):
    """A field for one file, refused over ``UPLOAD_LIMIT`` before it is read into memory."""

    def to_python(self, data: Any) -> Any:
        """The file, ``None`` when none is sent."""
        file = super().to_python(data)
        if file and file.size > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // 1024 // 1024
            raise forms.ValidationError(TOO_HEAVY, code="too_heavy", params={"limit": limit})
        return file
