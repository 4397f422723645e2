"""What a rhythm may name: every so many, a day of the week, months."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_reasons")]

    operations = [
        migrations.AddField(
            model_name="cadence",
            name="every",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="cadence",
            name="weekday",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="cadence",
            name="nth",
            field=models.SmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="cadence",
            name="months",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
