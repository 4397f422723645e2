"""What the base holds, to prove that a refusal left everything as it was."""

from typing import Any

from django.apps import apps


def every_row() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours, with all its values."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for app in apps.get_app_configs()
        if app.name.startswith("arrimage.")
        for model in app.get_models()
    }
