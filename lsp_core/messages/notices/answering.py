"""Answering a return: what we read, what must be put right, and a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lsp_core.errors import LspError, PeriodError
from lsp_core.findings import Finding, Severity, held_back, in_order
from lsp_core.messages.keys import key
from lsp_core.messages.notices.notice import Attachment, Notice, NoticeKind
from lsp_core.messages.notices.owed import in_words
from lsp_core.messages.notices.plain_text import letter
from lsp_core.observations import Vintage
from lsp_core.periods import parse_period
from lsp_core.plan.model import Measure, Partner, Plan
from lsp_core.requests.due import DataRequest, StillOwed
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow
from lsp_core.wording import amount, count_of, day_with_weekday, listed, moment, period_in_words, plain_number, pounds

MOST_FINDINGS = 25
"""Of one severity in one message; beyond that a person needs the workbook and not a longer e-mail."""
FINGERPRINT_LENGTH = 12


@dataclass(frozen=True)
class _Findings:
    """Findings the sender has to treat alike: those to print, and how many more there are."""

    shown: list[Finding]
    more: int


@dataclass(frozen=True)
class _Verdict:
    """What became of a return, in words."""

    months: str
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
    attachments: tuple[Attachment, ...] = (),
) -> Notice:
    """What became of a return, to the partner's contact: the figures read back, what to put right, a receipt.

    `digest` is the SHA-256 of the file as received, and `still_owed` what is outstanding after this return.
    """
    verdict = _verdict(plan, request, reading, findings, still_owed)
    return Notice(
        key=key(f"answer {digest}", request.partner.contact),
        kind=NoticeKind.ANSWER,
        reference=request.reference,
        to=request.partner.contact,
        subject=f"Received: {verdict.to_do or 'nothing more to do'} [{request.reference}]",
        text=letter(
            "answer",
            plan,
            request.partner.contact,
            verdict=verdict,
            marked_up=bool(attachments),
            **_receipt(plan, file_name, digest, received_at),
        ),
        attachments=attachments,
    )


def refusal_notice(
    plan: Plan,
    *,
    file_name: str,
    digest: str,
    received_at: datetime,
    error: LspError,
    partner: Partner | None = None,
) -> Notice:
    """A file that could not be read as a return: to the partner's contact, or to the coordinator where nobody can tell
    whose it is."""
    to = plan.partnership.coordinator if partner is None else partner.contact
    reference = f"file {digest[:FINGERPRINT_LENGTH]}"
    return Notice(
        key=key(f"refusal {digest}", to),
        kind=NoticeKind.REFUSAL,
        reference=reference,
        to=to,
        subject=f"We could not read {file_name} [{reference}]",
        text=letter(
            "refusal",
            plan,
            to,
            reason=error.reason,
            remedy=error.remedy,
            sender_known=partner is not None,
            **_receipt(plan, file_name, digest, received_at),
        ),
    )


def _receipt(plan: Plan, file_name: str, digest: str, received_at: datetime) -> dict[str, str]:
    return {
        "file_name": file_name,
        "received": moment(received_at, ZoneInfo(plan.partnership.time_zone)),
        "fingerprint": digest[:FINGERPRINT_LENGTH],
    }


def _verdict(
    plan: Plan, request: DataRequest, reading: Reading, findings: Sequence[Finding], still_owed: StillOwed
) -> _Verdict:
    wrong_rows = held_back(findings)
    to_come = in_words(_not_just_sent_wrong(still_owed, reading, wrong_rows), request)
    ordered = in_order(findings)
    errors = [f for f in ordered if f.severity is Severity.ERROR]
    queries = [f for f in ordered if f.severity is Severity.QUERY and not f.explained]
    notes = [f for f in ordered if f not in errors and f not in queries]
    return _Verdict(
        months=request.quarter.months_label,
        to_do=_to_do(len(errors), len(queries), len(to_come)),
        read=_read_back(plan, request, reading, wrong_rows),
        errors=_capped(errors),
        queries=_capped(queries),
        notes=_capped(notes),
        to_come=to_come,
        due=day_with_weekday(request.due_on),
    )


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


def _read_back(plan: Plan, request: DataRequest, reading: Reading, wrong_rows: set[int]) -> list[str]:
    """Every figure taken, as we read it: the sender's one chance to see a slip that no check can find."""
    measures = {measure.code.upper(): measure for measure in plan.measures_on(request.quarter.end)}
    funds = {fund.code.upper(): fund.name for fund in request.funds}
    figures = [
        _figure_in_words(row, measures[row.measure.upper()])
        for row in reading.figures
        if not row.is_blank and row.row not in wrong_rows and row.measure.upper() in measures
    ]
    resources = [
        f"{funds[row.fund.upper()]}: {position}"
        for row in reading.resources
        if row.row not in wrong_rows and row.fund.upper() in funds and (position := _position_in_words(row))
    ]
    return figures + resources


def _figure_in_words(row: FigureRow, measure: Measure) -> str:
    try:
        what = f"{measure.name}, {period_in_words(parse_period(row.period))}"
    except PeriodError:
        what = measure.name
    if row.value is None:
        return f"{what}: not available, {row.note or 'no reason given'}"
    settled = "" if row.vintage is Vintage.FINAL else f" ({row.vintage})"
    return f"{what}: {amount(row.value, measure)}{settled}"


def _position_in_words(row: ResourceRow) -> str:
    """For example `budget £400,000, spent so far £90,000, forecast £400,000, staff 3.5`."""
    money = [("budget", row.budget), ("spent so far", row.spend_to_date), ("forecast for the year", row.forecast)]
    said = [f"{name} {pounds(value)}" for name, value in money if value is not None]
    if row.fte is not None:
        said.append(f"staff {plain_number(row.fte, 1)} full-time equivalent")
    return ", ".join(said)
