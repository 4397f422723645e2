"""Imported once, for all processes of the nursery: what takes long and reads no setting."""

import pkgutil
from importlib import import_module

import arrimage.formats

SLOW = (
    "arrimage.cli",
    "django.core.management.commands.check",
    "django.core.management.commands.migrate",
    "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.forms",
    "django.template.defaulttags",
    "django.utils.translation.trans_real",
    "django.views.generic",
    "fido2.server",
    "granian.server",
)

for name in SLOW:
    import_module(name)
for found in pkgutil.walk_packages(arrimage.formats.__path__, "arrimage.formats."):
    import_module(found.name)
