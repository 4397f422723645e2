"""Who reads a remark: those left before are for the team, as they were."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_named_days")]

    operations = [
        migrations.AddField(
            model_name="remark",
            name="reach",
            field=models.CharField(
                choices=[
                    ("readers", "Tous ceux qui lisent le plan ici"),
                    ("team", "L’équipe seulement"),
                    ("author", "Moi seulement"),
                ],
                default="team",
                max_length=8,
                verbose_name="qui lit",
            ),
        ),
    ]
