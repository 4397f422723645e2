"""Sentences of alignments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .models import Kind

# What a line is to the other one, read from its own side.
FROM_SOURCE = {
    Kind.CONTRIBUTES: _("contribue à"),
    Kind.SAME: _("est le même livrable que"),
    Kind.FOLLOWS: _("fait suite à"),
}
FROM_TARGET = {
    Kind.CONTRIBUTES: _("reçoit la contribution de"),
    Kind.SAME: _("est le même livrable que"),
    Kind.FOLLOWS: _("est suivi de"),
}
SAME_PLAN = _("Ces deux lignes sont dans le même plan : un renvoi suffit.")
ALREADY = _("Ces deux lignes sont déjà arrimées, ou l’arrimage est proposé.")
GONE = _("Une de ces lignes n’est plus dans son plan. Rien n’a changé.")
TOO_MANY = _("Une ligne n’est pas arrimée à plus de %(count)s autres.")
DECIDED = _("Cet arrimage a déjà reçu sa réponse.")
PROPOSED_NOW = _("L’arrimage est proposé ; l’autre équipe répondra.")
CONFIRMED_NOW = _("Les deux lignes sont arrimées.")
DECLINED_NOW = _("L’arrimage est décliné ; les lignes restent ce qu’elles étaient.")
WITHDRAWN_NOW = _("L’arrimage est défait ; les lignes restent ce qu’elles étaient.")
COUNTS_NOW = _("Ce qui est tenu et prouvé ici compte aussi là-bas.")
COUNTS_NO_MORE = _("Ce qui est tenu ici ne compte plus là-bas.")
