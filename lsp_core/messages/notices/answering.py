"""Answering a return: what we read, what must be put right, and a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lsp_core.errors import LspError, WhichQuarterError
from lsp_core.findings import Finding, Severity, held_back, in_order
from lsp_core.messages.keys import key
from lsp_core.messages.notices.notice import Attachment, Notice, NoticeKind
from lsp_core.messages.notices.owed import in_words
from lsp_core.messages.notices.plain_text import letter
from lsp_core.messages.notices.read_back import measures_by_code, read_back
from lsp_core.messages.notices.receipts import Receipt
from lsp_core.messages.notices.since_last import since_in_words
from lsp_core.plan.model import Partner, Plan
from lsp_core.requests.due import DataRequest, StillOwed
from lsp_core.returns.arrivals import BY_FOLDER, TELEPHONE, Arrival
from lsp_core.returns.rows import Reading
from lsp_core.returns.since import Since, to_tell
from lsp_core.wording import count_of, day_with_weekday, listed

NOT_SENT = ("FIG-008", "RES-006")
"""The rules that say that something did not come at all; what is still to come says it, with its day."""
MOST_FINDINGS = 25
"""Of one severity in one message; beyond that a person needs the workbook and not a longer e-mail."""


@dataclass(frozen=True)
class _Findings:
    """Findings the sender has to treat alike: those to print, and how many more there are."""

    shown: list[Finding]
    more: int


@dataclass(frozen=True)
class _Verdict:
    """What became of a return, in words."""

    months: str
    since: list[str]
    """What changed since the return before it; empty for a first one."""
    to_do: str
    """For example `1 correction needed and 2 still to come`; empty when there is nothing left to do."""
    read: list[str]
    errors: _Findings
    queries: _Findings
    notes: _Findings
    """Including queries that came with an explanation."""
    to_come: list[str]
    due: str


def answer_notice(
    plan: Plan,
    request: DataRequest,
    *,
    reading: Reading,
    findings: Sequence[Finding],
    file_name: str,
    digest: str,
    received_at: datetime,
    still_owed: StillOwed,
    compared: Since | None = None,
    data_quality: str = "",
    attachments: tuple[Attachment, ...] = (),
    is_their_own: bool = True,
    arrival: Arrival = BY_FOLDER,
    to: str = "",
) -> Notice:
    """What became of a return, to the partner's contact or another of its people: what changed, the figures read back,
    what to put right, a receipt.

    `digest` is the SHA-256 of the file as received, `still_owed` what is outstanding after this return, and `compared`
    how it differs from the one before it. The file attached `is_their_own`, or one that we made of theirs.
    """
    to = to or request.partner.contact
    verdict = _verdict(plan, request, reading, findings, still_owed, compared)
    return Notice(
        key=key(f"answer {digest}", to),
        kind=NoticeKind.ANSWER,
        reference=request.reference,
        to=to,
        subject=f"Received: {verdict.to_do or 'nothing more to do'} [{request.reference}]",
        text=letter(
            "answer",
            plan,
            to,
            verdict=verdict,
            attached=attachments[0].name if attachments else "",
            is_their_own=is_their_own,
            by_telephone=arrival.channel == TELEPHONE,
            data_quality=data_quality,
            **_receipt(plan, Receipt(file_name, digest, received_at, arrival)),
        ),
        attachments=attachments,
        in_reply_to=answered(plan, to, arrival),
    )


def refusal_notice(
    plan: Plan,
    *,
    file_name: str,
    digest: str,
    received_at: datetime,
    error: LspError,
    partner: Partner | None = None,
    arrival: Arrival = BY_FOLDER,
    to: str = "",
) -> Notice:
    """A file that could not be taken as a return: to the partner's contact or another of its people, or to the
    coordinator where nobody can tell whose it is."""
    to = to or (plan.partnership.coordinator if partner is None else partner.contact)
    receipt = Receipt(file_name, digest, received_at, arrival)
    which_quarter = isinstance(error, WhichQuarterError)
    reference = f"file {receipt.fingerprint}"
    return Notice(
        key=key(f"refusal {digest}", to),
        kind=NoticeKind.REFUSAL,
        reference=reference,
        to=to,
        subject=f"{'Which quarter is it for?' if which_quarter else 'We could not read'} {file_name} [{reference}]",
        text=letter(
            "refusal",
            plan,
            to,
            reason=error.reason,
            remedy=error.remedy,
            sender_known=partner is not None,
            which_quarter=which_quarter,
            **_receipt(plan, receipt),
        ),
        in_reply_to=answered(plan, to, arrival),
    )


def _receipt(plan: Plan, receipt: Receipt) -> dict[str, str]:
    return {"file_name": receipt.file_name, "received": receipt.received(plan), "fingerprint": receipt.digest}


def answered(plan: Plan, to: str, arrival: Arrival) -> str:
    """The e-mail that a message stands beneath: only in the mailbox of whoever wrote it."""
    return arrival.message_id if plan.person(to).email.casefold() == arrival.sender else ""


def _verdict(
    plan: Plan,
    request: DataRequest,
    reading: Reading,
    findings: Sequence[Finding],
    still_owed: StillOwed,
    compared: Since | None,
) -> _Verdict:
    wrong_rows = held_back(findings)
    awaited = _not_just_sent_wrong(still_owed, reading, wrong_rows)
    to_come = in_words(awaited, request)
    ordered = in_order(to_tell(findings, compared))
    errors = [f for f in ordered if f.severity is Severity.ERROR]
    asked = [f for f in ordered if f.severity is Severity.QUERY and not f.explained]
    queries = [f for f in asked if not _only_says_it_is_owed(f, still_owed)]
    notes = [f for f in ordered if f not in errors and f not in asked]
    return _Verdict(
        months=request.quarter.months_label,
        since=since_in_words(compared, request, measures_by_code(plan, request)) if compared else [],
        to_do=_to_do(len(errors), len(queries), len(to_come)),
        read=read_back(plan, request, reading, wrong_rows),
        errors=_capped(errors),
        queries=_capped(queries),
        notes=_capped(notes),
        to_come=to_come,
        due=_due(request, awaited),
    )


def _only_says_it_is_owed(finding: Finding, still_owed: StillOwed) -> bool:
    """Whether the list of what is still to come, or a correction of the same figure, says as much."""
    names = (*(due.measure.name for due in still_owed.figures), *(fund.name for fund in still_owed.funds))
    return finding.rule in NOT_SENT and finding.subject.startswith(names)


def _due(request: DataRequest, awaited: StillOwed) -> str:
    """The day or days by which what has not come is due, more time that was given counted."""
    figures = (due.promised_for or request.due_of(due.measure.code) for due in awaited.figures)
    return listed(day_with_weekday(one) for one in sorted({*figures, *(request.due_of(f.code) for f in awaited.funds)}))


def _to_do(errors: int, queries: int, to_come: int) -> str:
    return listed(
        [
            *([f"{count_of(errors, 'correction')} needed"] if errors else []),
            *([f"{count_of(queries, 'question')} to answer"] if queries else []),
            *([f"{to_come} still to come"] if to_come else []),
        ]
    )


def _not_just_sent_wrong(still_owed: StillOwed, reading: Reading, wrong_rows: set[int]) -> StillOwed:
    """What is owed and did not come at all; what came with an error is said once, as a correction."""
    measures = {row.measure.upper() for row in reading.figures if row.row in wrong_rows and not row.is_blank}
    funds = {row.fund.upper() for row in reading.resources if row.row in wrong_rows}
    return StillOwed(
        tuple(due for due in still_owed.figures if due.measure.code.upper() not in measures),
        tuple(fund for fund in still_owed.funds if fund.code.upper() not in funds),
    )


def _capped(findings: list[Finding]) -> _Findings:
    return _Findings(findings[:MOST_FINDINGS], max(0, len(findings) - MOST_FINDINGS))
