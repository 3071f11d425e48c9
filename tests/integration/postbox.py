"""A real Dovecot on this machine, for one test: a mailbox of its own on a free port, and messages put into it.

Where Dovecot is not installed the tests that need it are skipped, and say so.
"""

import grp
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path
from socket import create_connection, create_server
from tempfile import TemporaryDirectory

import pytest
from imap_tools import MailBoxUnencrypted

from lsp_core.channels.mailbox import Mailbox

DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
USER, PASSWORD = "returns", "opensesame"
ADDRESS = "returns@anytown.example"

CONFIG = """\
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = test
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login {mechanisms}
mail_location = maildir:{folder}/mail
mail_uid = {mail_user}
mail_gid = {mail_group}
first_valid_uid = 1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
passdb {{
  driver = static
  args = password={password}
}}
{oauth}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Postbox:
    """One mailbox on one Dovecot."""

    folder: Path
    port: int
    tls_port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its address, the password by its name."""
        return f"imap://{USER}:{{secret:IMAP}}@127.0.0.1:{self.port}/INBOX"

    @property
    def mailbox(self) -> Mailbox:
        """The channel to it."""
        return Mailbox(self.url, {"IMAP": PASSWORD})

    @contextmanager
    def opened(self) -> Iterator[MailBoxUnencrypted]:
        """A connection of somebody else's: a mail program."""
        with MailBoxUnencrypted("127.0.0.1", self.port).login(USER, PASSWORD) as opened:
            yield opened

    def put(self, *messages: EmailMessage | bytes) -> None:
        """Messages arrive."""
        with self.opened() as opened:
            for message in messages:
                opened.append(message if isinstance(message, bytes) else message.as_bytes(policy=SMTP), "INBOX")

    def subjects(self, folder: str = "INBOX") -> list[str]:
        """The subjects of the messages in a folder; none where there is no such folder."""
        with self.opened() as opened:
            if not opened.folder.exists(folder):
                return []
            opened.folder.set(folder)
            return [message.subject for message in opened.fetch(mark_seen=False)]


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder that whoever serves mail can reach: pytest's own are for one user, and made so again at any time."""
    with TemporaryDirectory(prefix="lsp-dovecot-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def a_postbox(**options: str) -> Iterator[Postbox]:
    """A Dovecot, for as long as the block lasts."""
    if not Path(DOVECOT).exists():
        pytest.skip("no Dovecot on this machine: install dovecot-imapd to run this test")
    ports = [_free_port(), _free_port()]
    with a_folder() as folder:
        box = Postbox(folder, *ports, process=_started(folder, ports, options))
        try:
            _wait_for(box)
            yield box
        finally:
            box.process.terminate()
            box.process.wait(10)
            print((folder / "log").read_text())  # pytest shows it beside a failure


def _started(folder: Path, ports: list[int], options: dict[str, str]) -> subprocess.Popen[bytes]:
    """As root it serves mail as somebody else, because it refuses to do so as root; else all of it is ours."""
    for name in ("run", "state", "home", "mail"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    me = pwd.getpwuid(os.getuid()).pw_name
    as_root = me == "root"
    mail_user = "nobody" if as_root else me
    account = pwd.getpwnam(mail_user)
    group = _group(account.pw_gid)
    if as_root:
        for path in (folder / "home", folder / "mail"):
            os.chown(path, account.pw_uid, account.pw_gid)
    values = {"ssl": "no", "certificate": "", "mechanisms": "", "oauth": "", **options}
    config = folder / "dovecot.conf"
    config.write_text(
        CONFIG.format(
            folder=folder, port=ports[0], tls_port=ports[1], password=PASSWORD, mail_user=mail_user, mail_group=group,
            user="dovecot" if as_root else me, group="dovecot" if as_root else group, **values,
        )
    )  # fmt: skip
    return subprocess.Popen([DOVECOT, "-F", "-c", str(config)])


def _group(number: int) -> str:
    return grp.getgrgid(number).gr_name


def _wait_for(box: Postbox) -> None:
    for _ in range(100):
        try:
            with closing(create_connection(("127.0.0.1", box.port), 1)) as connection:
                if connection.recv(100).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.1)
        if box.process.poll() is not None:
            break
    log = box.folder / "log"
    pytest.fail(f"Dovecot did not start: {log.read_text() if log.exists() else 'no log'}")


def _free_port() -> int:
    with closing(create_server(("127.0.0.1", 0))) as server:
        port: int = server.getsockname()[1]
        return port


def a_message(sender: str, subject: str, text: str = "Please see attached.", **headers: str) -> EmailMessage:
    """A message somebody sends to the partnership. Headers are given by their names with _ for -."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, ADDRESS, subject
    digest = sha256(f"{sender}{subject}{text}".encode()).hexdigest()[:16]
    message["Message-ID"] = headers.pop("Message_ID", f"<{digest}@elsewhere.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def attach(message: EmailMessage, name: str, content: bytes, media_type: str = "application/octet-stream") -> None:
    """Attach a file."""
    main, _, sub = media_type.partition("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
