"""Handing messages over for real: to an SMTP server on this machine, to a web address, and to a folder of files."""

import json
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import create_server

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from lsp_core.errors import DeliveryError
from lsp_core.messages.addresses import address, folder_url
from lsp_core.messages.delivery import deliver
from lsp_core.messages.notices import Attachment
from lsp_core.messages.outgoing import OutgoingMessage
from tests.factories import a_person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SENT_AT = datetime(2023, 7, 3, 8, 0, tzinfo=UTC)


class Mailbox:
    """What a mail server does with what it gets: keeps it, or refuses it as told."""

    def __init__(self) -> None:
        self.envelopes: list[tuple[str, list[str], bytes]] = []
        self.refuses: dict[str, str] = {}
        self.refuses_contents = ""

    async def handle_RCPT(self, server, session, envelope, recipient, options):  # noqa: N802  # aiosmtpd's name
        if recipient in self.refuses:
            return self.refuses[recipient]
        envelope.rcpt_tos.append(recipient)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
        if self.refuses_contents:
            return self.refuses_contents
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 OK"

    @property
    def emails(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=policy.default) for _, _, content in self.envelopes]


class MailServer(Controller):
    """On a free port, which it knows once it is up."""

    def __init__(self, handler: Mailbox, **options) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=0, **options)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    @property
    def url(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?from=performance@anytown.example.org"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[MailServer]:
    running = MailServer(mailbox)
    running.start()
    yield running
    running.stop()


def a_message(mail_url: str, secrets: dict[str, str] | None = None, route: str = "mail", **changes) -> OutgoingMessage:
    sam = changes.pop("person", a_person("sam", name="Siân Llŷr"))
    values = {
        "key": "request 2023-24 Q1 COUNCIL to sam",
        "reference": "2023-24 Q1 COUNCIL",
        "to": address(sam, route, mail_url, secrets or {}),
        "recipient": sam.name,
        "sender": "Partneriaeth Môn",
        "reply_to": "returns@anytown.example.org",
        "subject": "Môn: 3 figures, £400,000 and 1 fund report due Friday 21 July 2023 [2023-24 Q1 COUNCIL]",
        "text": "Dear Siân Llŷr\n\nThe budget is £400,000. Diolch.\n",
        "sent_at": SENT_AT,
    }
    return OutgoingMessage(**{**values, **changes})


def refusal(message: OutgoingMessage) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        deliver(message)
    return caught.value


def test_a_message_arrives_as_it_was_written(server, mailbox):
    deliver(a_message(server.url))

    (sender, recipients, _) = mailbox.envelopes[0]
    (email,) = mailbox.emails
    assert (sender, recipients) == ("performance@anytown.example.org", ["sam@example.org"])
    assert email["From"] == "Partneriaeth Môn <performance@anytown.example.org>"
    assert email["To"] == "Siân Llŷr <sam@example.org>"
    assert email["Reply-To"] == "returns@anytown.example.org"
    assert email["Subject"].startswith("Môn: 3 figures, £400,000")
    assert email["X-LSP-Reference"] == "2023-24 Q1 COUNCIL"
    assert email["Auto-Submitted"] == "auto-generated"
    assert email["Date"].datetime == SENT_AT
    assert email.get_content_type() == "text/plain"
    assert email.get_content().splitlines() == ["Dear Siân Llŷr", "", "The budget is £400,000. Diolch."]


def test_an_e_mail_is_seven_bit_with_short_lines_so_that_any_server_passes_it(server, mailbox):
    deliver(a_message(server.url, text="A £ and a long line. " * 100))

    (_, _, content) = mailbox.envelopes[0]
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 78


def test_attachments_arrive_whole_under_their_names(server, mailbox):
    files = (
        Attachment("MÔN-2023-24-Q1-COUNCIL.xlsx", XLSX, bytes(range(256)) * 300),
        Attachment("pack.html", "text/html", "<p>£</p>".encode()),
    )

    deliver(a_message(server.url, attachments=files))

    (email,) = mailbox.emails
    held = [(p.get_filename(), p.get_content_type(), p.get_payload(decode=True)) for p in email.iter_attachments()]
    assert held == [(file.name, file.media_type, file.content) for file in files]


def test_the_same_message_sent_twice_is_the_same_message_to_the_mailbox(server, mailbox):
    deliver(a_message(server.url))
    deliver(a_message(server.url, sent_at=datetime(2023, 7, 4, 8, 0, tzinfo=UTC)))
    deliver(a_message(server.url, key="reminder to sam: 2023-24 Q1 due 2023-07-21, on the day"))

    first, again, reminder = mailbox.emails
    assert first["Message-ID"] == again["Message-ID"] != reminder["Message-ID"]
    assert first["Message-ID"].endswith("@anytown.example.org>")
    assert first["References"] == reminder["References"], "a request and its reminders are one conversation"
    assert all(len(email.get_all("Message-ID")) == 1 for email in mailbox.emails)


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Due\r\nBcc: everyone@example.org\r\n\r\nNot the text"},
        {"recipient": 'Sam" <boss@example.org>\nBcc: everyone@example.org'},
        {"sender": "Anytown\r\nBcc: everyone@example.org"},
        {"reference": "2023-24 Q1\nBcc: everyone@example.org"},
        {"attachments": (Attachment('a"\r\nBcc: everyone@example.org\r\n.xlsx', XLSX, b"x"),)},
        {"text": ".\r\nQUIT\r\n.\r\nMAIL FROM:<x@example.org>\r\n"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_people_have_written_stays_where_it_belongs(server, mailbox, changes):
    deliver(a_message(server.url, **changes))

    ((_, recipients, _),) = mailbox.envelopes
    (email,) = mailbox.emails
    assert recipients == ["sam@example.org"]
    assert email["Bcc"] is None
    assert [mailbox.addr_spec for mailbox in email["To"].addresses] == ["sam@example.org"]
    assert "QUIT" not in changes.get("text", "") or "QUIT" in email.get_payload()


def test_an_address_cannot_bring_a_second_recipient_along(server, mailbox):
    deliver(a_message(server.url, person=a_person("sam", email="sam&to=boss@example.org")))

    assert [recipients for _, recipients, _ in mailbox.envelopes] == [["sam&to=boss@example.org"]]


def test_a_refused_recipient_is_a_failure_with_the_servers_own_reason(server, mailbox):
    mailbox.refuses["sam@example.org"] = "550 5.1.1 No such person here"

    error = refusal(a_message(server.url))

    assert error.reason == "The mail server refused sam@example.org: 550 5.1.1 No such person here"
    assert "people.yaml" in error.remedy


def test_a_server_that_is_only_busy_will_be_tried_again(server, mailbox):
    mailbox.refuses["sam@example.org"] = "451 4.7.1 Greylisted, come back later"

    assert "tried again" in refusal(a_message(server.url)).remedy


def test_a_message_the_server_finds_too_large_says_so(server, mailbox):
    mailbox.refuses_contents = "552 5.3.4 Message too big"

    assert "552 5.3.4 Message too big" in refusal(a_message(server.url)).reason


def test_a_server_that_is_down_says_where_and_loses_nothing():
    with closing(create_server(("127.0.0.1", 0))) as gone:
        port = gone.getsockname()[1]

    error = refusal(a_message(f"mailto://127.0.0.1:{port}?from=performance@anytown.example.org"))

    assert f"127.0.0.1:{port} cannot be reached: connection refused" in error.reason
    assert "LSP_MAIL_URL" in error.remedy
    assert "kept" in error.remedy


def test_a_server_that_never_answers_is_given_up_in_time(monkeypatch):
    monkeypatch.setattr("lsp_core.messages.mail.SECONDS_TO_ANSWER", 0.3)
    with closing(create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        started = time.monotonic()
        error = refusal(a_message(f"mailto://127.0.0.1:{port}?from=performance@anytown.example.org"))

    assert time.monotonic() - started < 3
    assert "cannot be reached" in error.reason
    assert "timed out" in error.reason


def test_a_wrong_password_is_named_and_never_shown(mailbox, caplog):
    caplog.set_level(logging.DEBUG)
    server = MailServer(
        mailbox,
        auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=False, handled=False, message="535 5.7.8 not with s3cr3t/word"),
    )
    server.start()
    try:
        url = f"mailto://performance:{{secret:SMTP}}@127.0.0.1:{server.port}?from=performance@anytown.example.org"
        error = refusal(a_message(url, {"SMTP": "s3cr3t/word"}))
    finally:
        server.stop()

    assert "did not accept the user name and password" in error.reason
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("mail"))
    for secret in ("s3cr3t/word", "s3cr3t%2Fword"):
        assert secret not in str(error)
        assert secret not in ours


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mailto://smtp.example.org:25", "cannot be understood"),
        ("mailto://", "cannot be understood"),
        ("mailto://127.0.0.1:25?from=a@example.org&cc=b@example.org", "more than one recipient"),
        ("mailto://127.0.0.1:25?from=a@example.org&pgp=encrypt", "asks for PGP"),
        ("carrier-pigeon://loft", "was not taken"),
    ],
)
def test_an_address_that_cannot_work_is_refused_with_what_would_be_right(url, reason):
    error = refusal(a_message(url))

    assert reason in error.reason
    assert error.remedy


