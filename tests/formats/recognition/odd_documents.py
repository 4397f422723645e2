"""More documents that hold no plan, drawn as text."""

from __future__ import annotations

ODD_DOCUMENTS = {
    "comité.docx": """\
# Comité de suivi du plan d'action – rencontre du 3 mars 2026
Présents : Alma, Ugo, Rita
Absent : Sam
| Sujet | Discussion | Action | Responsable | Échéance
| Halte | Le local est trouvé | Signer le bail | Rita | 1er avril
| Répit | On attend | Écrire au député | Ugo | 15 avril
Levée de la rencontre à 16 h
""",
    "risques.xlsx": """\
[Risques]
Registre des risques 2026
Risque | Probabilité | Mesure | Responsable | Échéance | Statut
Départ de la direction | Faible | Préparer la relève | CA | 2026 | En cours
Perte de financement | Moyenne | Diversifier les sources | Direction | 2027 | À faire
""",
    "matériel.xlsx": """\
[Feuil1]
Description | Valeur | État | Emplacement
Table pliante | 80 $ | Bon | Sous-sol
Projecteur | 600 $ | À réparer | Bureau
""",
    "livres.csv": """\
Titre;Auteur;Année;Cote
Le jardin;A. Poe;2019;JAR 1
La mer;B. Lin;2020;MER 2
""",
    "cv.docx": """\
# Alma Tessier
## Objectif
Trouver un poste de coordination.
## Expérience
- Coordonner une équipe de dix personnes
- Rédiger un plan d'action annuel
## Formation
- Baccalauréat en travail social
""",
    "appel.docx": """\
# Appel de projets 2026
## 1. Objectifs du programme
- Soutenir les initiatives locales
- Favoriser la concertation
## 2. Admissibilité
- Organismes à but non lucratif
## 3. Échéancier
| Étape | Date
| Dépôt des projets | 1er mai 2026
| Annonce des résultats | 15 juin 2026
""",
    "cotisations.xlsx": """\
[2026]
Membre | Montant | Date | Statut
Ferme du Pré | 50 $ | 3 mars 2026 | Payé
École du Lac | 50 $ | 5 mars 2026 | En attente
""",
    "résultats.xlsx": """\
[Indicateurs]
Tableau de bord des indicateurs 2026
Indicateur | Cible | Résultat T1 | Résultat T2
Nombre de visites | 100 | 24 | 31
Taux de satisfaction | 90 % | 88 % | 92 %
""",
    "contrat.docx": """\
# Entente de service
## Article 1 : Objet
Le présent contrat vise l'animation de dix ateliers.
## Article 2 : Échéancier
| Livrable | Date | Montant
| Plan de travail | 1er mars 2026 | 1 000 $
| Rapport final | 1er juin 2026 | 2 000 $
""",
    "mémoire.docx": """\
# Mémoire sur l'habitation
## Recommandation 1 : Financer le logement social
Le gouvernement devrait agir.
## Recommandation 2 : Protéger les locataires
Un registre des loyers est nécessaire.
## Recommandation 3 : Soutenir les comités
""",
    "lettre plan.docx": """\
# Madame, Monsieur,
Nous vous transmettons notre plan d'action 2026-2028. Il compte trois orientations :
- Orientation 1 : Accueillir
- Orientation 2 : Soutenir
- Orientation 3 : Rayonner
Nous demeurons disponibles pour toute question.
""",
    "année.docx": """\
# Notre année en bref
De mai à juin, les membres ont uni leurs forces pour les familles du village.
| Activité | Responsable | Date
| Sortie aux pommes | Marc | 20 septembre 2030
| Fête de Noël | Comité | 12 décembre 2030
""",
    "bilan.docx": """\
# Bilan des réalisations 2030-2031
| Projet | Responsable | Période | Retombées
| Jardin collectif | Fatou | Été 2030 | 40 kg de légumes
| Ciné-club | Marc | Automne 2030 | 12 projections
""",
    "cours.docx": """\
# Vos loisirs cet hiver
| Cours | Animé par | Début
| Apprendre à tricoter | Louise | 13 janvier 2031
| Jouer de la flûte | Marc | 14 janvier 2031
| Danser en ligne | Gisèle | 15 janvier 2031
""",
    "entretien.docx": """\
# Liste de vérification du bâtiment
| Point à vérifier | Par | Fréquence
| Vérifier les extincteurs | Concierge | Mensuel
| Tester les alarmes | Concierge | Trimestriel
| Nettoyer les filtres | Entretien | Annuel
""",
    "glossaire.docx": """\
# Glossaire de la planification
| Terme | Définition | Exemple
| Objectif | Ce qu'on veut atteindre | Réduire l'isolement
| Action | Ce qu'on fait | Tenir un café
| Indicateur | Ce qu'on mesure | Nombre de personnes
""",
    "gabarit.docx": """\
# Gabarit de plan d'action 2030-2033
| Objectif | Action | Responsable | Échéance
| | | |
""",
}
