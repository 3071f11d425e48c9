"""Handing messages over: to a folder of files, and to a mail server."""

import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

from apprise import Apprise, NotifyFormat

from benchmarks.measuring import Contender, Cost, side_by_side
from benchmarks.partnership import AFTER, BEFORE, folder
from benchmarks.tables import Found, Table, seconds, times
from lsp_core.messages.addresses import MAIL, address, folder_url
from lsp_core.messages.delivery import deliver
from lsp_core.messages.notices import Notice
from lsp_core.messages.notices.notice import NoticeKind
from lsp_core.messages.outgoing import OutgoingMessage, as_email
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import parse_plan
from lsp_core.steps.delivering import deliver_messages
from lsp_core.store import messages, plans
from lsp_core.store.database import Database

MESSAGES = 150
BY_APPRISE = 30
"""Apprise's own way is measured on fewer messages."""
ROUNDS = 3
LOCALHOST = "127.0.0.1"
TEXT = "\n\n".join(f"Measure {number} is off track: 61.4 against a target of 75." for number in range(1, 21))


def run() -> Found:
    """150 messages of about a thousand characters. **Ours** takes each from the outbox: claimed, sent and confirmed in
    a transaction each, so that a machine that stops half-way sends none twice but the one in flight. **Handing over
    alone** is the same without the outbox. **Instead** is Apprise by itself with its own way to a mail server, a new
    one for each message because each has one recipient, without the pause it makes between them; measured on 30.
    **The floor** is the standard library: a file written, or smtplib with a connection for each message as we have, or
    one for all."""
    with tempfile.TemporaryDirectory() as place, _mail_server() as port:
        to_folder = folder_url(Path(place) / "outbox")
        to_server = f"mailto://{LOCALHOST}:{port}?from=team@example.org"
        files = side_by_side(
            {
                "ours": _from_outbox(to_folder, place),
                "handing over": Contender(lambda _: _hand_over(to_folder)),
                "floor": Contender(lambda _: _write_files(Path(place))),
            },
            ROUNDS,
        )
        mail = side_by_side(
            {
                "ours": _from_outbox(to_server, place),
                "handing over": Contender(lambda _: _hand_over(to_server)),
                "floor": Contender(lambda _: _a_connection_each(port)),
                "one connection": Contender(lambda _: _one_connection(port)),
                "apprise": Contender(lambda _: _by_apprise(port)),
            },
            ROUNDS,
        )
    return Found([_table(files, mail)], _meaning(files, mail))


@contextmanager
def _mail_server() -> Iterator[int]:
    """An aiosmtpd in a process of its own, taking everything and keeping nothing; gives its port."""
    with closing(socket.socket()) as free:
        free.bind((LOCALHOST, 0))
        port: int = free.getsockname()[1]
    words = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"{LOCALHOST}:{port}", "-c", "aiosmtpd.handlers.Sink"]
    server = subprocess.Popen(words)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            smtplib.SMTP(LOCALHOST, port).quit()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The mail server did not start")


def _from_outbox(mail_url: str, place: str) -> Contender:
    """A database of its own with the messages queued, and then the step that sends them."""

    def queued() -> Database:
        database = Database(f"sqlite:///{tempfile.mkdtemp(dir=place)}/lsp.sqlite")
        database.prepare()
        with database.writing() as session:
            plans.load(session, folder(1, 1, 0), BEFORE)
            for number in range(MESSAGES):
                messages.add(session, _notice(number), [MAIL], AFTER)
        return database

    def send(database: Database) -> None:
        report = deliver_messages(
            database, lambda plan, message: deliver(_message(plan, message.id.key, mail_url)), AFTER
        )
        assert len(report.did) == MESSAGES, report.problems

    return Contender(send, queued)


def _notice(number: int) -> Notice:
    return Notice(
        key=f"off track {number}", kind=NoticeKind.OFF_TRACK, reference=f"2023-24 Q1 {number}", to="chair",
        subject="Off track", text=TEXT,
    )  # fmt: skip


@cache
def _plan() -> Plan:
    return parse_plan(folder(1, 1, 0))


def _message(plan: Plan, key: str, mail_url: str) -> OutgoingMessage:
    person = plan.person("chair")
    return OutgoingMessage(
        key=key, reference=key, to=address(person, MAIL, mail_url, {}), recipient=person.name,
        sender=plan.partnership.name, reply_to=plan.partnership.reply_to, subject="Off track", text=TEXT,
        sent_at=AFTER + timedelta(seconds=1),
    )  # fmt: skip


def _hand_over(mail_url: str) -> None:
    for number in range(MESSAGES):
        deliver(_message(_plan(), f"off track {number}", mail_url))


def _emails() -> list[EmailMessage]:
    made = [_message(_plan(), f"off track {number}", "mailto://localhost") for number in range(MESSAGES)]
    return [as_email(message, "team@example.org", "chair@example.org") for message in made]


def _write_files(place: Path) -> None:
    for number, email in enumerate(_emails()):
        (place / f"{number}.eml").write_bytes(email.as_bytes())


def _a_connection_each(port: int) -> None:
    for email in _emails():
        with smtplib.SMTP(LOCALHOST, port) as server:
            server.send_message(email)


def _one_connection(port: int) -> None:
    with smtplib.SMTP(LOCALHOST, port) as server:
        for email in _emails():
            server.send_message(email)


def _by_apprise(port: int) -> None:
    for _ in range(BY_APPRISE):
        sending = Apprise()
        sending.add(f"mailto://{LOCALHOST}:{port}?from=team@example.org&to=chair@example.org&format=text")
        service: Any = sending[0]
        service.request_rate_per_sec = 0
        assert sending.notify(title="Off track", body=TEXT, body_format=NotifyFormat.TEXT)


def _table(files: dict[str, Cost], mail: dict[str, Cost]) -> Table:
    def row(what: str, cost: Cost, floor: Cost, count: int = MESSAGES) -> list[str]:
        each = cost.cpu / count
        return [what, seconds(each), seconds(cost.wall / count), times(each, floor.cpu / MESSAGES)]

    rows = [
        row("folder: ours, from the outbox", files["ours"], files["floor"]),
        row("folder: handing over alone", files["handing over"], files["floor"]),
        row("folder: floor, a file written", files["floor"], files["floor"]),
        row("server: ours, from the outbox", mail["ours"], mail["floor"]),
        row("server: handing over alone", mail["handing over"], mail["floor"]),
        row("server: instead, Apprise alone", mail["apprise"], mail["floor"], BY_APPRISE),
        row("server: floor, a connection each", mail["floor"], mail["floor"]),
        row("server: floor, one connection for all", mail["one connection"], mail["floor"]),
    ]
    return Table(f"One message, medians of {ROUNDS}", ["", "CPU time", "Elapsed", "CPU time to the floor"], rows)


def _meaning(files: dict[str, Cost], mail: dict[str, Cost]) -> str:
    each = mail["ours"].cpu / MESSAGES
    outbox = (mail["ours"].cpu - mail["handing over"].cpu) / MESSAGES
    return (
        f"A message to a mail server takes {seconds(each)} of CPU time, of which {seconds(outbox)} is the outbox; "
        f"Apprise alone takes {times(mail['apprise'].cpu / BY_APPRISE, each)} as much. All {MESSAGES} are gone in "
        f"{seconds(mail['ours'].wall)}, or in {seconds(files['ours'].wall)} where they are written to a folder."
    )
