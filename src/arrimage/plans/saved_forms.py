"""Forms of named views."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ViewForm(forms.Form):
    """A name, and who sees it."""

    name = forms.CharField(label=_("Nom de la vue"), max_length=80)
    is_shared = forms.BooleanField(label=_("Partagée avec l’équipe"), required=False)
    query = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
