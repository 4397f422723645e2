"""One sentence for each verb. ``before`` and ``after`` come from the line's own values."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Entry

# Placeholders: who, what, and before_<field> / after_<field> for each recorded value.
SENTENCES: dict[str, Any] = {
    "account.open": gettext_lazy("%(who)s a ouvert le compte de %(what)s."),
    "account.language": gettext_lazy(
        "%(who)s a choisi la langue de son compte (%(after_language)s)."
    ),
    "account.change": gettext_lazy("%(who)s a changé le mot de passe de %(what)s."),
    "account.export": gettext_lazy("%(who)s a pris ses données."),
    "account.close": gettext_lazy("%(who)s a fermé son compte."),
    "token.create": gettext_lazy(
        "%(who)s a fait une clé pour %(what)s (%(after_scopes)s, jusqu’au %(after_until)s)."
    ),
    "feed.open": gettext_lazy("%(who)s s’est abonné à %(what)s."),
    "feed.revoke": gettext_lazy("%(who)s a retiré son abonnement à %(what)s."),
    "token.revoke": gettext_lazy("%(who)s a retiré la clé de %(what)s."),
    "member.leave": gettext_lazy("%(who)s a quitté l’organisme (%(before_role)s)."),
    "organization.create": gettext_lazy("%(who)s a créé l’organisme %(what)s."),
    "member.add": gettext_lazy("%(who)s a ajouté %(what)s (%(after_role)s)."),
    "member.role": gettext_lazy(
        "%(who)s a changé le rôle de %(what)s : %(before_role)s → %(after_role)s."
    ),
    "member.remove": gettext_lazy("%(who)s a retiré %(what)s (%(before_role)s)."),
    "person.invite": gettext_lazy("%(who)s a invité %(what)s (%(after_role)s)."),
    "invitation.accept": gettext_lazy("%(who)s a accepté l’invitation (%(after_role)s)."),
    "invitation.revoke": gettext_lazy("%(who)s a retiré l’invitation de %(what)s."),
    "organization.change": gettext_lazy("%(who)s a corrigé %(what)s (%(after_fields)s)."),
    "person.add": gettext_lazy("%(who)s a ajouté %(what)s à l’annuaire (%(after_organization)s)."),
    "person.change": gettext_lazy("%(who)s a corrigé la fiche de %(what)s (%(after_fields)s)."),
    "person.remove": gettext_lazy("%(who)s a retiré la fiche d’%(what)s de l’annuaire."),
    "person.read": gettext_lazy("%(who)s a vu les coordonnées de %(what)s."),
    "position.add": gettext_lazy(
        "%(who)s a ajouté une fonction à %(what)s (%(after_title)s, %(after_organization)s)."
    ),
    "position.change": gettext_lazy(
        "%(who)s a corrigé une fonction de %(what)s (%(after_fields)s)."
    ),
    "record.merge": gettext_lazy("%(who)s a fusionné %(after_absorbed)s dans %(after_kept)s."),
    "record.unmerge": gettext_lazy(
        "%(who)s a annulé la fusion de %(after_absorbed)s dans %(after_kept)s."
    ),
    "record.distinguish": gettext_lazy("%(who)s a noté que %(what)s et %(after_other)s sont deux."),
    "theme.add": gettext_lazy("%(who)s a ajouté le thème %(what)s."),
    "theme.change": gettext_lazy("%(who)s a corrigé le thème %(what)s (%(after_fields)s)."),
    "name.match": gettext_lazy("%(who)s a reconnu « %(what)s » : %(after_who)s."),
    "name.unmatch": gettext_lazy("%(who)s a défait ce que « %(what)s » désignait."),
    "name.split": gettext_lazy("%(who)s a séparé « %(what)s » : %(after_who)s."),
    "relay.give": gettext_lazy(
        "%(who)s a passé le relais de %(what)s à %(after_taker)s (lignes : %(after_lines)s)."
    ),
    "relay.undo": gettext_lazy("%(who)s a annulé le relais de %(what)s à %(after_taker)s."),
    "plan.create": gettext_lazy(
        "%(who)s a créé le plan « %(what)s » (éléments : %(after_elements)s)."
    ),
    "alignment.propose": gettext_lazy("%(who)s a proposé d’arrimer %(what)s à un autre plan."),
    "alignment.confirm": gettext_lazy("%(who)s a confirmé un arrimage de %(what)s."),
    "alignment.decline": gettext_lazy("%(who)s a décliné un arrimage de %(what)s."),
    "alignment.count": gettext_lazy("%(who)s a changé ce que %(what)s compte dans un autre plan."),
    "alignment.withdraw": gettext_lazy("%(who)s a défait un arrimage de %(what)s."),
    "amounts.write": gettext_lazy("%(who)s a écrit les montants de %(what)s."),
    "amounts.take": gettext_lazy(
        "%(who)s a repris les coûts du document (lignes : %(after_elements)s)."
    ),
    "amounts.import": gettext_lazy(
        "%(who)s a repris un fichier du budget (lignes : %(after_elements)s)."
    ),
    "envelopes.write": gettext_lazy("%(who)s a écrit les ententes de %(what)s."),
    "budget.export": gettext_lazy("%(who)s a exporté le budget (%(after_format)s)."),
    "plan.delete": gettext_lazy("%(who)s a supprimé le plan « %(what)s »."),
    "plan.revise": gettext_lazy(
        "%(who)s a mis le plan à jour d’après « %(what)s » (lignes : %(after_elements)s)."
    ),
    "plan.export": gettext_lazy("%(who)s a exporté « %(what)s » en %(after_format)s."),
    "element.reword": gettext_lazy(
        "%(who)s a reformulé %(what)s : « %(before_title)s » → « %(after_title)s »."
    ),
    "element.edit": gettext_lazy("%(who)s a modifié %(what)s : %(after_fields)s."),
    "elements.edit": gettext_lazy(
        "%(who)s a modifié ensemble %(what)s (lignes : %(after_elements)s)."
    ),
    "element.add": gettext_lazy("%(who)s a ajouté %(what)s : « %(after_title)s »."),
    "element.move": gettext_lazy(
        "%(who)s a déplacé %(what)s : %(before_parent)s → %(after_parent)s."
    ),
    "element.level": gettext_lazy(
        "%(who)s a changé le niveau de %(what)s : %(before_level)s → %(after_level)s."
    ),
    "element.bin": gettext_lazy(
        "%(who)s a mis à la corbeille %(what)s (lignes : %(after_elements)s)."
    ),
    "element.archive": gettext_lazy("%(who)s a archivé %(what)s (lignes : %(after_elements)s)."),
    "element.status": gettext_lazy(
        "%(who)s a changé l’état de %(what)s : %(before_status)s → %(after_status)s."
    ),
    "edit.undo": gettext_lazy("%(who)s a annulé un geste : %(what)s."),
    "evidence.add": gettext_lazy("%(who)s a ajouté une preuve à %(what)s : %(after_title)s."),
    "occurrence.hold": gettext_lazy(
        "%(who)s a consigné une fois tenue de %(what)s, le %(after_on)s."
    ),
    "entry.log": gettext_lazy("%(who)s a consigné sur %(what)s : « %(after_text)s »."),
    "element.hide": gettext_lazy("%(who)s a rendu %(what)s confidentiel."),
    "element.open": gettext_lazy("%(who)s a rouvert %(what)s à tous les lecteurs du plan."),
    "plan.frame": gettext_lazy("%(who)s a modifié %(what)s : %(after_fields)s."),
    "plan.states": gettext_lazy("%(who)s a changé les états de « %(what)s » : %(after_states)s."),
    "plan.weights": gettext_lazy(
        "%(who)s a changé les poids de « %(what)s » (lignes : %(after_lines)s)."
    ),
    "plan.years": gettext_lazy("%(who)s a changé les années de « %(what)s »."),
    "plan.adopt": gettext_lazy(
        "%(who)s a noté l’adoption de « %(what)s » (%(after_instance)s, %(after_on)s)."
    ),
    "plan.unadopt": gettext_lazy(
        "%(who)s a retiré l’adoption de « %(what)s » (%(before_instance)s, %(before_on)s)."
    ),
    "edit.reason": gettext_lazy("%(who)s a dit le motif d’un amendement : « %(after_reason)s »."),
    "plan.roll": gettext_lazy(
        "%(who)s a reconduit « %(what)s » dans « %(after_plan)s » (lignes : %(after_elements)s)."
    ),
    "plan.unroll": gettext_lazy(
        "%(who)s a défait la reconduction de « %(what)s » dans « %(before_plan)s »."
    ),
    "plan.remove": gettext_lazy("%(who)s a mis le plan « %(what)s » à la corbeille."),
    "plan.restore": gettext_lazy("%(who)s a repris le plan « %(what)s » de la corbeille."),
    "level.rename": gettext_lazy("%(who)s a renommé le niveau « %(what)s » en « %(after_name)s »."),
    "level.add": gettext_lazy("%(who)s a ajouté le niveau « %(what)s »."),
    "level.remove": gettext_lazy("%(who)s a retiré le niveau vide « %(what)s »."),
    "view.save": gettext_lazy("%(who)s a gardé la vue « %(what)s »."),
    "view.change": gettext_lazy("%(who)s a changé la vue « %(what)s »."),
    "view.delete": gettext_lazy("%(who)s a oublié la vue « %(what)s »."),
    "plan.share": gettext_lazy(
        "%(who)s a changé qui lit « %(what)s » : %(before_audience)s → %(after_audience)s."
    ),
    "link.create": gettext_lazy(
        "%(who)s a créé un lien pour %(what)s (%(after_right)s, jusqu’au %(after_until)s)."
    ),
    "link.revoke": gettext_lazy("%(who)s a retiré le lien de %(what)s."),
    "remark.add": gettext_lazy("%(who)s a laissé une note sur %(what)s."),
    "remark.resolve": gettext_lazy("%(who)s a réglé une note sur %(what)s."),
    "remark.reopen": gettext_lazy("%(who)s a rouvert une note sur %(what)s."),
    "sender.change": gettext_lazy("%(who)s a dit qui écrit dans les courriels de l’organisme."),
    "round.open": gettext_lazy(
        "%(who)s a demandé des nouvelles : « %(what)s » (personnes : %(after_requests)s, jusqu’au "
        "%(after_until)s)."
    ),
    "round.extend": gettext_lazy(
        "%(who)s a changé la fin de « %(what)s » : %(before_until)s → %(after_until)s."
    ),
    "round.remind": gettext_lazy(
        "%(who)s a relancé qui n’avait pas répondu à « %(what)s » (courriels : %(after_count)s)."
    ),
    "round.close": gettext_lazy("%(who)s a fermé « %(what)s » et gardé son état d’avancement."),
    "round.export": gettext_lazy(
        "%(who)s a exporté l’état d’avancement de « %(what)s » en %(after_format)s."
    ),
    "request.remind": gettext_lazy("%(who)s a relancé %(what)s."),
    "request.address": gettext_lazy("%(who)s a changé l’adresse où l’on écrit à %(what)s."),
    "request.revoke": gettext_lazy("%(who)s a retiré le lien de %(what)s."),
    "request.show": gettext_lazy("%(who)s a vu le lien de %(what)s, pour le remettre."),
    "request.disown": gettext_lazy("%(who)s : « ce n’est pas moi ». Le lien est fermé."),
    "reply.confirm": gettext_lazy("%(who)s a noté une réponse par courriel de %(what)s."),
    "reply.dismiss": gettext_lazy("%(who)s a mis de côté une réponse par courriel de %(what)s."),
    "mail.choose": gettext_lazy("%(who)s a choisi ses courriels (résumé : %(after_digest)s)."),
    "import.start": gettext_lazy("%(who)s a déposé « %(what)s »."),
    "import.read": gettext_lazy("%(who)s a lu « %(what)s » : %(after_state)s."),
    "import.cancel": gettext_lazy("%(who)s a abandonné l’import de « %(what)s »."),
    "import.retry": gettext_lazy("%(who)s a relancé la lecture de « %(what)s »."),
    "import.accept": gettext_lazy("%(who)s a accepté l’import de « %(what)s »."),
    "import.undo": gettext_lazy("%(who)s a annulé l’import de « %(what)s »."),
    "draft.reword": gettext_lazy(
        "%(who)s a corrigé un libellé : « %(before_title)s » → « %(after_title)s »."
    ),
    "draft.level": gettext_lazy(
        "%(who)s a changé le niveau de « %(after_title)s » : %(before_level)s → %(after_level)s."
    ),
    "draft.move": gettext_lazy(
        "%(who)s a déplacé « %(after_title)s » : %(before_parent)s → %(after_parent)s."
    ),
    "draft.drop": gettext_lazy("%(who)s a retiré « %(before_title)s » du brouillon."),
    "draft.about": gettext_lazy(
        "%(who)s a corrigé le titre : « %(before_title)s » → « %(after_title)s »."
    ),
    "draft.words": gettext_lazy("%(who)s a corrigé ce que porte « %(after_title)s »."),
    "draft.shift": gettext_lazy("%(who)s a changé l’ordre autour de « %(after_title)s »."),
    "draft.split": gettext_lazy("%(who)s a séparé « %(before_title)s » en deux."),
    "draft.unfold": gettext_lazy(
        "%(who)s a fait des parties des sous-points de « %(before_title)s »."
    ),
    "draft.merge": gettext_lazy("%(who)s a réuni « %(before_title)s » à une autre ligne."),
    "draft.heading": gettext_lazy("%(who)s a fait de « %(after_title)s » un titre."),
    "draft.note": gettext_lazy("%(who)s a mis « %(before_title)s » parmi les notes du plan."),
    "draft.repair": gettext_lazy("%(who)s a pris les réparations proposées de « %(what)s »."),
    "draft.refuse": gettext_lazy(
        "%(who)s a laissé tel qu’imprimé ce que la numérisation a pu abîmer dans « %(what)s »."
    ),
    "draft.renumber": gettext_lazy("%(who)s a renuméroté à partir de « %(after_title)s »."),
    "draft.period": gettext_lazy("%(who)s a corrigé la période de « %(what)s »."),
    "draft.relay": gettext_lazy("%(who)s a confié des actions à un autre nom : %(after_title)s."),
    "draft.share": gettext_lazy(
        "%(who)s a réparti les lignes d’une cellule, à partir de « %(after_title)s »."
    ),
    "draft.undo": gettext_lazy("%(who)s a annulé la dernière correction : « %(after_title)s »."),
    "draft.columns": gettext_lazy(
        "%(who)s a dit ce que sont des colonnes de « %(what)s » (%(after_columns)s)."
    ),
    "column.learn": gettext_lazy(
        "%(who)s a appris un nom de colonne : « %(after_header)s » (%(after_field)s)."
    ),
    "column.forget": gettext_lazy("%(who)s a oublié le nom de colonne « %(before_header)s »."),
    "draft.restore": gettext_lazy("%(who)s a remis « %(after_title)s » dans le brouillon."),
    "issue.decide": gettext_lazy(
        "%(who)s a tranché un doute : « %(after_message)s » (%(after_decision)s)."
    ),
}
SYSTEM = gettext_lazy("Arrimage")


class _Values(dict[str, str]):
    """Values of a line; one that an old line does not hold prints as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def sentence(entry: Entry) -> str:
    """What happened, in words: «Maude a changé l’état de 1.1.2 : En cours → Réalisé.»"""
    values = _Values(who=entry.actor_name or str(SYSTEM), what=entry.target_label)
    for side, recorded in (("before", entry.before), ("after", entry.after)):
        values |= {f"{side}_{name}": _word(value) for name, value in recorded.items()}
    return str(SENTENCES[entry.verb]) % values


def _word(value: object) -> str:
    """Labels are recorded in French, which is the language of the catalogue's keys."""
    text = str(value)
    return _(text) if text else "—"
