"""One table of entries: what can be found, with the words under which it is found."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that can be found; written and removed by :mod:`arrimage.search.indexing`.

    ``scope`` is the id of the thing whose rights decide (the plan of an element). ``parts`` are
    pairs of a field's name and its text, as printed. ``words`` is what the database searches (see
    :mod:`arrimage.search.words`): a trigger on SQLite and a generated column on PostgreSQL keep
    the full-text index equal to it.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    scope = models.BigIntegerField()
    state = models.CharField(max_length=20, blank=True)
    number = models.TextField(blank=True)
    title = models.TextField(blank=True)
    parts = models.JSONField(default=list)
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once"),
        ]
        indexes = [models.Index(fields=["kind", "scope"], name="search_entry_scope")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()
