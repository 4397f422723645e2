"""Five thousand people asked at once: rendered and queued, then sent by a worker that is killed.

python scripts/bench_mail.py [PEOPLE] [KILLS]      on the database of the environment
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.communications.killing import drill
from tests.communications.servers import Mailbox, smtp_server
from tests.faults.installation import Installation

ELEMENTS, EACH = 300, 3
ASK = """
import datetime as dt, time
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from django.utils import timezone
from arrimage.accounts.models import User
from arrimage.communications.models import Message, Sender
from arrimage.communications.operations import Round, open_round
from arrimage.directory.models import Membership, Organization, Person
from arrimage.plans.models import Assignment, Element, Level, Plan
o = Organization.objects.create(name="Réseau Lisière", slug="reseau-lisiere", kind="national")
u = User.objects.create_user("direction@lisiere.example", None, name="Direction")
Membership.objects.create(user=u, organization=o, role="direction")
Sender.objects.create(organization=o, name=o.name, postal_address="1, rue du Quai", contact=u.email)
plan = Plan.objects.create(organization=o, title="Plan de la rive")
level = Level.objects.create(plan=plan, rank=0, name="Action", role="action")
lines = Element.objects.bulk_create(
    Element(plan=plan, level=level, position=n, number=f"1.{{n}}",
            title=f"Tenir la rencontre {{n}} avec les milieux, les écoles et les municipalités")
    for n in range({elements})
)
people = Person.objects.bulk_create(
    Person(name=f"Personne {{n}}", email=f"personne{{n}}@granges.example") for n in range({people})
)
Assignment.objects.bulk_create(
    Assignment(element=lines[(n * 7 + k) % {elements}], name=person.name, person=person)
    for n, person in enumerate(people) for k in range({each})
)
today = timezone.localdate()
began, busy = time.perf_counter(), time.process_time()
open_round(actor=u, plan=plan, decided=Round("Mise à jour", "", today, today + dt.timedelta(14)))
print(time.perf_counter() - began, time.process_time() - busy, Message.objects.count())
"""


def main(people: int = 5000, kills: int = 3) -> int:
    url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="arrimage-mail-") as folder:
        installation, box = Installation(Path(folder), url), Mailbox()
        with smtp_server(box) as port:
            installation.env["ARRIMAGE_MAIL"] = f"smtp://127.0.0.1:{port}"
            made = installation.python(
                "-c", ASK.format(elements=ELEMENTS, people=people, each=EACH)
            )
            if made.returncode:
                print(made.stderr, file=sys.stderr)
                return 1
            seconds, busy, count = made.stdout.split()
            outcome = drill(installation, box, int(count), kills)
    states = outcome.states
    forgotten = int(count) - states.get("sent", 0) - states.get("doubtful", 0)
    print(
        f"| {'postgresql' if url else 'sqlite'} | {count} | {float(seconds):.1f} s, "
        f"{float(busy):.1f} s of processor | "
        f"{outcome.seconds:.0f} s | {outcome.kills} | {outcome.copies} | "
        f"{states.get('doubtful', 0)}, of which {outcome.doubtful_received} received | "
        f"{forgotten + outcome.believed + outcome.unsaid} |",
        flush=True,
    )
    return 1 if outcome.copies or forgotten or outcome.believed or outcome.unsaid else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
