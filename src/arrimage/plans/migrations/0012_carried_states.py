"""States that a plan takes over from the one before it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0011_remark_reach")]

    operations = [
        migrations.AlterField(
            model_name="statusupdate",
            name="basis",
            field=models.CharField(
                choices=[
                    ("document", "lu dans le document"),
                    ("person", "noté par une personne"),
                    ("carried", "reconduit du plan d’avant"),
                ],
                default="person",
                max_length=8,
            ),
        ),
    ]
