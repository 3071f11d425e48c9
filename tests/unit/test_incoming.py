"""What a message is taken as, which of its files are returns, and what a delivery report says."""

from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from zipfile import ZipFile

import pytest

from lsp_core.incoming.kinds import FOLDERS, TOLD, MailKind, taken_as
from lsp_core.incoming.message import LONGEST_HEAD, LONGEST_TEXT, IncomingMail, read_message
from lsp_core.incoming.unpacking import MOST_IN_ZIP, returns_in
from lsp_core.messages.notices.came_in import HEADINGS

OURS = "returns@example.org"


def an_email(subject: str = "Figures", text: str = "Here they are.", files: dict[str, bytes] | None = None, **headers):
    message = EmailMessage()
    message["From"] = headers.pop("From", "Sam <sam@example.org>")
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, content in (files or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return read_message(message.as_bytes(policy=SMTP))


def names(mail: IncomingMail) -> list[str]:
    return [one.name for one in returns_in(mail)]


def zipped(files: dict[str, bytes]) -> bytes:
    folder = BytesIO()
    with ZipFile(folder, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return folder.getvalue()


@pytest.mark.parametrize(
    ("mail", "kind"),
    [
        (an_email(files={"figures.xlsx": b"PK"}), MailKind.RETURN),
        (an_email(files={"figures.CSV": b"a"}), MailKind.RETURN),
        (an_email(files={"letter.pdf": b"%PDF"}), MailKind.QUESTION),
        (an_email(), MailKind.QUESTION),
        (an_email(subject="Only a subject", text=""), MailKind.QUESTION),
        (an_email(subject="", text=""), MailKind.NOTHING),
        (an_email(Auto_Submitted="auto-replied (vacation)"), MailKind.AUTOMATIC),
        (an_email(Auto_Submitted="no"), MailKind.QUESTION),
        (an_email(X_Autoreply="yes"), MailKind.AUTOMATIC),
        (an_email(Precedence="bulk"), MailKind.AUTOMATIC),
        (an_email(subject="Automatic reply: Figures"), MailKind.AUTOMATIC),
        (an_email(subject="Out of office: back on Monday"), MailKind.AUTOMATIC),
        (an_email(subject="Out of office figures", files={"a.csv": b"a"}), MailKind.RETURN),
        (an_email(Auto_Submitted="auto-generated", files={"a.csv": b"a"}), MailKind.AUTOMATIC),
        (an_email(subject="Undeliverable: Figures", From="postmaster@example.org"), MailKind.BOUNCE),
        (an_email(subject="A meeting", From="postmaster@example.org"), MailKind.QUESTION),
        (an_email(X_Failed_Recipients="sam@example.org"), MailKind.BOUNCE),
        (an_email(X_Spam_Flag="YES"), MailKind.NOTHING),
        (an_email(From=OURS, files={"a.csv": b"a"}), MailKind.NOTHING),
    ],
    ids=lambda value: value.subject if isinstance(value, IncomingMail) else str(value),
)
def test_what_a_message_is_taken_as(mail, kind):
    assert taken_as(mail, OURS).kind is kind


def test_every_kind_has_a_folder_and_every_kind_that_is_told_a_heading():
    assert set(FOLDERS) == set(MailKind)
    assert set(HEADINGS) == set(TOLD)


def test_returns_come_out_of_a_zip_folder_without_its_folders_and_what_a_mac_adds():
    folder = zipped({"July/a.xlsx": b"1", "__MACOSX/July/._a.xlsx": b"2", "read me.txt": b"3", "../../b.csv": b"4"})
    assert names(an_email(files={"figures.zip": folder})) == ["a.xlsx", "b.csv"]


def test_a_zip_folder_with_too_many_files_is_handed_on_whole_so_that_its_sender_hears():
    folder = zipped({f"{number}.csv": b"%d" % number for number in range(MOST_IN_ZIP + 1)})
    assert names(an_email(files={"figures.zip": folder})) == ["figures.zip"]


def test_a_zip_folder_that_is_damaged_is_handed_on_whole():
    assert names(an_email(files={"figures.zip": b"PK\x03\x04 and no more"})) == ["figures.zip"]


def test_the_same_file_twice_in_one_message_is_one():
    assert names(an_email(files={"a.csv": b"x", "copy of a.csv": b"x"})) == ["a.csv"]


def test_a_message_with_the_same_id_and_another_file_is_another_message():
    first, again, other = (
        an_email(files={"a.csv": content}, Message_ID="<one@example.org>") for content in (b"1", b"1", b"2")
    )
    assert first.key == again.key
    assert first.key != other.key


def test_messages_without_an_id_are_told_apart_by_their_bytes():
    assert an_email(text="One").key != an_email(text="Two").key


def test_a_forwarded_message_brings_its_files():
    inner = EmailMessage()
    inner["Subject"] = "Our figures"
    inner.set_content("See attached")
    inner.add_attachment(b"a", maintype="text", subtype="csv", filename="inner.csv")
    outer = EmailMessage()
    outer["From"] = "sam@example.org"
    outer.set_content("Forwarded")
    outer.add_attachment(inner)
    assert names(read_message(outer.as_bytes(policy=SMTP))) == ["inner.csv"]


def test_a_message_in_html_alone_is_told_by_its_words():
    message = EmailMessage()
    message["From"] = "sam@example.org"
    message.set_content("<style>p {color: red}</style><p>Which &amp; when?</p>", subtype="html")
    assert read_message(message.as_bytes(policy=SMTP)).text.split() == ["Which", "&", "when?"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: =?utf-8?b?////?= <a@b>\r\nSubject: =?x-unknown?q?hi?=\r\nDate: yesterday\r\n\r\n\xff\xfe",
        b"From: a@b\r\nDate: Mon, 1 Jan 99999 00:00:00 +9999\r\n\r\n",
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nA:",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/csv; name=\"\xff.csv\"\r\n\r\n1",
        b"From: a@b\r\nSubject: " + b"x" * 100_000 + b"\r\n\r\n" + b"y" * 100_000,
    ],
)  # fmt: skip
def test_no_message_stops_us_or_grows_beyond_what_we_keep(raw):
    mail = read_message(raw)
    assert len(mail.text) <= LONGEST_TEXT
    assert taken_as(mail, OURS).because


def test_a_head_made_to_keep_a_parser_busy_is_cut_and_the_return_is_still_found():
    message = EmailMessage()
    message["From"] = "sam@example.org"
    message["Subject"] = "Figures"
    message.set_content("Here they are.")
    message.add_attachment(b"Code,Figure", maintype="text", subtype="csv", filename="a.csv")
    raw = message.as_bytes(policy=SMTP)
    bomb = b"".join(b"X-%d: =?utf-8?q?a?= \r\n" % count for count in range(LONGEST_HEAD // 10))
    head, body = raw.split(b"\r\n\r\n", 1)

    mail = read_message(head + b"\r\n" + bomb.rstrip() + b"\r\n\r\n" + body)

    assert names(mail) == ["a.csv"]
    assert mail.sender == "sam@example.org"


def test_a_file_keeps_its_name_and_no_folder_that_its_sender_put_before_it():
    assert names(an_email(files={"../../etc/cron.d/figures.csv": b"a"})) == ["figures.csv"]
