"""People at work on a running server; each remembers what the server acknowledged."""

import hashlib
import http.client
import itertools
import re
import threading
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

from .installation import PATIENCE, Installation

ACTIONS = 60
SLUG = "reseau-lisiere"
GOAL = "Se rencontrer"
EMAIL = "direction@lisiere.example"
PASSWORD = "rive-lisiere-2026"
SETUP = f"""
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from arrimage.accounts.models import User
from arrimage.directory.models import Membership, Organization
o = Organization.objects.create(name="Réseau Lisière", slug="{SLUG}", kind="national")
u = User.objects.create_user("{EMAIL}", "{PASSWORD}", name="Direction")
Membership.objects.create(user=u, organization=o, role="direction")
"""
FIRST = "SELECT id, title FROM plans_element WHERE plan_id = ? ORDER BY position LIMIT 1"
SECOND = f"{FIRST} OFFSET 1"
LAST_EDIT = (
    "SELECT id, verb FROM plans_edit WHERE plan_id = ? AND label = ? ORDER BY id DESC LIMIT 1"
)
REVISIONS = """SELECT id, state FROM exchange_importrun WHERE revises_id = ?
    AND state IN ('queued', 'reading', 'review') ORDER BY id LIMIT 1"""
CHOICE = re.compile(rb'name="prendre" value="([^"]+)"')
VERSION = re.compile(rb'name="version" value="([^"]+)"')
Answer = tuple[int, str, bytes]


def document(number: int) -> bytes:
    """A plan of sixty actions that no other number gives."""
    rows = "\n".join(
        f"| 1.1.{i} Tenir la rencontre {i} du cahier {number} | Direction | Automne 2026 |"
        for i in range(1, ACTIONS + 1)
    )
    head = f"# Plan d'action 2026-2028, cahier {number}\n\n## Orientation 1 : Relier les rives\n\n"
    table = f"### Objectif 1.1 : {GOAL}\n\n| Actions | Responsable | Échéancier |\n|---|---|---|\n"
    return (head + table + rows + "\n").encode()


def prepare(installation: Installation) -> None:
    """An organisation, its direction and one plan."""
    made = installation.python("-c", SETUP)
    assert made.returncode == 0, made.stderr
    paper = installation.folder / "cahier.md"
    paper.write_bytes(document(0))
    made = installation.run("import", paper, "--organization", SLUG, "--accept")
    assert made.returncode == 0, made.stderr


