"""Addresses of what changes many lines, of named views, and of what a plan is."""

from django.urls import path

from .views import bulk, saved, together

urlpatterns = [
    path("<int:pk>/lignes/", bulk.elements_edit, name="elements_edit"),
    path("<int:plan_pk>/elements/<int:pk>/placer/", together.element_put, name="element_put"),
    path("<int:pk>/nouvelles/", together.plan_news, name="plan_news"),
    path("<int:pk>/vues/", saved.view_save, name="view_save"),
    path("<int:pk>/vues/<int:view_pk>/", saved.view_edit, name="view_edit"),
    path("<int:pk>/vues/<int:view_pk>/oublier/", saved.view_delete, name="view_delete"),
]
