"""Runs the Trafford demonstration: four quarters in about a minute, through the real flows on a real Prefect.

Everything it makes is in `demo-output`: the database, the workbooks and e-mails as files, the packs. Nobody is mailed.
What the partners type and when is in `examples/trafford/answers`; the engine does the rest, on the days the plan says.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import click

from examples.trafford.conversation import BOARD, owners_comment, the_board_meets
from examples.trafford.partners import AnswerFile, returns_for
from lsp_core import workplace
from lsp_core.messages.notices import NoticeKind
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import read_folder
from lsp_core.requests.due import cycle_dates, request_reference
from lsp_core.risks.decisions import open_proposals
from lsp_core.risks.model import Decision
from lsp_core.settings import settings
from lsp_core.steps.deciding import decide_on_risk
from lsp_core.steps.drafting import draft_packs
from lsp_core.steps.importing import Scorecard, WrittenMapping, take_import
from lsp_core.steps.loading import load_plan
from lsp_core.steps.report import StepReport
from lsp_core.steps.signing import sign_off
from lsp_core.steps.verifying import verify_packs
from lsp_core.store import assessments, messages, plans, requests, risks
from lsp_core.store.messages import MessageStatus
from lsp_core.wording import count_of, day_with_weekday
from lsp_core.working_days import WorkingDays

OUTPUT = Path("demo-output")
PLAN = Path(__file__).parent / "trafford" / "plan"
SCORECARD = PLAN.parent / "scorecard.csv"
MAPPING = PLAN.parent / "scorecard-mapping.csv"
YEAR = FinancialYear(2023)
LONDON = ZoneInfo("Europe/London")

Event = Callable[[], list[str]]
"""Something that happens, and what came of it in sentences."""

UNDECIDED = Quarter(2023, 4)
"""In the last quarter the risks' owners say nothing, and the packs say that."""


def main() -> None:
    """Set up an empty folder, run the year, and say what came of it."""
    began = monotonic()
    _start_afresh()
    click.echo("Starting Prefect for this run; its first start takes some seconds.")
    with _prefect():
        _on(date(YEAR.year, 6, 1))
        _say(load_plan(workplace.database(), read_folder(PLAN), workplace.instant()).lines())
        _say(_import_scorecard())
        for quarter in YEAR.quarters:
            _run(quarter)
    _conclude(YEAR.quarters[-1])
    click.echo(f"\nThis took {monotonic() - began:.0f} seconds.")


def _import_scorecard() -> list[str]:
    """The council's older figures, by a mapping in which two of its names were put right by hand."""
    mapping = WrittenMapping(MAPPING.name, MAPPING.read_text(encoding="utf-8"))
    scorecard = Scorecard(SCORECARD.name, SCORECARD.read_bytes(), mapping)
    coordinator = _plan().person(_plan().partnership.coordinator)
    return take_import(workplace.database(), scorecard, coordinator.name, workplace.instant()).lines()


def _run(quarter: Quarter) -> None:
    """One quarter, day by day; days on which nothing happens are left out."""
    click.secho(f"\n{quarter.label}", bold=True)
    for day, events in sorted(_diary(_plan(), quarter).items()):
        _on(day)
        click.echo(f"  {day_with_weekday(day)}")
        for happens in events:
            _say(happens())


def _diary(plan: Plan, quarter: Quarter) -> dict[date, list[Event]]:
    """What happens on which day of a quarter's cycle."""
    dates = cycle_dates(plan, quarter)
    days = WorkingDays(plan.partnership.nation)
    papers = min(board.papers_go_out_on for board in dates.boards)
    morning: Event = lambda: _cycle(quarter)  # noqa: E731  # a name for what every working morning's run does
    diary: dict[date, list[Event]] = {dates.opens_on: [morning]}
    for sent in returns_for(quarter):
        diary.setdefault(sent.sent_on, []).append(lambda sent=sent: _answer(plan, sent))
    for offset in plan.policies.requests.reminders:
        diary.setdefault(days.shifted(dates.due_on, offset), []).append(_chase)
    diary.setdefault(days.after(dates.due_on, 1), []).append(morning)
    diary.setdefault(days.before(papers, 1), []).extend([morning, lambda: _decide(plan, quarter)])
    diary.setdefault(papers, []).append(morning)
    strategic = next(board for board in dates.boards if board.board.code == BOARD)
    diary.setdefault(strategic.meets_on, []).append(lambda: _meet(plan, quarter))
    return diary


def _answer(plan: Plan, sent: AnswerFile) -> list[str]:
    """A partner fills in the workbook it was sent and drops it in the inbox; the engine takes it in and answers."""
    from flows.collect_returns import collect_returns
    from flows.deliver_messages import deliver_messages

    reference = request_reference(sent.quarter, sent.partner)
    with workplace.database().reading() as session:
        workbook = requests.workbook(session, reference)
    (Path(settings().inbox) / sent.name).write_bytes(sent.build(workbook))
    happened = [f"{plan.partner(sent.partner).name}: {sent.what_happened}."] if sent.what_happened else []
    return [*happened, *_sentences(collect_returns()), *_sentences(deliver_messages())]


