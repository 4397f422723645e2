from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communications", "0001_mail_and_rounds")]

    operations = [
        migrations.AddField(
            model_name="requestline",
            name="earlier",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
