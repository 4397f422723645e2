"""The entries and the full-text index that follows them."""

from django.db import migrations, models

SQLITE = """
CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 0',
    prefix='3 4'
);
CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_words(rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);
END;
CREATE TRIGGER search_entry_changed AFTER UPDATE OF words ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO search_words(rowid, words) VALUES (new.id, new.words);
END;
"""
POSTGRESQL = """
ALTER TABLE search_entry
    ADD COLUMN vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED;
CREATE INDEX search_entry_vector ON search_entry USING gin (vector);
"""
SQLITE_BACK = """
DROP TRIGGER search_entry_added;
DROP TRIGGER search_entry_removed;
DROP TRIGGER search_entry_changed;
DROP TABLE search_words;
"""


def add_index(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def remove_index(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK, "ALTER TABLE search_entry DROP COLUMN vector")


def _run(schema_editor, sqlite, postgresql):
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in _statements(sqlite):
                cursor.execute(statement)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(postgresql)


def _statements(script):
    """A trigger ends with «END;», anything else with its own semicolon."""
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        is_trigger = statement.startswith("CREATE TRIGGER")
        if line == "END;" or (line.endswith(";") and not is_trigger):
            yield statement
            statement = ""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.BigIntegerField()),
                ("scope", models.BigIntegerField()),
                ("state", models.CharField(blank=True, max_length=20)),
                ("number", models.TextField(blank=True)),
                ("title", models.TextField(blank=True)),
                ("parts", models.JSONField(default=list)),
                ("words", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "scope"], name="search_entry_scope")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id"), name="search_entry_once"
                    )
                ],
            },
        ),
        migrations.RunPython(add_index, remove_index),
    ]
