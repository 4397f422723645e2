"""What the views that change something share: try an operation, say its refusal in the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.http import Http404

Result = TypeVar("Result")


def attempt(form: forms.BaseForm, operation: Callable[..., Result], **values: Any) -> Result | None:
    """The operation's result, or ``None`` after its ``ValidationError`` was put in the form.

    404 when what it works on was deleted since the view got hold of it.
    """
    try:
        return operation(**values)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except ValidationError as error:
        for field, problems in _by_field(error).items():
            form.add_error(field if field in form.fields else None, problems)
        return None


def _by_field(error: ValidationError) -> dict[str, list[ValidationError]]:
    if hasattr(error, "error_dict"):
        return error.error_dict
    return {NON_FIELD_ERRORS: error.error_list}


def status_of(form: forms.BaseForm) -> int:
    """422 when the form was sent and refused, else 200."""
    return 422 if form.errors else 200
