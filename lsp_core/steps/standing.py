"""How things stand: each quarter in hand, each partner, and the outbox. What follows for today is `steps.to_do`."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle, CycleStatus
from lsp_core.errors import StoreError
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.due import CycleDates, DataRequest, StillOwed, cycle_dates, still_owed
from lsp_core.risks.decisions import open_proposals
from lsp_core.steps.awaited import Awaited, awaited
from lsp_core.steps.chasing import yet_to_chase
from lsp_core.store import cycles, messages, observations, plans, requests, returns, risks
from lsp_core.store.database import Database
from lsp_core.store.messages import MessageStatus
from lsp_core.wording import count_of, day_with_weekday


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
    def due_on(self) -> date:
        """The first day on which anything still owed is due; of a request that has been answered, its own."""
        return _due_on(self.request, self.owed)

    @property
    def word(self) -> str:
        """One word or so for the table."""
        if self.owed.is_nothing:
            return "queried" if self.queries else "answered"
        if self.returns:
            return "late, in part" if self.is_late else "answered in part"
        return "late" if self.is_late else "asked"

    @property
    def progress(self) -> str:
        """What has come of what was asked: `2 of 3 figures, 1 of 1 fund report, 1 error`."""
        figures, funds = len(self.request.figures), len(self.request.funds)
        parts = [f"{figures - len(self.owed.figures)} of {count_of(figures, 'figure')}"] if figures else []
        parts += [f"{funds - len(self.owed.funds)} of {count_of(funds, 'fund report')}"] if funds else []
        parts += [count_of(self.errors, "error")] if self.errors else []
        parts += [count_of(self.queries, "query", "queries")] if self.queries else []
        if self.due_on > self.request.due_on:
            parts.append(f"more time until {day_with_weekday(self.due_on)}")
        return ", ".join(parts)


@dataclass(frozen=True)
class QuarterStanding:
    """How one quarter stands."""

    cycle: Cycle
    dates: CycleDates
    partners: tuple[PartnerStanding, ...]
    undecided: tuple[str, ...]
    """Risks with a proposal nobody has decided on."""
    blockers: tuple[str, ...] = ()
    """Of a judged quarter: what stops it from being signed off by the coordinator."""

    @property
    def has_begun(self) -> bool:
        """Whether partners have been asked."""
        return self.cycle.status is not CycleStatus.PLANNED

    @property
    def late(self) -> list[PartnerStanding]:
        """Partners who still owe something after the due date."""
        return [partner for partner in self.partners if partner.is_late and not partner.owed.is_nothing]


@dataclass(frozen=True)
class FailedMessage:
    """A message whose last try did not work."""

    person: str
    """Their name."""
    problem: str
    """A reason and a remedy."""


@dataclass(frozen=True)
class Standing:
    """How everything stands."""

    plan: Plan
    today: date
    quarters: tuple[QuarterStanding, ...]
    """Quarters begun and not yet published, oldest first; the last published one when there are none."""
    last_ended: QuarterStanding
    """The quarter that ended last, which may not have begun."""
    waiting_returns: int
    to_remind: tuple[str, ...]
    """The names of those who are due a reminder today."""
    unsent: int
    """Messages nobody has tried to send yet."""
    failed: tuple[FailedMessage, ...]
    awaited: Awaited
    """What others have been asked for and have not done."""


def standing(database: Database, now: datetime) -> Standing | None:
    """How everything stands; None when no plan has been loaded. Changes nothing."""
    with database.reading() as session:
        try:
            plan = plans.in_force(session).plan
        except StoreError:
            return None
        today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
        begun = cycles.all_cycles(session)
        shown = [cycle for cycle in begun if cycle.status is not CycleStatus.PUBLISHED] or begun[-1:]
        due = yet_to_chase(session, plan, now)
        unsent = messages.to_send(session, now)
        waiting = len(returns.waiting(session))
        from_others = awaited(session, plan, begun, today, now)
    names = {person.code: person.name for person in plan.people}
    failed = [message for message in unsent if message.status is MessageStatus.FAILED]
    return Standing(
        plan=plan,
        today=today,
        quarters=tuple(quarter_standing(database, cycle.quarter, now) for cycle in shown),
        last_ended=quarter_standing(database, Quarter.last_ended(today), now),
        waiting_returns=waiting,
        to_remind=tuple(dict.fromkeys(plan.person(digest.person).name for digest in due)),
        unsent=len(unsent) - len(failed),
        failed=tuple(FailedMessage(names.get(one.id.person, one.id.person), one.problem) for one in failed),
        awaited=from_others,
    )


def quarter_standing(database: Database, quarter: Quarter, now: datetime) -> QuarterStanding:
    """How one quarter stands, begun or not. Changes nothing."""
    with database.reading() as session:
        plan = plans.in_force(session).plan
        today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
        cycle = cycles.cycle(session, quarter)
        partners = _partners(session, plan, quarter, today, now)
        undecided = open_proposals(risks.proposals(session, quarter), risks.decisions(session, now))
    return QuarterStanding(
        cycle=cycle,
        dates=cycle_dates(plan, quarter),
        partners=partners,
        undecided=tuple(proposal.risk for proposal in undecided),
        blockers=_blockers(database, plan, cycle, now),
    )


def _blockers(database: Database, plan: Plan, cycle: Cycle, now: datetime) -> tuple[str, ...]:
    if cycle.status is not CycleStatus.JUDGED:
        return ()
    # Brings the printers of packs along, which take time to import and only a judged quarter needs.
    from lsp_core.steps.signing import sign_off_blockers

    return tuple(sign_off_blockers(database, cycle.quarter, plan.partnership.coordinator, now))


def _partners(
    session: Session, plan: Plan, quarter: Quarter, today: date, now: datetime
) -> tuple[PartnerStanding, ...]:
    known, resources = observations.known(session, now), observations.resources_known(session, now)
    received = returns.received(session, quarter)
    partners = []
    for request in requests.asked(session, plan, quarter):
        theirs = [one for one in received if one.partner == request.partner.code]
        owed = still_owed(request, known, resources, today)
        partners.append(
            PartnerStanding(
                request=request,
                owed=owed,
                returns=len(theirs),
                errors=theirs[-1].errors if theirs else 0,
                queries=theirs[-1].queries if theirs else 0,
                is_late=today > _due_on(request, owed),
            )
        )
    return tuple(partners)


def _due_on(request: DataRequest, owed: StillOwed) -> date:
    days = [due.promised_for or request.due_of(due.measure.code) for due in owed.figures]
    return min([*days, *(request.due_of(fund.code) for fund in owed.funds)], default=request.due_on)
