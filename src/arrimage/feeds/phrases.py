"""Sentences of subscriptions."""

from django.utils.translation import gettext_lazy as _

TOO_MANY = _("Vous avez déjà %(count)s abonnements. Retirez-en un, puis recommencez.")
NOT_A_SUBJECT = _("Cet abonnement n’existe pas. Rien n’a été fait.")
REVOKED = _("L’abonnement est retiré ; son adresse ne mène plus à rien.")
