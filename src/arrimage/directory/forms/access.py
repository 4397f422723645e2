"""Forms of access: invitations and roles."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import OrganizationKind, Role


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("Courriel"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=Role.choices,
        initial=Role.MEMBER,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Rôle"), choices=Role.choices)


class NewAccountForm(forms.Form):
    """The account that an invitation opens; its address is the invitation's."""

    name = forms.CharField(
        label=_("Votre nom"),
        help_text=_("Il est montré aux membres de l’organisme, à côté de ce que vous faites."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        help_text=_("Au moins dix caractères ; une phrase est ce qu’il y a de mieux."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class OpeningForm(NewAccountForm):
    """The first organisation of an installation, and the person who opens it."""

    organization = forms.CharField(label=_("Nom de l’organisme"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Genre d’organisme"),
        choices=OrganizationKind.choices,
        initial=OrganizationKind.REGIONAL,
    )
    email = forms.EmailField(
        label=_("Votre courriel"),
        help_text=_("Avec le mot de passe, il ouvre la session."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("organization", "kind", "name", "email", "password")
