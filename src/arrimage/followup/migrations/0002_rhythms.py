from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="clock", name="rhythms", field=models.JSONField(blank=True, default=list)
        ),
    ]
