import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0002_rhythms"),
        ("plans", "0009_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                )),
                ("client_key", models.CharField(max_length=64)),
                ("text", models.TextField(blank=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("author", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="log_entries",
                    to=settings.AUTH_USER_MODEL,
                )),
                ("edits", models.ManyToManyField(related_name="log_entries", to="plans.edit")),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "client_key"), name="followup_logged_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("client_key", ""), _negated=True),
                        name="followup_logged_keyed",
                    ),
                ],
            },
        ),
    ]
