"""Sentences of the directory: mails and refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LAST_DIRECTION = _(
    "Cette personne est la dernière direction de l’organisme. Rien n’a changé ; "
    "donnez d’abord ce rôle à quelqu’un d’autre."
)
ALREADY_MEMBER = _("Cette personne a déjà un rôle dans cet organisme. Rien n’a changé.")
INVITATION_CLOSED = _(
    "Cette invitation a déjà servi, a expiré ou a été retirée. "
    "Demandez-en une nouvelle à la personne qui vous a invité."
)
ACCOUNT_EXISTS = _(
    "Un compte existe déjà avec cette adresse. Connectez-vous, "
    "puis rouvrez le lien de l’invitation."
)
ALREADY_OPEN = _(
    "Un premier organisme est déjà ouvert ici. Rien n’a changé\u00a0; demandez une invitation à "
    "sa direction."
)
FICTIONAL_ADDRESS = _(
    "Les adresses en .example sont celles de la démonstration. Donnez la vôtre\u00a0: elle sert à "
    "ouvrir la session."
)
NAME_MISSING = _("Écrivez votre nom : c’est lui que les autres verront.")
INVITATION_SUBJECT = _("Invitation : %(organization)s")
INVITATION_BODY = _(
    "Bonjour,\n\n"
    "%(inviter)s vous invite à rejoindre « %(organization)s » dans Arrimage (rôle : %(role)s).\n\n"
    "Pour accepter, ouvrez ce lien. Il sert une seule fois, jusqu’au %(until)s :\n"
    "%(link)s\n\n"
    "Si vous n’attendiez pas ce message, vous pouvez l’ignorer.\n"
)
YES, NO = _("oui"), _("non")
TOP_STAYS = _("Cet organisme est à la tête de l’annuaire : il n’est rattaché à aucun autre.")
PARENT_MISSING = _("Choisissez l’organisme auquel celui-ci est rattaché.")
BELOW_ITSELF = _("Un organisme ne peut pas être rattaché à lui-même, ni à ce qui en dépend.")
ENDS_BEFORE = _("La fin vient avant le début ; rien n’a changé.")
FIELDS = {
    "name": _("nom"),
    "kind": _("genre"),
    "acronym": _("sigle"),
    "parent": _("rattachement"),
    "territories": _("territoires"),
    "themes": _("thèmes"),
    "email": _("courriel"),
    "phone": _("téléphone"),
    "is_listed": _("visible de tout le réseau"),
    "title": _("fonction"),
    "organization": _("organisme"),
    "since": _("depuis"),
    "until": _("jusqu’au"),
    "label": _("nom"),
    "label_en": _("nom anglais"),
    "synonyms": _("synonymes"),
}
OTHER_REFERENCES = _("Autres renvois")
MERGE_SAME = _("Choisissez deux fiches différentes du même genre. Rien n’a changé.")
ALREADY_MERGED = _("Une de ces fiches est déjà fusionnée dans une autre. Rien n’a changé.")
KEEP_THE_OTHER = _(
    "L’organisme à garder dépend de celui qui disparaîtrait. Gardez plutôt l’autre ; "
    "rien n’a changé."
)
MERGE_NEEDS_BOTH = _(
    "L’organisme qui disparaîtrait a des accès ou des plans à lui. Pour les réunir, il faut "
    "diriger les deux, ou demander à l’administration du réseau. Rien n’a changé."
)
ALREADY_UNDONE = _("Cette fusion est déjà annulée. Rien n’a changé.")
UNDO_THE_LATER = _(
    "La fiche gardée a depuis été fusionnée dans une autre. Annulez d’abord cette fusion-là ; "
    "rien n’a changé."
)
WORD_TAKEN = _("« %(word)s » désigne déjà le thème « %(theme)s ». Rien n’a été enregistré.")
PERSON_HAS_ACCESS = _(
    "Cette personne a encore un accès à un organisme. Retirez-le d’abord, sous « Accès » ; "
    "rien n’a changé."
)
SOMEBODY = _("une personne")