def _chase() -> list[str]:
    from flows.chase_returns import chase_returns
    from flows.deliver_messages import deliver_messages

    return [*_sentences(chase_returns()), *_sentences(deliver_messages())]


def _cycle(quarter: Quarter) -> list[str]:
    """What the schedule would run every working morning."""
    from flows.quarterly_cycle import quarterly_cycle

    return _sentences(quarterly_cycle(quarter=quarter.code))


def _decide(plan: Plan, quarter: Quarter) -> list[str]:
    """The people's part: owners of risks decide, owners of outcomes say why, and the chair signs the quarter off."""
    database, now = workplace.database(), workplace.instant()
    did = []
    if quarter != UNDECIDED:
        with database.reading() as session:
            proposed = open_proposals(risks.proposals(session, quarter), risks.decisions(session, now))
        owners = {risk.code: risk.owner for risk in plan.risks}
        for proposal in proposed:
            report = decide_on_risk(database, quarter, proposal.risk, Decision.ACCEPTED, owners[proposal.risk], now)
            did += report.did
    did += owners_comment(database, plan, quarter, now)
    did += draft_packs(database, quarter, now).did
    chair = plan.boards[0].chair
    did += sign_off(database, quarter, chair, now).did
    return did


def _meet(plan: Plan, quarter: Quarter) -> list[str]:
    """The board meets about its pack, and somebody writes down what came of it."""
    return the_board_meets(workplace.database(), plan, quarter, workplace.instant())


def _conclude(last: Quarter) -> None:
    """What a coordinator would want to know at the end of it."""
    database, now = workplace.database(), workplace.instant()
    with database.reading() as session:
        concluded = [one for one in assessments.concluded(session, last) if one.quarter == last]
        sent = messages.counts(session).get(MessageStatus.SENT, 0)
    plan = _plan()
    names = {measure.code: measure.name for measure in plan.measures_on(last.end)}
    click.secho(f"\nAt the end of {last.label}", bold=True)
    for one in concluded:
        if one.is_off_track:
            click.echo(f"  {plan.outcome(one.outcome).name}: {names[one.measure]} is {one.verdict}. {one.why}")
    click.secho("\nPublished packs, made again from the figures", bold=True)
    for found in verify_packs(database):
        click.echo(f"  {found.sentence}")
    click.secho("\nWhere to look", bold=True)
    click.echo(f"  Packs, as the boards got them: {settings().packs}")
    click.echo(f"  A partner's own workbook, given back marked up: {_one_marked_workbook()}")
    click.echo(f"  {count_of(sent, 'message')}, written as files and sent to nobody: {settings().outbox}")
    click.echo(f"  The database: {settings().database_url}")
    click.echo(f"  To go on from here: LSP_DATABASE_URL={settings().database_url} LSP_NOW={now.isoformat()} lsp status")


def _one_marked_workbook() -> Path:
    """The workbook given back with the first answer that asked for a correction, taken out of its e-mail to look at."""
    with workplace.database().reading() as session:
        answers = [one for one in messages.all_messages(session) if one.kind == NoticeKind.ANSWER and one.attachments]
    (attachment,) = next((one for one in answers if "correction" in one.subject), answers[0]).attachments
    (OUTPUT / attachment.name).write_bytes(attachment.content)
    return OUTPUT / attachment.name


def _start_afresh() -> None:
    """An empty output folder, and settings that point into it. Prefect keeps its own things there too."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    for folder in ("inbox", "packs", "outbox"):
        (OUTPUT / folder).mkdir(parents=True)
    os.environ |= {
        "LSP_DATABASE_URL": f"sqlite:///{OUTPUT}/lsp.sqlite",
        "LSP_INBOX": str(OUTPUT / "inbox"),
        "LSP_PACKS": str(OUTPUT / "packs"),
        "LSP_OUTBOX": str(OUTPUT / "outbox"),
        "LSP_MAIL_URL": "",
        "PREFECT_HOME": str((OUTPUT / "prefect").absolute()),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
        "DO_NOT_TRACK": "1",
    }
    os.environ.pop("PREFECT_API_URL", None)
    logging.getLogger("great_expectations").setLevel(logging.WARNING)


@contextmanager
def _prefect() -> Iterator[None]:
    """Flows with Prefect's own throw-away server, and without the second each would spend on ending its heartbeat."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def _on(day: date) -> None:
    """Pretend it is nine in the morning of a day."""
    os.environ["LSP_NOW"] = datetime.combine(day, time(9), tzinfo=LONDON).isoformat()
    settings.cache_clear()


def _plan() -> Plan:
    with workplace.database().reading() as session:
        return plans.in_force(session).plan


def _say(sentences: list[str]) -> None:
    for sentence in sentences:
        click.echo(f"    {sentence}")


def _sentences(report: StepReport) -> list[str]:
    """What a flow did and could not do, the messages it sent counted rather than listed."""
    sent = [sentence for sentence in report.did if sentence.startswith("To ") and sentence.endswith(" sent.")]
    others = [sentence for sentence in report.did if sentence not in sent]
    counted = [f"{count_of(len(sent), 'message')} sent."] if sent else []
    return [*others, *report.problems, *counted]


if __name__ == "__main__":
    main()
