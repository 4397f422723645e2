"""Addresses of the budget of plans, under those of plans."""

from django.urls import path

from . import views

app_name = "funding"
urlpatterns = [
    path("<int:pk>/budget/", views.plan_budget, name="plan_budget"),
    path("<int:pk>/budget/ententes/", views.envelope_list, name="envelope_list"),
    path("<int:pk>/budget/couts/", views.costs_take, name="costs_take"),
    path("<int:pk>/budget/exporter/", views.budget_export, name="budget_export"),
    path("<int:pk>/budget/importer/", views.budget_import, name="budget_import"),
    path(
        "<int:plan_pk>/elements/<int:pk>/montants/", views.element_amounts, name="element_amounts"
    ),
]
