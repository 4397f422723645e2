"""What allauth does not have, and what of it is not offered."""

from __future__ import annotations

from typing import Any, NoReturn

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen

from . import operations, phrases, tokens
from .holdings import holdings
from .language import is_offered, keep_choice
from .resuming import kept_text
from .token_models import Scope


@login_not_required
def language_choose(request: HttpRequest) -> HttpResponseBase:
    """Speak another language from now on, and at the next sign-in."""
    language = request.POST.get("language", "")
    if request.method == "POST" and is_offered(language):
        keep_choice(request, language)
    return set_language(request)


@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """What was being sent when the session ended, ready to be sent again."""
    kept = kept_text(request)
    if kept is None:
        return redirect("portal:home")
    return screen(request, "account/resume.html", {"kept": kept})


@require_safe
def account_home(request: HttpRequest) -> HttpResponse:
    """The person's own page: roles, safety, what is held, the way out."""
    return screen(request, "account/home.html")


@require_POST
def account_data(request: HttpRequest) -> HttpResponse:
    """All that is held about the person, in one file."""
    data = operations.take_data(actor=request.user)
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@require_http_methods(["GET", "POST"])
def account_close(request: HttpRequest) -> HttpResponse:
    """Close one's account, after a list of what goes and of what stays, with the reason."""
    form = CloseForm(request.POST or None, user=request.user)
    if form.is_valid() and attempt(form, operations.close_account, actor=request.user):
        logout(request)
        return redirect("account_login")
    told = [(holding, len(list(holding.told(request.user)))) for holding in holdings()]
    context = {"form": form, "told": [(each, count) for each, count in told if count]}
    return screen(request, "account/close.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """The keys that one's programs hold; a new one is shown once."""
    form = TokenForm(request.POST or None)
    made = None
    if form.is_valid():
        made = attempt(form, tokens.create_token, actor=request.user, **form.cleaned_data)
    held = request.user.api_tokens.filter(revoked_at=None)[: tokens.MOST]
    context = {"form": TokenForm() if made else form, "made": made, "tokens": held}
    return screen(request, "account/token_list.html", context, status=status_of(form))


@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a key."""
    token = get_object_or_404(request.user.api_tokens, pk=pk)
    tokens.revoke_token(actor=request.user, token=token)
    messages.success(request, phrases.TOKEN_REVOKED)
    return redirect("account_tokens")


class TokenForm(forms.Form):
    """A key for one program."""

    name = forms.CharField(label=_("Pour quel programme"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("Ce qu’elle permet"),
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(
        label=_("Jusqu’au"),
        required=False,
        help_text=_("Un an si vous ne dites rien, deux ans au plus."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class CloseForm(forms.Form):
    """The password once more: nobody closes an account by a forgotten session."""

    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse another password."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("Ce n’est pas votre mot de passe. Rien n’a changé."))
        return password


def no_screen(request: HttpRequest) -> NoReturn:
    """404: an account keeps the address that its invitation proved.

    Without confirmation by mail, allauth's own page lets anybody bear anybody's address, and
    tells which ones have an account.
    """
    raise Http404
