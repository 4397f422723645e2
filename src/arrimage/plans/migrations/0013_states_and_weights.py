"""A dictionary of states of each plan, and a weight of each line."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_carried_states")]

    operations = [
        migrations.AddField(
            model_name="plan", name="states", field=models.JSONField(blank=True, default=list)
        ),
        migrations.AddField(
            model_name="element",
            name="weight",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="poids"
            ),
        ),
        migrations.AlterField(
            model_name="element",
            name="status",
            field=models.CharField(blank=True, max_length=12, verbose_name="état"),
        ),
        migrations.AlterField(
            model_name="statusupdate",
            name="status",
            field=models.CharField(blank=True, max_length=12),
        ),
    ]
