"""Addresses; they stand under those of plans."""

from django.urls import path

from .views import adoption, comparing, past, rolling, talking

app_name = "memory"
memory = "<int:pk>/memoire"
adoptions = f"{memory}/adoptions/<int:baseline_pk>"
urlpatterns = [
    path(f"{memory}/", past.plan_moments, name="plan_moments"),
    path(f"{memory}/fichier/", past.past_paper, name="past_paper"),
    path(f"{memory}/adopter/", adoption.plan_adopt, name="plan_adopt"),
    path(f"{adoptions}/retirer/", adoption.baseline_withdraw, name="baseline_withdraw"),
    path(f"{adoptions}/copie/", adoption.baseline_download, name="baseline_download"),
    path(f"{adoptions}/amendements/", adoption.amendment_list, name="amendment_list"),
    path(f"{adoptions}/amendements/fichier/", adoption.amendment_paper, name="amendment_paper"),
    path(f"{memory}/gestes/<int:edit_pk>/motif/", adoption.edit_reason, name="edit_reason"),
    path(f"{memory}/comparer/", comparing.plan_compare, name="plan_compare"),
    path(f"{memory}/comparer/fichier/", comparing.comparison_paper, name="comparison_paper"),
    path(f"{memory}/reconduire/", rolling.plan_roll, name="plan_roll"),
    path(f"{memory}/reconduire/annee/", rolling.year_roll, name="year_roll"),
    path(f"{memory}/reconduire/defaire/", rolling.roll_undo, name="roll_undo"),
    path("<int:plan_pk>/elements/<int:pk>/commentaires/", talking.comment_add, name="comment_add"),
    path("mentions/<int:mention_pk>/vue/", talking.mention_seen, name="mention_seen"),
]
