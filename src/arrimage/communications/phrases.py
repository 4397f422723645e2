"""Sentences of mail and of rounds: refusals, and what gestures answer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CLOSES_TOO_SOON = _("La fin vient après l’envoi. Rien n’est parti.")
CLOSES_TOO_LATE = _("Un tour dure au plus un an. Rien n’est parti.")
OPENS_BEFORE = _("L’envoi se fait aujourd’hui ou plus tard. Rien n’est parti.")
NOBODY = _(
    "Personne ne porte de ligne ici, ou tout y est fait : il n’y a rien à demander. Rien n’est "
    "parti."
)
NO_SENDER = _(
    "La loi veut le nom, l’adresse postale et un contact dans chaque courriel. Rien n’est parti."
)
ROUND_CLOSED = _("Ce tour est fermé : son état d’avancement ne change plus.")
NOT_OVER = _("Ce tour est prolongé : il reste ouvert.")
TOO_MANY_ROUNDS = _(
    "Votre organisme a déjà ouvert %(most)s tours aujourd’hui. Rien n’est parti : continuez "
    "demain, ou demandez des nouvelles de tout le plan en un seul tour."
)
NO_ADDRESS = _("Écrivez une adresse de courriel, comme « nom@exemple.org ».")
SAME_ADDRESS = _(
    "Quelqu’un d’autre de ce tour a déjà cette adresse : une personne ne reçoit qu’un courriel."
)
TOO_MANY_ADDRESSES = _(
    "Cette demande est déjà partie vers beaucoup d’adresses. Donnez plutôt le lien vous-même."
)
HAS_LEFT = _("Cette personne ne veut plus recevoir ces courriels. Rien n’est parti.")
HAS_ANSWERED = _("Cette personne a déjà répondu à tout. Rien n’est parti.")
REVOKED = _("Le lien de cette personne est retiré. Rien n’est parti.")
REMINDED_TODAY = _("Un rappel est déjà parti aujourd’hui vers cette personne.")
NOTHING_SAID = _("Dites où en est au moins une action, ou revenez plus tard.")
LINE_GONE = _("Cette ligne n’est plus dans le plan : votre réponse n’y est pas notée.")
TOO_MANY_PIECES = _("Cette ligne a déjà beaucoup de pièces : celle-ci n’a pas été gardée.")
ONE_MORE = _("Une de plus")
SAID_NOTHING = _("Rien de neuf.")
LATE_PIECE = _("Pièce jointe au courriel")
TAKEN_BACK = _("Votre réponse est retirée.")
CHANGED_SINCE = _(
    "L’équipe a changé cette ligne depuis. Votre réponse n’est pas retirée : écrivez-lui."
)
ALREADY_SETTLED = _("Quelqu’un a déjà traité cette réponse.")
