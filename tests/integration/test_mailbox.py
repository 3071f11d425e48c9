"""Returns by e-mail, from a real Dovecot: what each message is taken as, who is answered, and runs that are killed."""

from collections.abc import Iterator
from datetime import date, datetime
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from examples.trafford.partners import returns_for
from lsp_core.channels.mailbox import Mailbox, OpenMailbox
from lsp_core.errors import ChannelError
from lsp_core.messages.outgoing import id_of_conversation, id_of_message
from lsp_core.periods import Quarter
from lsp_core.returns.pointers import tagged
from lsp_core.steps.receiving_mail import look_at_mail, receive_mail
from lsp_core.steps.report import StepReport
from lsp_core.store import returns
from lsp_core.store.messages import MessageStatus, QueuedMessage
from lsp_core.store.returns import KeptReturn
from tests.integration.office import Q1, Q2, Office, morning
from tests.integration.postbox import Postbox, a_message, a_postbox, attach

OPENED, DUE = morning(date(2023, 7, 10)), morning(date(2023, 7, 20), 10)
OWEN = "Owen Marsh <owen.marsh@example.org>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG = b"\x89PNG\r\n\x1a\n signature"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with a_postbox() as opened:
        yield opened


@pytest.fixture
def asked(office: Office) -> Office:
    """The office once every partner has been asked for the first quarter."""
    office.open()
    office.send(OPENED)
    return office


def workbook_of(office: Office, partner: str = "TRUST", quarter: Quarter = Q1) -> tuple[str, bytes]:
    """A partner's own return, as the demonstration has it."""
    sent = next(one for one in returns_for(quarter) if one.partner == partner)
    return sent.name, sent.build(office.workbook(quarter, partner))


def a_return(office: Office, sender: str = OWEN, subject: str = "Our figures", **headers: str) -> EmailMessage:
    message = a_message(sender, subject, **headers)
    attach(message, *workbook_of(office), XLSX)
    return message


def collect(office: Office, postbox: Postbox, now: datetime = DUE, secret: str = "") -> StepReport:
    from expectations.checking import check_returns as checker
    from lsp_core.steps.checking import check_returns

    received = receive_mail(office.database, postbox.mailbox, now, secret)
    checked = check_returns(office.database, checker, now)
    return StepReport("Collect", received.did + checked.did, received.problems + checked.problems)


def kept(office: Office) -> list[KeptReturn]:
    with office.database.reading() as session:
        return returns.all_kept(session)


def the_request(office: Office, partner: str = "TRUST", quarter: Quarter = Q1) -> QueuedMessage:
    reference = f"{quarter} {partner}"
    return next(one for one in office.queued("request") if one.reference == reference)


def in_answer_to(request: QueuedMessage) -> dict[str, str]:
    """The headers of a reply to a message of ours."""
    ours = f"<{id_of_message(request.reference, request.id.key)}@example.org>"
    return {"In_Reply_To": ours, "References": f"<{id_of_conversation(request.reference)}@example.org> {ours}"}