class Server:
    """One signed-in browser, without redirections; a cut answer is an ``OSError``."""

    def __init__(self, installation: Installation) -> None:
        self.port = installation.port
        self.cookies: dict[str, str] = {}
        self.get("/compte/login/")
        status, _, body = self.post("/compte/login/", {"login": EMAIL, "password": PASSWORD})
        assert status == 302, body.decode()[:2000]

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, b"", {})

    def post(self, address: str, values: dict[str, object]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", address, urlencode(values, doseq=True).encode(), kind)

    def send_file(self, address: str, name: str, data: bytes) -> Answer:
        edge = "rives"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{edge}--\r\n".encode()
        return self._ask(
            "POST", address, body, {"Content-Type": f"multipart/form-data; boundary={edge}"}
        )

    def edit(self, plan: int, element: int, shown: str, title: str) -> Answer:
        """Another title for an element whose title was ``shown``."""
        address = f"/plans/{plan}/elements/{element}/modifier/"
        return self.post(address, {"initial-title": shown, "title": title})

    def _ask(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers |= {"Cookie": cookie, "X-CSRFToken": self.cookies.get("csrf", "")}
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except http.client.HTTPException as error:
            raise OSError(f"cut: {error!r}") from error
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and value.startswith(("csrf=", "session=")):
                self.cookies |= dict([value.partition(";")[0].split("=", 1)])
        return answer.status, answer.getheader("Location") or "", content


@dataclass
class Memory:
    """What the server said it did, and what was asked when it died; all trials together."""

    deposited: dict[int, str] = field(default_factory=dict)  # run → digest of its file
    accepted: set[int] = field(default_factory=set)
    undone: set[int] = field(default_factory=set)
    titles: dict[int, str] = field(default_factory=dict)  # of edited elements, acknowledged
    wanted: dict[int, str] = field(default_factory=dict)  # asked, and perhaps done
    exported: int = 0
    refused: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)


class People:
    """Seven persons, each repeating one gesture until the server dies.

    ``plan`` is edited and exported; newer versions of its document go to ``revised``.
    """

    def __init__(self, installation: Installation, memory: Memory, plan: int, revised: int) -> None:
        self.installation, self.memory = installation, memory
        self.plan, self.revised = plan, revised
        self.server: Server | None = None
        self.numbers = itertools.count(1)
        self.stopping = threading.Event()

    def work(self) -> list[threading.Thread]:
        """Start all of them."""
        self.server = self.server or Server(self.installation)
        self.stopping.clear()
        gestures = [self.deposit, self.accept, self.edit, self.take_back, self.revise]
        gestures += [self.undo, self.export]
        threads = [threading.Thread(target=self._repeat, args=(gesture,)) for gesture in gestures]
        for thread in threads:
            thread.start()
        return threads

    def _repeat(self, gesture) -> None:
        name = gesture.__name__
        while not self.stopping.is_set():
            try:
                done = gesture()
            except ConnectionRefusedError:  # dead before it was asked
                return
            except OSError:
                self.memory.cut[name] = self.memory.cut.get(name, 0) + 1
                return
            if done:
                self.memory.done[name] = self.memory.done.get(name, 0) + 1
            else:
                self.stopping.wait(0.05)

    def _runs(self, state: str) -> list[int]:
        statement = "SELECT id FROM exchange_importrun WHERE state = ? AND revises_id IS NULL"
        statement += " AND (plan_id IS NULL OR plan_id NOT IN (?, ?)) ORDER BY id"
        asked = (state, self.plan, self.revised)
        return [pk for (pk,) in self.installation.rows(statement, *asked)]

    def _expect(self, is_right: bool, answer: Answer, gesture: str) -> bool:
        if not is_right:
            self.memory.refused.append(f"{gesture}: {answer[0]} {answer[1]} {answer[2][-600:]!r}")
        return is_right

    def deposit(self) -> bool:
        if len([*self._runs("queued"), *self._runs("review")]) > 8:
            return False
        data = document(next(self.numbers))
        answer = self.server.send_file(f"/imports/nouveau/{SLUG}/", "plan.md", data)
        if self._expect(answer[0] == 302, answer, "deposit"):
            run = int(answer[1].strip("/").split("/")[-1])
            self.memory.deposited[run] = hashlib.sha256(data).hexdigest()
        return True

    def accept(self) -> bool:
        for run in self._runs("review")[:1]:
            answer = self.server.post(f"/imports/{run}/accepter/", {})
            if self._expect("/plans/" in answer[1], answer, "accept"):
                self.memory.accepted.add(run)
            return True
        return False

    def undo(self) -> bool:
        for run in self._runs("accepted")[:1]:
            answer = self.server.post(f"/imports/{run}/annuler/", {"force": "on"})
            if self._expect(answer[0] == 302, answer, "undo"):
                self.memory.undone.add(run)
            return True
        return False

    def edit(self) -> bool:
        ((element, shown),) = self.installation.rows(FIRST, self.plan)
        return self._reword(element, shown, f"Relier les rives, reprise {next(self.numbers)}")

    def _reword(self, element: int, shown: str, title: str) -> bool:
        self.memory.wanted[element] = title
        answer = self.server.edit(self.plan, element, shown, title)
        if self._expect(answer[0] == 302, answer, "edit"):
            self.memory.titles[element] = title
        return True

    def take_back(self) -> bool:
        """Another line: a gesture, then the way back from it."""
        ((element, _),) = self.installation.rows(SECOND, self.plan)
        last = self.installation.rows(LAST_EDIT, self.plan, f"1.1 {GOAL}")
        if not last or last[0][1] == "edit.undo":
            return self._reword(element, GOAL, f"{GOAL}, {next(self.numbers)} fois")
        self.memory.wanted[element] = GOAL
        answer = self.server.post(f"/plans/{self.plan}/gestes/{last[0][0]}/annuler/", {})
        if self._expect("#e" in answer[1], answer, "take back"):
            self.memory.titles[element] = GOAL
        return True

    def revise(self) -> bool:
        """A newer version of the document, then all that it changes."""
        waiting = self.installation.rows(REVISIONS, self.revised)
        if not waiting:
            address = f"/plans/{self.revised}/nouvelle-version/"
            answer = self.server.send_file(address, "plan.md", document(next(self.numbers)))
            return self._expect(answer[0] == 302, answer, "newer version")
        ((run, state),) = waiting
        if state != "review":
            return False
        page = self.server.get(f"/imports/{run}/comparer/")[2]
        values = {"version": VERSION.findall(page)[0], "prendre": CHOICE.findall(page)}
        answer = self.server.post(f"/imports/{run}/comparer/", values)
        if self._expect("/plans/" in answer[1], answer, "revise"):
            self.memory.accepted.add(run)
        return True

    def export(self) -> bool:
        answer = self.server.post(f"/plans/{self.plan}/exporter/", {"format": "docx"})
        if self._expect(answer[0] == 200, answer, "export"):
            assert ZipFile(BytesIO(answer[2])).testzip() is None
            self.memory.exported += 1
        self.stopping.wait(0.2)  # setting a document takes all of a processor
        return True
