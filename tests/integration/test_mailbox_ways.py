"""The mailbox from the command line, over TLS, and the answer on its way out by a real mail server."""

import http.server
import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.handlers import Message
from click.testing import CliRunner, Result

from examples.demo import PLAN
from examples.trafford.partners import returns_for
from lsp_core import workplace
from lsp_core.channels.mailbox import Mailbox
from lsp_core.cli import lsp
from lsp_core.errors import ChannelError
from lsp_core.returns.pointers import reference_in_address
from lsp_core.settings import settings
from tests.integration.office import Q1, Office
from tests.integration.postbox import PASSWORD, USER, Postbox, a_folder, a_message, a_postbox, attach
from tests.integration.test_delivery import MailServer

Lsp = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lsp]:
    """Type a command in a folder where the partners have been asked."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, on: str = "2023-07-20", expect: int = 0, **environment: str) -> Result:
        _forget()
        result = CliRunner().invoke(lsp, [*words], env={"LSP_NOW": f"{on}T09:00+01:00", **environment})
        assert result.exit_code == expect, result.output
        return result

    run("load", str(PLAN), on="2023-06-01")
    run("open", "2023-24 Q1", on="2023-07-03")
    yield run
    _forget()


def _forget() -> None:
    if workplace.database.cache_info().currsize:
        workplace.database().close()
    workplace.database.cache_clear()
    settings.cache_clear()


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with a_postbox() as opened:
        yield opened


def put_a_return(postbox: Postbox) -> None:
    office = Office(workplace.database(), Path.cwd())
    sent = next(one for one in returns_for(Q1) if one.partner == "TRUST")
    message = a_message("owen.marsh@example.org", "Our figures", Message_ID="<one@hospital.example>")
    attach(message, sent.name, sent.build(office.workbook(Q1, "TRUST")))
    postbox.put(message, a_message("x@nowhere.example", "Which month?"))


def test_the_command_shows_what_waits_and_takes_it_only_when_told_to(run: Lsp, postbox: Postbox):
    here = {"LSP_MAILBOX": postbox.url, "LSP_SECRET_IMAP": PASSWORD}
    put_a_return(postbox)
    shown = run("mail", **here).stdout
    assert "From owen.marsh@example.org: Our figures" in shown
    assert "return: it brings" in shown
    assert "question: a person wrote, and sent no return" in shown
    assert "2 messages in the mailbox returns on 127.0.0.1. Nothing has been taken" in shown
    assert "No file has come yet." in run("returns").stdout
    taken = run("mail", "--yes", **here).stdout
    assert "Demonstration Hospitals:" in taken
    assert "No message waits in the mailbox" in run("mail", **here).stdout
    listed = run("returns").stdout
    assert "It came by e-mail from owen.marsh@example.org on 20 July 2023 at 9am." in listed
    assert "Taken as 2023-24 Q1 TRUST #1" in listed
    assert PASSWORD not in shown + taken + listed


def test_without_a_mailbox_the_command_says_what_to_set(run: Lsp):
    assert "Set LSP_MAILBOX" in run("mail", expect=1).stderr


def test_a_mailbox_that_is_away_does_not_keep_the_inbox_from_being_checked(run: Lsp):
    Office(workplace.database(), Path.cwd()).partners_send(Q1, only=("TRUST",))
    collected = run("collect", expect=1, LSP_MAILBOX="imap://returns:word@127.0.0.1:1/INBOX")
    assert "There is no connection to the mailbox" in collected.stderr
    assert "Demonstration Hospitals:" in collected.stdout


class Kept(Message):
    """Keeps what comes."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[bytes] = []

    def handle_message(self, message: object) -> None:
        self.messages.append(bytes(message))  # type: ignore[call-overload]


def test_requests_go_out_with_a_signed_tag_and_the_answer_stands_beneath_the_e_mail_it_answers(
    run: Lsp, postbox: Postbox
):
    kept = Kept()
    server = MailServer(kept)
    server.start()
    try:
        way = {
            "LSP_MAIL_URL": f"mailto://127.0.0.1:{server.port}?from=returns@example.org",
            "LSP_SECRET_REPLY_TAG": "a long word",
            "LSP_MAILBOX": postbox.url,
            "LSP_SECRET_IMAP": PASSWORD,
        }
        run("send", "--yes", on="2023-07-03", **way)
        put_a_return(postbox)
        run("mail", "--yes", **way)
        run("send", "--yes", **way)
    finally:
        server.stop()
    sent = [message_from_bytes(one) for one in kept.messages]
    tags = {reference_in_address(str(one["Reply-To"]), "a long word") for one in sent}
    assert "2023-24 Q1 TRUST" in tags
    (answer,) = [one for one in sent if one["In-Reply-To"]]
    assert answer["In-Reply-To"] == "<one@hospital.example>"
    assert str(answer["References"]).endswith("<one@hospital.example>")
    assert answer["To"].endswith("<owen.marsh@example.org>")


def a_certificate(folder: Path) -> tuple[Path, Path]:
    """For 127.0.0.1, by nobody in particular."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, certificate


@contextmanager
def a_safe_postbox(folder: Path, **options: str) -> Iterator[tuple[Postbox, Path]]:
    """A Dovecot with a certificate."""
    key, certificate = a_certificate(folder)
    options["certificate"] = f"ssl_cert = <{certificate}\nssl_key = <{key}"
    with a_postbox(ssl="yes", **options) as postbox:
        yield postbox, certificate


def test_the_way_to_a_mailbox_is_encrypted_and_its_certificate_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with a_safe_postbox(tmp_path) as (postbox, certificate):
        url = f"imaps://{USER}:{PASSWORD}@127.0.0.1:{postbox.tls_port}"
        with pytest.raises(ChannelError, match="There is no safe connection"), Mailbox(url, {}).open():
            pass
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        postbox.put(a_message("x@nowhere.example", "Hello"))
        with Mailbox(url, {}).open() as opened:
            assert len(list(opened.waiting())) == 1


class Introspection(http.server.BaseHTTPRequestHandler):
    """Says of one token that it is good, as an identity provider does."""

    def do_POST(self) -> None:  # its name
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        body = json.dumps({"active": "good-token" in asked, "username": USER}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Not on the screen."""


@contextmanager
def an_identity_provider() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Introspection)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_mailbox_is_opened_with_a_token_from_a_file_that_something_else_renews(tmp_path: Path):
    token = tmp_path / "token"
    with an_identity_provider() as port, a_folder() as folder:
        config = folder / "oauth.conf"
        config.write_text(
            f"introspection_mode = post\nintrospection_url = http://127.0.0.1:{port}/\n"
            "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
        )
        passdb = f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {config}\n}}"
        with a_postbox(mechanisms="xoauth2 oauthbearer", oauth=passdb) as postbox:
            mailbox = f"imap://{USER}@127.0.0.1:{postbox.port}/INBOX?auth=xoauth2&token_file={token}"
            with pytest.raises(ChannelError, match="token cannot be read"):
                Mailbox(mailbox, {})
            token.write_text("good-token\n")
            postbox.put(a_message("x@nowhere.example", "Hello"))
            with Mailbox(mailbox, {}).open() as opened:
                assert len(list(opened.waiting())) == 1
            token.write_text("stale-word\n")
            with pytest.raises(ChannelError) as refused, Mailbox(mailbox, {}).open():
                pass
            assert "stale-word" not in str(refused.value)
