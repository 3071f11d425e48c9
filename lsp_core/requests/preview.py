"""Who gets what on which day of a year, before any of it is sent.

The worst case: nobody answers, and the engine runs every day. The days, the people and the subjects come from the same
functions that write the real messages, so the preview cannot say one thing and the engine do another.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lsp_core.messages.notices import (
    NoticeKind,
    escalation_notice,
    pack_subject,
    readers,
    reminder_notice,
)
from lsp_core.messages.notices.asking import request_subject
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.plan.covering import stands_in
from lsp_core.plan.model import Plan
from lsp_core.requests.due import CycleDates, DataRequest, StillOwed, cycle_dates, requests_due
from lsp_core.requests.reminders import Escalation, OutstandingRequest, Reminder, who_to_remind
from lsp_core.working_days import WorkingDays


@dataclass(frozen=True)
class PlannedMessage:
    """One message that would go out."""

    day: date
    what: NoticeKind
    to: str
    """The person's code."""
    subject: str


@dataclass(frozen=True)
class _Season:
    """One quarter's requests, and the days between which they are asked for and chased."""

    dates: CycleDates
    requests: tuple[DataRequest, ...]
    chased_until: date


def preview(plan: Plan, year: FinancialYear, answered: Collection[str] = ()) -> list[PlannedMessage]:
    """Every message about the year's four quarters that is known beforehand, by day. `answered` names the requests that
    count as answered in full. What depends on the figures (answers, findings, proposals) cannot be known."""
    seasons = [_season(plan, quarter) for quarter in year.quarters]
    planned = [
        *(message for season in seasons for message in _asking(plan, season)),
        *_chasing(plan, seasons, answered),
        *(message for season in seasons for message in _packs(plan, season)),
    ]
    return sorted(planned, key=lambda message: message.day)


def _season(plan: Plan, quarter: Quarter) -> _Season:
    """Chasing ends with the ladder's last rung, or when the first papers go out."""
    dates = cycle_dates(plan, quarter)
    policy = plan.policies.requests
    last_rung = max((*policy.reminders, policy.escalate or 0), default=0)
    ladder_ends = WorkingDays(plan.partnership.nation).shifted(dates.due_on, last_rung)
    chased_until = min([ladder_ends, *(board.papers_go_out_on for board in dates.boards)])
    return _Season(dates, tuple(requests_due(plan, quarter, dates.due_on)), chased_until)


def _asking(plan: Plan, season: _Season) -> Iterator[PlannedMessage]:
    """One message to each person, or to whoever covers for them on the day."""
    theirs: dict[str, list[DataRequest]] = {}
    for request in season.requests:
        person = stands_in(plan, request.partner.contact, season.dates.opens_on)
        theirs.setdefault(person, []).append(request)
    for person, requests in theirs.items():
        subject = request_subject(plan, *requests, person=person)
        yield PlannedMessage(season.dates.opens_on, NoticeKind.REQUEST, person, subject)


def _chasing(plan: Plan, seasons: Sequence[_Season], answered: Collection[str]) -> Iterator[PlannedMessage]:
    """Day by day, as the engine would, remembering who has been told."""
    told: set[str] = set()
    for day in _days(seasons[0].dates.opens_on, max(season.chased_until for season in seasons)):
        owed = [
            OutstandingRequest(request, StillOwed(request.figures, request.funds), season.dates.opens_on)
            for season in seasons
            if season.dates.opens_on <= day <= season.chased_until
            for request in season.requests
            if request.reference not in answered
        ]
        heard = {stands_in(plan, one.request.partner.contact, day) for one in owed if one.asked_on == day}
        for chase in who_to_remind(plan, owed, day, told, heard):
            told.add(chase.key)
            yield _planned(plan, day, chase)


def _planned(plan: Plan, day: date, chase: Reminder | Escalation) -> PlannedMessage:
    notice = escalation_notice(plan, chase) if isinstance(chase, Escalation) else reminder_notice(plan, chase)
    return PlannedMessage(day, notice.kind, notice.to, notice.subject)


def _packs(plan: Plan, season: _Season) -> Iterator[PlannedMessage]:
    for dates in season.dates.boards:
        subject = pack_subject(plan, dates.board, season.dates.quarter)
        for person in readers(dates.board):
            yield PlannedMessage(dates.papers_go_out_on, NoticeKind.PACK, person, subject)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
