"""What an organisation or a person carries is found without reading every assignment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_people_of_accounts"),
        ("plans", "0007_handover_positions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("organization__isnull", False)),
                fields=["organization"],
                name="plans_held_by_organization",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("person__isnull", False)),
                fields=["person"],
                name="plans_held_by_person",
            ),
        ),
    ]
