"""How things stand: each quarter in hand, each partner, the outbox, and what a coordinator has to do today."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle, CycleStatus
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.due import CycleDates, DataRequest, StillOwed, cycle_dates, still_owed
from lsp_core.risks import open_proposals
from lsp_core.store import cycles, messages, observations, plans, requests, returns, risks
from lsp_core.store.database import Database
from lsp_core.store.messages import MessageStatus
from lsp_core.wording import count_of, day_with_weekday, listed


@dataclass(frozen=True)
class PartnerStanding:
    """How one partner stands with one request."""

    request: DataRequest
    owed: StillOwed
    returns: int
    errors: int
    """In the latest return."""
    queries: int
    is_late: bool

    @property
    def word(self) -> str:
        """One word for the table."""
        if self.owed.is_nothing:
            return "queried" if self.queries else "answered"
        if self.returns:
            return "late, in part" if self.is_late else "answered in part"
        return "late" if self.is_late else "asked"


@dataclass(frozen=True)
class QuarterStanding:
    """How one quarter stands."""

    cycle: Cycle
    dates: CycleDates
    partners: tuple[PartnerStanding, ...]
    undecided: tuple[str, ...]
    """Risks with a proposal nobody has decided on."""


@dataclass(frozen=True)
class Standing:
    """How everything stands."""

    plan: Plan
    today: date
    quarters: tuple[QuarterStanding, ...]
    """Quarters begun and not yet published, oldest first; the last published one when there are none."""
    waiting_returns: int
    messages: dict[MessageStatus, int]

    def to_do(self) -> list[str]:
        """What a coordinator has to do today, most pressing first. Nothing to say means nothing to do."""
        return [
            *self._waiting(),
            *(line for standing in self.quarters for line in _quarter_to_do(standing, self.plan, self.today)),
            *self._outbox(),
            *_to_open(self.plan, self.quarters, self.today),
        ]

    def _waiting(self) -> list[str]:
        if not self.waiting_returns:
            return []
        return [f"{count_of(self.waiting_returns, 'return')} to check: lsp collect."]

    def _outbox(self) -> list[str]:
        unsent = sum(self.messages.get(s, 0) for s in (MessageStatus.QUEUED, MessageStatus.CLAIMED))
        failed = self.messages.get(MessageStatus.FAILED, 0)
        lines = [f"{count_of(unsent, 'message')} to send: lsp send."] if unsent else []
        if failed:
            lines.append(f"{count_of(failed, 'message')} could not be sent last time: lsp send says why.")
        return lines


def standing(database: Database, now: datetime) -> Standing:
    """How everything stands. Changes nothing."""
    with database.reading() as session:
        plan = plans.in_force(session).plan
        today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
        begun = cycles.all_cycles(session)
        shown = [c for c in begun if c.status is not CycleStatus.PUBLISHED] or begun[-1:]
        return Standing(
            plan=plan,
            today=today,
            quarters=tuple(_quarter(session, plan, cycle, today, now) for cycle in shown),
            waiting_returns=len(returns.waiting(session)),
            messages=messages.counts(session),
        )


def _quarter(session: Session, plan: Plan, cycle: Cycle, today: date, now: datetime) -> QuarterStanding:
    known, resources = observations.known(session, now), observations.resources_known(session, now)
    received = returns.received(session, cycle.quarter)
    partners = []
    for request in requests.asked(session, plan, cycle.quarter):
        theirs = [one for one in received if one.partner == request.partner.code]
        partners.append(
            PartnerStanding(
                request=request,
                owed=still_owed(request, known, resources),
                returns=len(theirs),
                errors=theirs[-1].errors if theirs else 0,
                queries=theirs[-1].queries if theirs else 0,
                is_late=today > request.due_on,
            )
        )
    return QuarterStanding(
        cycle=cycle,
        dates=cycle_dates(plan, cycle.quarter),
        partners=tuple(partners),
        undecided=tuple(_undecided(session, cycle.quarter, now)),
    )


def _undecided(session: Session, quarter: Quarter, now: datetime) -> list[str]:
    waiting = open_proposals(risks.proposals(session, quarter), risks.decisions(session, now))
    return [proposal.risk for proposal in waiting]


def _quarter_to_do(quarter: QuarterStanding, plan: Plan, today: date) -> list[str]:
    code = quarter.cycle.quarter.code
    lines = []
    late = [p.request.partner.name for p in quarter.partners if p.is_late and not p.owed.is_nothing]
    if late and quarter.cycle.takes_returns:
        lines.append(f"{code}: {listed(late)} late: lsp chase reminds them, or ring {_contacts(quarter, plan)}.")
    if quarter.cycle.status is CycleStatus.COLLECTING and today > quarter.dates.due_on:
        lines.append(f"{code}: the due date has passed: lsp judge {code}, then lsp pack draft {code}.")
    if quarter.cycle.status is CycleStatus.JUDGED:
        lines += [
            f"{code}: owner's decision awaited on risk {risk}: lsp risk list {code}." for risk in quarter.undecided
        ]
        lines.append(f"{code}: drafts to be read and signed off{_papers(quarter)}: lsp sign-off {code} --by PERSON.")
    if quarter.cycle.status is CycleStatus.SIGNED_OFF:
        lines.append(f"{code}: signed off, to be published{_papers(quarter)}: lsp publish {code}.")
    return lines


def _contacts(quarter: QuarterStanding, plan: Plan) -> str:
    late = [p.request.partner for p in quarter.partners if p.is_late and not p.owed.is_nothing]
    return listed([plan.person(partner.contact).name for partner in late])


def _papers(quarter: QuarterStanding) -> str:
    """The first day papers go out, for saying how long there is."""
    if not quarter.dates.boards:
        return ""
    first = min(board.papers_go_out_on for board in quarter.dates.boards)
    return f" by {day_with_weekday(first)}, when the first papers go out"


def _to_open(plan: Plan, quarters: tuple[QuarterStanding, ...], today: date) -> list[str]:
    ended = Quarter.last_ended(today)
    if quarters and quarters[-1].cycle.quarter >= ended:
        return []
    opens_on = cycle_dates(plan, ended).opens_on
    if today < opens_on:
        return []
    return [f"{ended.code}: partners have not been asked: lsp open {ended.code}."]
