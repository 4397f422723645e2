"""Why a plan was changed, since it was adopted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_who_holds")]

    operations = [
        migrations.AddField(
            model_name="edit",
            name="reason",
            field=models.TextField(blank=True, default="", verbose_name="motif"),
            preserve_default=False,
        ),
    ]
