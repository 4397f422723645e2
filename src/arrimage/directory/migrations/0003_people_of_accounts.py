"""Each account with a role becomes a person of the annuaire, with a position where the role is.

It may run again: who is there already is left alone.
"""

from django.db import migrations

BATCH = 500


def add_people(apps, schema_editor):
    membership = apps.get_model("directory", "Membership")
    person = apps.get_model("directory", "Person")
    position = apps.get_model("directory", "Position")
    known = dict(person.objects.exclude(user=None).values_list("user_id", "pk"))
    placed = set(position.objects.values_list("person_id", "organization_id"))
    principal = set(position.objects.filter(is_principal=True).values_list("person_id", flat=True))
    rows = membership.objects.select_related("user").order_by("pk")
    made = []
    for held in rows.iterator(chunk_size=BATCH):
        if held.user_id not in known:
            name = (held.user.name or held.user.email)[:150]
            added = person.objects.create(name=name, email=held.user.email, user=held.user)
            known[held.user_id] = added.pk
        key = (known[held.user_id], held.organization_id)
        if key not in placed:
            made.append(
                position(
                    person_id=key[0],
                    organization_id=key[1],
                    since=held.since,
                    is_principal=key[0] not in principal,
                )
            )
            placed.add(key)
            principal.add(key[0])
    position.objects.bulk_create(made, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_territories_people_themes")]

    operations = [migrations.RunPython(add_people, migrations.RunPython.noop)]