def test_fifty_messages_take_seconds_and_not_minutes(server, mailbox):
    """Apprise by itself would wait 5.5 seconds between one e-mail and the next."""
    started = time.monotonic()
    for number in range(50):
        deliver(a_message(server.url, key=f"request {number}"))

    assert len({email["Message-ID"] for email in mailbox.emails}) == 50
    assert time.monotonic() - started < 10


class Hook(BaseHTTPRequestHandler):
    """A web address that takes messages, or refuses them when its path says so."""

    taken: list[dict[str, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(json.loads(body))
        self.send_response(403 if "refuse" in self.path else 200)
        self.end_headers()

    def log_message(self, *_) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Hook) as running:
        running.taken = []
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_a_persons_own_target_gets_the_words_and_the_files(hook):
    ann = a_person("ann", targets={"off-track": f"json://127.0.0.1:{hook.server_port}/{{secret:HOOK}}"})
    files = (Attachment("pack.pdf", "application/pdf", b"%PDF"),)

    deliver(a_message("eml://nowhere", {"HOOK": "t0ken"}, "off-track", person=ann, attachments=files))

    (taken,) = hook.taken
    assert taken["title"].startswith("Môn: 3 figures, £400,000")
    assert taken["message"].startswith("Dear Siân Llŷr\n\nThe budget is £400,000.")
    assert [attached["filename"] for attached in taken["attachments"]] == ["pack.pdf"]


def test_a_target_that_refuses_gives_its_reason_and_keeps_its_secret(hook, caplog):
    caplog.set_level(logging.DEBUG)
    ann = a_person("ann", targets={"off-track": f"json://127.0.0.1:{hook.server_port}/refuse/{{secret:HOOK}}"})

    error = refusal(a_message("eml://nowhere", {"HOOK": "t0ken"}, "off-track", person=ann))

    assert "the off-track target of Ann Person was not taken" in error.reason
    assert "403" in error.reason
    assert "t0ken" not in str(error)
    assert not [record for record in caplog.records if record.name == "apprise" and "t0ken" in record.getMessage()]


def written(folder: Path) -> EmailMessage:
    (file,) = folder.iterdir()
    return message_from_bytes(file.read_bytes(), policy=policy.default)


def test_the_folder_holds_the_e_mail_under_a_name_that_says_what_it_is(tmp_path):
    files = (Attachment("MÔN-2023-24-Q1-COUNCIL.xlsx", XLSX, b"PK\x03\x04"),)

    deliver(a_message(folder_url(tmp_path / "out box"), attachments=files))

    email = written(tmp_path / "out box")
    assert [f.name for f in (tmp_path / "out box").iterdir()] == ["2023-07-03 request 2023-24 Q1 COUNCIL to sam.eml"]
    assert email["To"] == "Siân Llŷr <sam@example.org>"
    assert email["From"] == "Partneriaeth Môn <returns@anytown.example.org>"
    assert email["X-LSP-Reference"] == "2023-24 Q1 COUNCIL"
    assert email.get_body().get_content().startswith("Dear Siân Llŷr")
    (attached,) = email.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (files[0].name, files[0].content)


def test_the_folder_and_the_server_get_the_same_e_mail(server, mailbox, tmp_path):
    deliver(a_message(server.url))
    deliver(a_message(folder_url(tmp_path)))

    (sent,), kept = mailbox.emails, written(tmp_path)
    assert sent["Message-ID"] == kept["Message-ID"]
    assert sent.get_content() == kept.get_content()


def test_the_same_message_again_leaves_one_file(tmp_path):
    deliver(a_message(folder_url(tmp_path)))
    deliver(a_message(folder_url(tmp_path)))

    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "key",
    [
        "../../etc/passwd to sam",
        "answer a/b\\c:d*e?f to sam",
        f"off track to cat: {'LONG-CODE; ' * 40}",
        "CON\x00\n to sam",
    ],
)
def test_no_key_leads_out_of_the_folder_or_breaks_a_file_name(tmp_path, key):
    deliver(a_message(folder_url(tmp_path / "outbox"), key=key))

    (file,) = (tmp_path / "outbox").iterdir()
    assert file.suffix == ".eml"
    assert len(file.name.encode()) < 200
    assert [found.name for found in tmp_path.iterdir()] == ["outbox"]


def test_two_long_keys_that_begin_alike_are_two_files(tmp_path):
    for last in "AB":
        deliver(a_message(folder_url(tmp_path), key=f"off track to cat: {'CODE; ' * 60}{last}"))

    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_says_which_setting_to_mend(tmp_path):
    (tmp_path / "outbox").write_text("a file where the folder should be")

    error = refusal(a_message(folder_url(tmp_path / "outbox")))

    assert "cannot be written" in error.reason
    assert "LSP_OUTBOX" in error.remedy
