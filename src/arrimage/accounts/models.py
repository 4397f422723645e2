"""Users: people who sign in. What they may do depends on their roles in organisations."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .token_models import ApiToken as ApiToken


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address; there are no user names."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A user with a normalised address; without password, sign-in is impossible until set."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A network-wide administrator."""
        return self.create_user(email, password, is_network_admin=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. ``is_network_admin`` opens every organisation."""

    email = models.EmailField(_("courriel"), unique=True)
    name = models.CharField(_("nom"), max_length=150, blank=True)
    language = models.CharField(
        _("langue"), max_length=5, choices=[("fr", "Français"), ("en", "English")], default="fr"
    )
    is_active = models.BooleanField(_("compte actif"), default=True)
    is_network_admin = models.BooleanField(_("administration du réseau"), default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Django admin is for network administrators only."""
        return self.is_network_admin

    @property
    def initials(self) -> str:
        """Two letters for the ring in the header."""
        words = [word for word in str(self).split("@")[0].replace(".", " ").split() if word]
        letters = [word[0] for word in words[:2]] if len(words) > 1 else list(words[0][:2])
        return "".join(letters).upper()
