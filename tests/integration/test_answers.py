"""The answer to a return: the sender's own workbook back, marked, and what changed when it is sent again."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from examples.trafford.partners import AnswerFile, returns_for
from lsp_core.messages.addresses import address
from lsp_core.messages.delivery import deliver
from lsp_core.messages.outgoing import OutgoingMessage
from lsp_core.plan.model import Plan
from lsp_core.returns.layout import WHAT_WE_FOUND
from lsp_core.returns.marking.marks import COMMENT_BEGINS
from lsp_core.steps.answering import XLSX
from lsp_core.steps.delivering import deliver_messages
from lsp_core.store.files import digest_of
from lsp_core.store.messages import QueuedMessage
from tests.integration.office import Q1, Office, morning
from tests.integration.test_delivery import Mailbox, MailServer

TRANSPORT = "TRANSPORT"
TUESDAY, THURSDAY, FRIDAY = (morning(date(2023, 7, day)) for day in (18, 20, 21))


def words(text: str) -> str:
    return " ".join(text.split())


def sent_by_transport() -> tuple[AnswerFile, AnswerFile]:
    """Devices per million people instead of per 100,000; and the same workbook put right."""
    first, second = (sent for sent in returns_for(Q1) if sent.partner == TRANSPORT)
    return first, second


def drop(office: Office, name: str, content: bytes) -> bytes:
    (office.inbox / name).write_bytes(content)
    return content


def last_answer(office: Office) -> QueuedMessage:
    return office.queued("answer")[-1]


def the_workbook(message: QueuedMessage) -> Workbook:
    (attachment,) = message.attachments
    return load_workbook(BytesIO(attachment.content))


def typed(content: bytes, sheet: str, **cells: object) -> bytes:
    book = load_workbook(BytesIO(content))
    for where, value in cells.items():
        book[sheet][where] = value
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def row_of(content: bytes, code: str) -> int:
    sheet = load_workbook(BytesIO(content))["Figures"]
    return next(row for row in range(4, 50) if sheet[f"A{row}"].value == code)


@pytest.fixture
def asked(office: Office) -> Office:
    office.open()
    return office


def test_a_wrong_figure_comes_back_marked_in_the_senders_own_workbook(asked):
    first, _ = sent_by_transport()
    content = drop(asked, first.name, first.build(asked.workbook(Q1, TRANSPORT)))

    asked.collect(TUESDAY)

    message = last_answer(asked)
    book = the_workbook(message)
    marked = book["Figures"][f"H{row_of(content, 'EV')}"]
    assert message.attachments[0].name == "2023-24 Q1 TRANSPORT (checked).xlsx"
    assert marked.value == 437
    assert marked.comment.text.startswith(f"{COMMENT_BEGINS}MUST BE FIXED")
    assert book.sheetnames == [*load_workbook(BytesIO(content)).sheetnames, WHAT_WE_FOUND]
    assert f"- Fingerprint (SHA-256): {digest_of(content)}" in words(message.text)
    assert "Received: 18 July 2023 at 9am, through the shared folder" in words(message.text)


def test_the_marked_workbook_put_right_is_an_ordinary_return_and_only_the_change_is_told(asked):
    first, _ = sent_by_transport()
    content = drop(asked, first.name, first.build(asked.workbook(Q1, TRANSPORT)))
    asked.collect(TUESDAY)
    (marked,) = last_answer(asked).attachments
    put_right = typed(marked.content, "Figures", **{f"H{row_of(content, 'EV')}": 43.7})
    drop(asked, "something else.xlsx", put_right)

    asked.collect(THURSDAY)

    message = last_answer(asked)
    text = words(message.text)
    assert message.reference == "2023-24 Q1 TRANSPORT"
    assert "Since the file you sent before: - You changed 1 figure: " in text
    assert "from 437.0 per 100,000 people to 43.7 per 100,000 people" in text
    assert "are as before." in text
    assert "Thank you for putting right: " in text
    assert message.subject == "Received: nothing more to do [2023-24 Q1 TRANSPORT]"
    book = the_workbook(message)
    assert book.sheetnames.count(WHAT_WE_FOUND) == 1
    assert message.attachments[0].name == "something else (checked).xlsx"
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]


def test_an_explanation_given_once_is_kept_when_the_figure_comes_again_without_it(asked):
    sent = next(sent for sent in returns_for(Q1) if sent.partner == "COUNCIL")
    workbook = sent.build(asked.workbook(Q1, "COUNCIL"))
    row = row_of(workbook, "UC")
    changed = {f"H{row}": 40.2}
    explained = typed(workbook, "Figures", **changed, **{f"J{row}": "A second centre opened"})
    drop(asked, "first.xlsx", explained)
    asked.collect(TUESDAY)
    assert "question" not in last_answer(asked).subject

    drop(asked, "second.xlsx", typed(workbook, "Figures", **changed))
    asked.collect(THURSDAY)

    assert "question" not in last_answer(asked).subject
    assert "No figure has changed" in words(last_answer(asked).text)

    drop(asked, "third.xlsx", typed(workbook, "Figures", **{f"H{row}": 41.9}))
    asked.collect(FRIDAY)
    assert "1 question to answer" in last_answer(asked).subject


def test_two_files_of_one_partner_in_one_run_are_told_apart_as_in_two(asked):
    for sent in sent_by_transport():
        drop(asked, sent.name, sent.build(asked.workbook(Q1, TRANSPORT)))

    asked.collect(THURSDAY)

    texts = [words(message.text) for message in asked.queued("answer")]
    assert sum("Since the file you sent before: - You changed 1 figure" in text for text in texts) == 1
    assert len(texts) == 2


def test_a_csv_comes_back_as_a_workbook_made_from_its_rows(asked):
    first, _ = sent_by_transport()
    csv = AnswerFile(Q1, TRANSPORT, 1, first.sent_on, "csv", "", first.answers)
    drop(asked, "2023-24 Q1 TRANSPORT.csv", csv.build(asked.workbook(Q1, TRANSPORT)))

    asked.collect(TUESDAY)

    message = last_answer(asked)
    assert "made from your file with the same rows in the same cells" in words(message.text)
    book = the_workbook(message)
    assert book.sheetnames == ["2023-24 Q1 TRANSPORT.csv", WHAT_WE_FOUND]
    marked = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.comment]
    assert [cell.value for cell in marked][:1] == ["437"]

    drop(asked, "back.xlsx", message.attachments[0].content)
    asked.collect(THURSDAY)
    assert last_answer(asked).reference == "2023-24 Q1 TRANSPORT"
    assert "No figure has changed" in words(last_answer(asked).text)


def test_the_answer_arrives_at_a_real_mail_server_with_the_workbook_whole(asked):
    mailbox = Mailbox()
    server = MailServer(mailbox)
    server.start()

    def hand_over(plan: Plan, message: QueuedMessage) -> None:
        person = plan.person(message.id.person)
        deliver(
            OutgoingMessage(
                key=message.id.key,
                reference=message.reference,
                to=address(person, message.id.route, server.url, {}),
                recipient=person.name,
                sender=plan.partnership.name,
                reply_to=plan.partnership.reply_to,
                subject=message.subject,
                text=message.text,
                sent_at=datetime(2023, 7, 18, 9, tzinfo=UTC),
                attachments=message.attachments,
            )
        )

    first, _ = sent_by_transport()
    content = drop(asked, first.name, first.build(asked.workbook(Q1, TRANSPORT)))
    asked.collect(TUESDAY)
    try:
        assert deliver_messages(asked.database, hand_over, TUESDAY).problems == ()
    finally:
        server.stop()

    (email,) = [email for email in mailbox.emails if "Received: 1 correction needed" in email["Subject"]]
    (attachment,) = email.iter_attachments()
    assert attachment.get_filename() == "2023-24 Q1 TRANSPORT (checked).xlsx"
    assert attachment.get_content_type() == XLSX
    assert attachment.get_payload(decode=True) == last_answer(asked).attachments[0].content
    assert digest_of(content) in email.get_body().get_content()
