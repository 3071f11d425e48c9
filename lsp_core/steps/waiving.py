"""Letting a figure through a check: who may, which checks, and taking what the last return was refused for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.errors import CycleError, LspError
from lsp_core.findings import Severity
from lsp_core.messages.notices.waiving import waiver_notice
from lsp_core.observations import Observation
from lsp_core.periods import Quarter
from lsp_core.plan.look_up import measure_meant
from lsp_core.plan.model import Measure, Partner, Person, Plan
from lsp_core.returns.accepting import accept
from lsp_core.returns.checks import Checker
from lsp_core.returns.waivers import Waiver, in_force
from lsp_core.steps.desk import Desk, Placed, measures_of, open_return, set_out, to_check
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.steps.settling import settled
from lsp_core.steps.signing import signatories
from lsp_core.store import findings as found_in_returns
from lsp_core.store import observations, plans, returns, waivers
from lsp_core.store.database import Database
from lsp_core.store.returns import WaitingReturn
from lsp_core.wording import amount, day, listed, period_in_words


@dataclass(frozen=True)
class RuleToWaive:
    """What a step needs to know of a rule; the rules themselves are in `expectations`."""

    checks: str
    """One sentence, as the rule book has it."""
    never_waived: str = ""
    """Why it cannot be; empty when it can."""


@dataclass(frozen=True)
class WaiverAsked:
    """What somebody typed: a measure's or a partner's code or name, and a rule."""

    about: str
    rule: str
    quarter: Quarter | None
    until: date
    by: str
    reason: str


@dataclass(frozen=True)
class _Subject:
    """What a waiver is about."""

    code: str
    name: str
    partner: Partner


def waive(
    database: Database, checker: Checker, rules: Mapping[str, RuleToWaive], asked: WaiverAsked, now: datetime
) -> StepReport:
    """Keep that a named person lets a measure or a partner off a check, take what the last returns were refused for by
    it alone, and tell the partner. Safe to run again: what is waived already is waived once.

    Raises `LspError` for a rule that cannot be waived or an unknown measure, `CycleError` when the person may not.
    """
    with database.reading() as session:
        plan = plans.in_force(session).plan
        waiver, subject = _worked_out(plan, rules, asked, now)
        if any(replace(held, at=now) == waiver for held in in_force(waivers.given(session, now), _today(plan, now))):
            return StepReport(f"Waive {waiver.rule}")
        desk = set_out(session, now)
        refused = _refused_by(session, desk, waiver, subject)
    as_waived = replace(desk, waivers=(*desk.waivers, waiver))
    figures = [figure for one in refused for figure in _let_in(as_waived, checker, one, waiver, now)]
    said = [words for _, words in figures]
    with database.writing() as session:
        waivers.append(session, waiver)
        observations.append(session, [figure for figure, _ in figures])
        notice = waiver_notice(plan, waiver, subject.partner, subject.name, rules[waiver.rule].checks, said)
        queue(session, plan, [notice], now)
    did = (f"{subject.name}: {waiver.in_words}", *(f"Taken: {one}." for one in said))
    return StepReport(f"Waive {waiver.rule}", did)


def withdraw_waiver(
    database: Database, rules: Mapping[str, RuleToWaive], about: str, rule: str, by: str, reason: str, now: datetime
) -> StepReport:
    """Let a rule count again for a measure or a partner, and tell the partner. What was let in stays. Safe to repeat.

    Raises as `waive` does.
    """
    with database.writing() as session:
        plan = plans.in_force(session).plan
        person, subject = _who(plan, by), _subject(plan, about, now)
        standing = [
            held
            for held in in_force(waivers.given(session, now), _today(plan, now))
            if (held.about, held.rule) == (subject.code, rule.upper())
        ]
        for held in standing:
            said = replace(held, by=person.name, role=person.role, reason=reason.strip(), at=now, is_withdrawn=True)
            waivers.append(session, said)
            checks = rules[said.rule].checks if said.rule in rules else ""
            queue(session, plan, [waiver_notice(plan, said, subject.partner, subject.name, checks)], now)
    did = tuple(f"{subject.name}: {held.rule} counts again; what was let in stays." for held in standing)
    return StepReport(f"Withdraw the waiver of {rule.upper()}", did)


def _worked_out(
    plan: Plan, rules: Mapping[str, RuleToWaive], asked: WaiverAsked, now: datetime
) -> tuple[Waiver, _Subject]:
    code = asked.rule.upper()
    if code not in rules:
        raise LspError(
            f"There is no rule {asked.rule!r}", "docs/rulebook.md lists the rules with their codes, such as FIG-012."
        )
    if rules[code].never_waived:
        raise LspError(
            f"{code} cannot be waived: {rules[code].never_waived}", "It has to be put right in the return itself."
        )
    if not asked.reason.strip():
        raise LspError("A waiver needs a reason", "Say why with --reason; it prints in the pack.")
    if asked.until < _today(plan, now):
        raise LspError(f"{day(asked.until)} has gone by", "A waiver ends on a day still to come: --until 2026-09-30.")
    person, subject = _who(plan, asked.by), _subject(plan, asked.about, now)
    waiver = Waiver(
        about=subject.code,
        rule=code,
        quarter=asked.quarter,
        until=asked.until,
        by=person.name,
        role=person.role,
        reason=asked.reason.strip(),
        at=now,
    )
    return waiver, subject


def _who(plan: Plan, by: str) -> Person:
    allowed = signatories(plan)
    if by not in [person.code for person in allowed]:
        names = listed(f"{person.name} ({person.code})" for person in allowed)
        raise CycleError(f"{by!r} may not waive a check", f"{names} may: the coordinator and the boards' chairs.")
    return plan.person(by)


def _subject(plan: Plan, typed: str, now: datetime) -> _Subject:
    for partner in plan.partners:
        if typed.casefold() in (partner.code.casefold(), partner.name.casefold()):
            return _Subject(partner.code, partner.name, partner)
    measure = measure_meant(plan, Quarter.last_ended(_today(plan, now)), typed)
    return _Subject(measure.code, measure.name, plan.partner(measure.partner))


def _today(plan: Plan, now: datetime) -> date:
    return now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()


def _refused_by(session: Session, desk: Desk, waiver: Waiver, subject: _Subject) -> list[WaitingReturn]:
    """The last return of the partner for each quarter it covers, where the rule held something back in it."""
    found = []
    for quarter in desk.cycles:
        if not waiver.covers(quarter):
            continue
        last = returns.last_checked(session, quarter, subject.partner.code)
        if last is not None and any(
            finding.rule == waiver.rule and finding.severity is Severity.ERROR
            for finding in found_in_returns.of_file(session, last.digest)
        ):
            found.append(last)
    return found


def _let_in(
    desk: Desk, checker: Checker, waiting: WaitingReturn, waiver: Waiver, now: datetime
) -> list[tuple[Observation, str]]:
    """What can be taken of a return now, of what the rule alone had held back, and each in words."""
    one = open_return(desk, waiting)
    if not isinstance(one, Placed):
        return []
    findings = settled(desk, one, checker([to_check(desk, one)])[waiting.digest])
    rows = {finding.row for finding in findings if finding.waived and finding.rule == waiver.rule}
    reading = replace(one.reading, figures=tuple(row for row in one.reading.figures if row.row in rows))
    measures = measures_of(desk.plan, one.request)
    taken = accept(reading, findings, one.request, measures, desk.known, now, waiting.reference)
    return [(figure, _in_words(figure, measures[figure.measure])) for figure in taken]


def _in_words(figure: Observation, measure: Measure) -> str:
    said = figure.vintage.value if figure.value is None else amount(figure.value, measure)
    return f"{measure.name}, {period_in_words(figure.period)}: {said}"
