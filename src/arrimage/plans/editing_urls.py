"""Addresses of what changes many lines, of named views, and of what a plan is."""

from django.urls import path

from .views import bulk, frame, progress, saved, states, together

urlpatterns = [
    path("<int:pk>/cadre/", frame.plan_frame, name="plan_frame"),
    path("<int:pk>/cadre/annees/", frame.plan_years, name="plan_years"),
    path("<int:pk>/avancement/", progress.plan_progress, name="plan_progress"),
    path("<int:pk>/etats/", states.plan_states, name="plan_states"),
    path("<int:pk>/cadre/niveaux/", frame.level_add, name="level_add"),
    path("<int:pk>/cadre/niveaux/<int:rank>/", frame.level_change, name="level_change"),
    path("<int:pk>/retirer/", frame.plan_remove, name="plan_remove"),
    path("corbeille/<slug:slug>/", frame.plan_bin, name="plan_bin"),
    path("corbeille/<slug:slug>/<int:pk>/", frame.plan_restore, name="plan_restore"),
    path("<int:pk>/lignes/", bulk.elements_edit, name="elements_edit"),
    path("<int:plan_pk>/elements/<int:pk>/placer/", together.element_put, name="element_put"),
    path("<int:pk>/nouvelles/", together.plan_news, name="plan_news"),
    path("<int:pk>/vues/", saved.view_save, name="view_save"),
    path("<int:pk>/vues/<int:view_pk>/", saved.view_edit, name="view_edit"),
    path("<int:pk>/vues/<int:view_pk>/oublier/", saved.view_delete, name="view_delete"),
]
