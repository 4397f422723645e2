"""People of an organisation: roles and invitations."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.mail import leaves
from arrimage.core.pace import is_too_fast
from arrimage.core.screens import screen
from arrimage.formats.language import normalise

from .. import opening, operations, queries
from ..annuaire import Annuaire
from ..forms.access import InvitationForm, NewAccountForm, OpeningForm, RoleForm
from ..models import Invitation, Membership, Organization
from ..network import network_of
from .organizations import frame

KNOCKS = 30  # a minute, from one address
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def member_list(request: HttpRequest, slug: str) -> HttpResponse:
    """People with a role, and the invitations that still wait."""
    organization = queries.organization_for(request.user, slug, to="manage")
    annuaire = Annuaire(organization, request.user, network_of(organization))
    context = frame(annuaire, "access") | _people(organization)
    return screen(request, "directory/member_list.html", context)


def _people(organization: Organization) -> dict[str, object]:
    return {
        "memberships": sorted(queries.memberships_of(organization), key=_as_read),
        "invitations": queries.open_invitations_of(organization),
    }


def _as_read(held: Membership) -> str:
    """By name, without case and accents: Éric stands before Zoé."""
    return normalise(str(held.user))


@never_cache
@require_http_methods(["GET", "POST"])
def person_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite by link; the link is shown once, here, and sent by mail."""
    organization = queries.organization_for(request.user, slug, to="manage")
    form = InvitationForm(request.POST or None)
    sent = None
    if form.is_valid():
        values = {"actor": request.user, "organization": organization, **form.cleaned_data}
        sent = attempt(form, operations.invite_person, **values)
    context = {"organization": organization, "form": form, "sent": sent, "link": ""}
    context["is_mailed"] = leaves()
    if sent:
        context["link"] = request.build_absolute_uri(_address(sent.secret))
    return screen(request, "directory/person_invite.html", context, status=status_of(form))


def _address(secret: str) -> str:
    return redirect("directory:invitation_accept", secret).url


@require_http_methods(["GET", "POST"])
def member_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Another role for a member."""
    membership = queries.membership_for(request.user, slug, pk)
    form = RoleForm(request.POST or None, initial={"role": membership.role})
    if form.is_valid():
        values = {"actor": request.user, "membership": membership, **form.cleaned_data}
        if attempt(form, operations.change_role, **values):
            messages.success(request, _("Le rôle est changé."))
            return redirect("directory:member_list", slug)
    context = {"organization": membership.organization, "membership": membership, "form": form}
    return screen(request, "directory/member_role.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def member_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a role away, after saying what that changes."""
    membership = queries.membership_for(request.user, slug, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = {"actor": request.user, "membership": membership}
        if attempt(form, operations.remove_member, **values):
            messages.success(request, _("Cette personne n’a plus accès à l’organisme."))
            return redirect("directory:member_list", slug)
    context = {"organization": membership.organization, "membership": membership, "form": form}
    return screen(request, "directory/member_remove.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def member_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave an organisation oneself."""
    membership = queries.own_membership(request.user, slug)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = {"actor": request.user, "membership": membership}
        if attempt(form, operations.leave_organization, **values):
            messages.success(request, _("Vous n’avez plus de rôle dans cet organisme."))
            return redirect("portal:home")
    context = {"organization": membership.organization, "membership": membership, "form": form}
    return screen(request, "directory/member_leave.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def invitation_revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Close a link before it is used."""
    invitation = queries.invitation_for(request.user, slug, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = {"actor": request.user, "invitation": invitation}
        if attempt(form, operations.revoke_invitation, **values):
            messages.success(request, _("L’invitation est retirée : son lien ne sert plus."))
            return redirect("directory:member_list", slug)
    context = {"organization": invitation.organization, "invitation": invitation, "form": form}
    return screen(request, "directory/invitation_revoke.html", context, status=status_of(form))


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the role that a link gives: with one's account, or with a new one made here."""
    if is_too_fast(request, "invitation", limit=KNOCKS):
        return screen(request, "429.html", status=429)
    invitation = queries.invitation_by_secret(secret)
    form = _acceptance(request)
    if form.is_valid() and invitation.is_open:
        actor = request.user if request.user.is_authenticated else None
        values = {"actor": actor, "secret": secret, **form.cleaned_data}
        membership = attempt(form, operations.accept_invitation, **values)
        if membership:
            if actor is None:
                login(request, membership.user, backend=SIGN_IN)
            return redirect(membership.organization)
    return _invitation_page(request, invitation, form)


def _acceptance(request: HttpRequest) -> forms.Form:
    form_class = forms.Form if request.user.is_authenticated else NewAccountForm
    return form_class(request.POST if request.method == "POST" else None)


def _invitation_page(
    request: HttpRequest, invitation: Invitation, form: forms.Form
) -> HttpResponse:
    context = {"invitation": invitation, "form": form}
    status = status_of(form) if invitation.is_open else 410
    return screen(request, "directory/invitation_accept.html", context, status=status)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def organization_open(request: HttpRequest, key: str) -> HttpResponse:
    """Open the first organisation, and the session of whoever opens it."""
    if is_too_fast(request, "opening", limit=KNOCKS):
        return screen(request, "429.html", status=429)
    if not opening.opens(key):
        return redirect("portal:home")
    form = OpeningForm(request.POST or None)
    if form.is_valid():
        values = {"actor": None, **form.cleaned_data}
        membership = attempt(form, opening.open_first_organization, **values)
        if membership:
            login(request, membership.user, backend=SIGN_IN)
            return redirect(membership.organization)
    context = {"form": form}
    return screen(request, "directory/organization_open.html", context, status=status_of(form))
