import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("exchange", "0003_revisions"),
        ("directory", "0003_people_of_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("importrun", "journal", models.JSONField(blank=True, default=list)),
        migrations.AddField("importrun", "columns", models.JSONField(blank=True, default=dict)),
        migrations.AddField("importrun", "placed", models.JSONField(blank=True, default=dict)),
        migrations.CreateModel(
            name="LearnedColumn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("header", models.CharField(max_length=200)),
                ("folded", models.CharField(max_length=200)),
                ("field", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="learned_columns",
                        to="directory.organization",
                    ),
                ),
                (
                    "taught_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["header"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["organization", "folded"], name="exchange_column_once"
                    )
                ],
            },
        ),
    ]
