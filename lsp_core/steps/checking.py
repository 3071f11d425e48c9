"""Checking returns: all of them in one batch, the good figures taken, everyone answered.

Reading and checking happen outside any transaction; what came of them is kept in one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.findings import Finding, Severity, held_back
from lsp_core.messages.notices import discontinued_notice, refusal_notice
from lsp_core.observations import Observation, ResourceObservation
from lsp_core.returns.accepting import accept, accept_resources
from lsp_core.returns.arrivals import NOT_SENT, Arrival
from lsp_core.returns.checks import Checker
from lsp_core.returns.marking.marked import MarkedWorkbook
from lsp_core.steps.answering import Looked, answer, answers, looked_at
from lsp_core.steps.chasing import withdraw_answered
from lsp_core.steps.desk import Desk, Placed, Refused, measures_of, open_return, set_out, to_check, too_late
from lsp_core.steps.quality import data_quality_of
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.steps.restating import tell_owners
from lsp_core.steps.settling import keep_explanations, settled_in_turn
from lsp_core.steps.whom_to_tell import has_had_enough, who_is_told
from lsp_core.store import cycles, files, observations, plans, returns
from lsp_core.store.database import Database
from lsp_core.store.returns import WaitingReturn
from lsp_core.wording import count_of

Accepted = tuple[list[Observation], list[ResourceObservation]]


def check_returns(database: Database, checker: Checker, now: datetime) -> StepReport:
    """Check every return nobody has looked at yet, take its good figures and answer its sender.

    Safe to run again at any time. Two runs at once may both check a return; only the first to finish is kept.
    """
    with database.reading() as session:
        waiting = returns.waiting(session)
        if not waiting:
            return StepReport("Check returns")
        desk = set_out(session, now)
    opened = [open_return(desk, one) for one in waiting]
    placed = [one for one in opened if isinstance(one, Placed)]
    looked = looked_at(database, desk, placed, _checked(desk, checker, placed))
    did = []
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        desk = set_out(session, now)
        for one in opened:
            if not returns.is_waiting(session, one.waiting.digest):
                continue
            if isinstance(one, Placed):
                desk, sentence = _take(session, desk, looked[one.waiting.digest], now)
                did.append(sentence)
            else:
                did.append(_turn_away(session, one, now))
        withdraw_answered(session, desk.plan, now)
    return StepReport("Check returns", tuple(did))


@dataclass(frozen=True)
class Rehearsed:
    """What a file would get if it were sent now."""

    answer: str
    is_sound: bool
    """Whether all of it could be taken."""
    workbook: MarkedWorkbook | None


def rehearse(
    database: Database, checker: Checker, file_name: str, content: bytes, now: datetime, arrival: Arrival = NOT_SENT
) -> Rehearsed:
    """The answer a file would get if it were sent now, and the workbook that would come with it. Keeps nothing.

    Raises `ReturnRefusedError` for a file that could not be taken at all.
    """
    with database.reading() as session:
        desk = set_out(session, now)
    one = open_return(desk, WaitingReturn(files.digest_of(content), file_name, now, content, arrival))
    if isinstance(one, Refused):
        raise one.why
    (looked,) = looked_at(database, desk, [one], _checked(desk, checker, [one])).values()
    accepted = _accepted(desk, one, looked.findings, now, reference="rehearsal")
    text = answer(desk.with_taken(*accepted), looked, one.request.partner.contact).text
    return Rehearsed(text, not held_back(looked.findings), looked.workbook)


def _checked(desk: Desk, checker: Checker, placed: Sequence[Placed]) -> dict[str, list[Finding]]:
    """Every return's findings, from one run of the suites over all of them."""
    checked = checker([to_check(desk, one) for one in placed])
    found = {one.waiting.digest: [*checked[one.waiting.digest], *one.questions, *too_late(desk, one)] for one in placed}
    return settled_in_turn(desk, placed, found)


def _take(session: Session, desk: Desk, looked: Looked, now: datetime) -> tuple[Desk, str]:
    """Keep one return's findings and good figures, and answer its sender. Gives back the desk with those figures on it,
    for the next return to be held against: it may say the same."""
    one, findings = looked.placed, looked.findings
    reference = returns.next_reference(session, one.request.quarter, one.request.partner.code)
    accepted = _accepted(desk, one, findings, now, reference)
    observations.append(session, accepted[0])
    observations.append_resources(session, accepted[1])
    returns.checked(
        session, one.waiting.digest, one.request.quarter, one.request.partner.code, reference, findings, now
    )
    after = desk.with_taken(*accepted)
    tell_owners(session, desk, one.request, accepted[0], reference, now)
    keep_explanations(session, desk, one, findings, now, reference)
    quality = data_quality_of(session, desk.plan, one.request, now)
    ended = [discontinued_notice(desk.plan, one.request, figure) for figure in accepted[0] if figure.discontinued]
    queue(session, desk.plan, [*answers(session, after, looked, quality.in_short(), now), *ended], now)
    return after, _taken(one, accepted, findings)


def _accepted(desk: Desk, one: Placed, findings: Sequence[Finding], now: datetime, reference: str) -> Accepted:
    figures = accept(
        one.reading, findings, one.request, measures_of(desk.plan, one.request), desk.known, now, reference
    )
    return figures, accept_resources(one.reading, findings, one.request, desk.resources, now, reference)


def _turn_away(session: Session, one: Refused, now: datetime) -> str:
    returns.refuse(session, one.waiting.digest, str(one.why), now)
    plan = plans.in_force(session).plan
    told = who_is_told(plan, one.partner, one.waiting.arrival, now)
    notices = [
        refusal_notice(
            plan,
            file_name=one.waiting.file_name,
            digest=one.waiting.digest,
            received_at=one.waiting.received_at,
            error=one.why,
            partner=one.partner,
            arrival=one.waiting.arrival,
            to=to,
        )
        for to in (told[:1] if has_had_enough(session, one.waiting.arrival.sender, now) else told)
    ]
    queue(session, plan, notices, now)
    return f"{one.waiting.file_name} could not be taken. {one.why}"


def _taken(one: Placed, accepted: Accepted, findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    queries = sum(finding.severity is Severity.QUERY and not finding.explained for finding in findings)
    trouble = [count_of(errors, "error")] if errors else []
    trouble += [count_of(queries, "query", "queries")] if queries else []
    after = f", with {' and '.join(trouble)}" if trouble else ", with nothing to put right"
    figures, funds = accepted
    what = [count_of(len(figures), "figure")] if figures or not funds else []
    what += [count_of(len(funds), "fund report")] if funds else []
    return f"{one.request.partner.name}: {' and '.join(what)} taken for {one.request.quarter}{after}."