def zipped(**files: bytes) -> bytes:
    folder = BytesIO()
    with ZipFile(folder, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return folder.getvalue()


def test_a_return_by_e_mail_is_taken_answered_in_its_conversation_and_filed_away(asked: Office, postbox: Postbox):
    postbox.put(a_return(asked, Message_ID="<one@hospital.example>"))
    report = collect(asked, postbox)
    assert any("taken for 2023-24 Q1" in sentence for sentence in report.did), report
    (answer,) = asked.queued("answer")
    assert answer.id.person == "owen-marsh"
    assert answer.in_reply_to == "<one@hospital.example>"
    assert "Received: 20 July 2023 at 10am, by e-mail from Owen Marsh" in " ".join(answer.text.split())
    assert postbox.subjects() == []
    assert postbox.subjects("Processed.Returns") == ["Our figures"]


def test_the_same_message_and_the_same_file_are_taken_once(asked: Office, postbox: Postbox):
    message = a_return(asked)
    postbox.put(message, message)
    collect(asked, postbox)
    collect(asked, postbox)
    assert len(kept(asked)) == len(asked.queued("answer")) == 1
    assert asked.queued("repeat") == []
    assert len(postbox.subjects("Processed.Returns")) == 2
    message.replace_header("Message-ID", "<again@hospital.example>")
    postbox.put(message)
    collect(asked, postbox)
    assert len(kept(asked)) == len(asked.queued("answer")) == 1
    (repeat,) = asked.queued("repeat")
    assert repeat.in_reply_to == "<again@hospital.example>"


def test_a_colleague_at_another_address_is_believed_when_the_workbook_is_right_and_the_contact_is_told(
    asked: Office, postbox: Postbox
):
    postbox.put(a_return(asked, sender="Temp <temp@agency.example>"))
    collect(asked, postbox)
    (answer,) = asked.queued("answer")
    words = " ".join(answer.text.split())
    assert answer.id.person == "owen-marsh"
    assert answer.in_reply_to == ""
    assert "by e-mail from temp@agency.example" in words
    assert "an address we do not have for Demonstration Hospitals" in words


def test_a_zipped_return_is_unpacked_and_pictures_in_the_signature_are_left_out(asked: Office, postbox: Postbox):
    name, content = workbook_of(asked)
    message = a_message(OWEN, "Zipped")
    attach(message, "image001.png", PNG, "image/png")
    attach(message, "figures.zip", zipped(**{f"July/{name}": content, f"__MACOSX/._{name}": b"x"}), "application/zip")
    postbox.put(message)
    collect(asked, postbox)
    assert [one.file_name for one in kept(asked)] == [name]
    assert len(asked.queued("answer")) == 1


def test_a_file_that_says_nothing_is_placed_by_the_message_it_answers(asked: Office, postbox: Postbox):
    message = a_message(OWEN, "Here", **in_answer_to(the_request(asked)))
    attach(message, "book1.csv", b"Code,Period,This quarter\r\nAE4H,2023-24 Q1,70.1\r\n", "text/csv")
    postbox.put(message)
    collect(asked, postbox)
    assert [one.reference for one in kept(asked)] == ["2023-24 Q1 TRUST #1"]


def test_a_file_that_says_nothing_is_placed_by_the_signed_tag_in_the_address(asked: Office, postbox: Postbox):
    for number, secret in enumerate(("right", "wrong")):
        message = a_message("Temp <temp@agency.example>", f"Here {number}")
        message.replace_header("To", tagged("returns@example.org", "2023-24 Q1 TRUST", secret))
        attach(message, "book1.csv", b"Code,Period,This quarter\r\nAE4H,2023-24 Q1,70.%d\r\n" % number, "text/csv")
        postbox.put(message)
    collect(asked, postbox, secret="right")
    assert sorted(one.reference for one in kept(asked)) == ["", "2023-24 Q1 TRUST #1"]


def test_a_file_that_says_nothing_is_placed_by_its_senders_address(asked: Office, postbox: Postbox):
    message = a_message(OWEN, "Here")
    attach(message, "book1.csv", b"Code,Period,This quarter\r\nAE4H,2023-24 Q1,70.1\r\n", "text/csv")
    postbox.put(message)
    collect(asked, postbox)
    assert [one.reference for one in kept(asked)] == ["2023-24 Q1 TRUST #1"]


def test_one_partners_workbook_from_anothers_address_is_a_question_to_the_one_it_is_for(
    asked: Office, postbox: Postbox
):
    postbox.put(a_return(asked, sender="carl.denby@example.org"))
    collect(asked, postbox)
    (answer,) = asked.queued("answer")
    words = " ".join(answer.text.split())
    assert answer.id.person == "owen-marsh"
    assert "carl.denby@example.org is an address of Demonstration Jobcentre" in words
    assert "1 question to answer" in answer.subject


def test_last_quarters_workbook_in_answer_to_this_quarters_request_is_asked_about(asked: Office, postbox: Postbox):
    asked.open(Q2)
    asked.send(morning(date(2023, 10, 10)))
    postbox.put(a_return(asked, **in_answer_to(the_request(asked, quarter=Q2))))
    collect(asked, postbox, morning(date(2023, 10, 12)))
    (question,) = asked.queued("refusal")
    words = " ".join(question.text.split())
    assert question.id.person == "owen-marsh"
    assert "Which quarter is it for?" in question.subject
    assert "the file is for April to June 2023" in words
    assert "it is for July to September 2023" in words
    assert asked.queued("answer") == []


def test_a_new_workbook_sent_in_answer_to_an_old_message_is_taken(asked: Office, postbox: Postbox):
    asked.open(Q2)
    asked.send(morning(date(2023, 10, 10)))
    message = a_message(OWEN, "Figures", **in_answer_to(the_request(asked, quarter=Q1)))
    attach(message, *workbook_of(asked, quarter=Q2), XLSX)
    postbox.put(message)
    collect(asked, postbox, morning(date(2023, 10, 12)))
    assert [one.reference for one in kept(asked)] == ["2023-24 Q2 TRUST #1"]


def test_an_out_of_office_is_never_answered_and_the_coordinator_hears(asked: Office, postbox: Postbox):
    postbox.put(a_message(OWEN, "Automatic reply: Figures", "I am away until Monday.", Auto_Submitted="auto-replied"))
    collect(asked, postbox)
    (digest,) = asked.queued("came in")
    assert digest.id.person == "imogen-farrow"
    assert "> I am away until Monday." in digest.text
    assert postbox.subjects("Processed.Automatic replies") == ["Automatic reply: Figures"]


BOUNCE = """\
From: Mail Delivery Subsystem <mailer-daemon@example.org>
To: returns@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=b"

--=b
Content-Type: text/plain

I could not deliver your message.
--=b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Owen.Marsh@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--=b
Content-Type: text/rfc822-headers

Message-ID: {about}
Subject: Figures, please

--=b--
"""


def a_bounce(request: QueuedMessage, action: str = "failed") -> bytes:
    about = in_answer_to(request)["In_Reply_To"]
    return BOUNCE.format(about=about, action=action).replace("\n", "\r\n").encode()


def test_a_bounce_marks_our_message_and_it_goes_again_once_the_address_is_right(asked: Office, postbox: Postbox):
    postbox.put(a_bounce(the_request(asked)))
    collect(asked, postbox)
    came_back = the_request(asked)
    assert came_back.status is MessageStatus.BOUNCED
    assert came_back.problem == "owen.marsh@example.org could not be reached: 550 5.1.1 No such user"
    (digest,) = asked.queued("came in")
    assert "owen.marsh@example.org could not be reached" in " ".join(digest.text.split())
    correct_the_address(asked)
    assert the_request(asked).status is MessageStatus.QUEUED


def test_a_delay_is_no_bounce(asked: Office, postbox: Postbox):
    postbox.put(a_bounce(the_request(asked), action="delayed"))
    collect(asked, postbox)
    assert the_request(asked).status is MessageStatus.SENT


def correct_the_address(office: Office) -> None:
    from examples.demo import PLAN
    from lsp_core.plan.reading import read_folder
    from lsp_core.steps.loading import load_plan

    files = read_folder(PLAN)
    people = files["people.yaml"].replace("owen.marsh@example.org", "o.marsh@example.org")
    load_plan(office.database, {**files, "people.yaml": people}, DUE)


def test_a_question_without_a_return_reaches_the_coordinator_as_data(asked: Office, postbox: Postbox):
    text = "Which {{ month }}\nis meant?\n\n> Dear Owen"
    postbox.put(a_message("x@nowhere.example", "Re: figures {% now %}", text))
    collect(asked, postbox)
    (digest,) = asked.queued("came in")
    assert "From x@nowhere.example" in digest.text
    assert "Re: figures {% now %}" in digest.text
    assert "> Which {{ month }}" in digest.text
    assert "Dear Owen" not in digest.text
    assert postbox.subjects("Processed.Questions") == ["Re: figures {% now %}"]


def test_looking_at_the_mailbox_keeps_and_moves_nothing(asked: Office, postbox: Postbox):
    postbox.put(a_return(asked), a_message("x@nowhere.example", "Hello"))
    before = asked.everything()
    seen = look_at_mail(asked.database, postbox.mailbox)
    assert [taken.kind for _, taken in seen] == ["return", "question"]
    assert asked.everything() == before
    assert len(postbox.subjects()) == 2
    with postbox.opened() as opened:
        assert all("\\Seen" not in message.flags for message in opened.fetch(mark_seen=False))


class PulledOutError(BaseException):
    """The plug is pulled."""


def test_a_run_killed_between_keeping_and_moving_loses_nothing_and_doubles_nothing(
    asked: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
):
    def pulled_out(*_: object) -> None:
        raise PulledOutError

    postbox.put(a_return(asked), a_message("x@nowhere.example", "Hello"))
    with monkeypatch.context() as patched:
        patched.setattr(OpenMailbox, "file_away", pulled_out)
        for _ in range(2):
            with pytest.raises(PulledOutError):
                collect(asked, postbox)
    assert len(postbox.subjects()) == 2
    collect(asked, postbox)
    collect(asked, postbox)
    assert postbox.subjects() == []
    assert len(kept(asked)) == len(asked.queued("answer")) == len(asked.queued("came in")) == 1


def test_two_runs_at_once_take_each_message_once(asked: Office, postbox: Postbox):
    postbox.put(a_return(asked), *(a_message("x@nowhere.example", f"Question {number}") for number in range(5)))
    with postbox.mailbox.open() as slow:
        letters = slow.waiting()
        next(letters)
        collect(asked, postbox)
        assert list(letters) == []
        slow.file_away("1", "Returns")
    collect(asked, postbox)
    assert len(kept(asked)) == 1
    assert len(postbox.subjects("Processed.Questions")) == 5
    assert len(postbox.subjects("Processed.Returns")) == 1


def test_a_wrong_password_is_said_without_it(postbox: Postbox):
    with pytest.raises(ChannelError) as refused, Mailbox(postbox.url, {"IMAP": "not-the-word"}).open():
        pass
    assert "not-the-word" not in str(refused.value)
    assert "Check the user, the password or token" in refused.value.remedy


def test_a_message_that_is_too_long_is_not_read_and_a_person_hears(
    asked: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("lsp_core.channels.mailbox.LONGEST_MESSAGE", 2000)
    postbox.put(a_return(asked))
    collect(asked, postbox)
    assert kept(asked) == []
    assert len(asked.queued("came in")) == 1
