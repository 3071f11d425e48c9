"""What every flow shares: the quarters it is about, its run's name, what is tried again, and the page it leaves.

Which day calls for which step is `lsp_core.agenda`; the steps themselves are `lsp_core.steps`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from prefect import get_run_logger, runtime, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State
from prefect.client.schemas.objects import TaskRun
from prefect.tasks import Task

from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.cycle import CycleStatus
from lsp_core.errors import ChannelError, LspError, StoreError
from lsp_core.periods import Quarter
from lsp_core.settings import settings
from lsp_core.steps.agenda import reason_not_due
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, plans
from lsp_core.wording import listed

P = ParamSpec("P")
R = TypeVar("R")

WAITS_BETWEEN_TRIES: list[float] = [10, 60, 300]
"""Seconds. A database or a folder that is away for a moment comes back in that time; for longer, the next run does."""


async def _is_worth_trying_again(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Only what may come right by itself: a plan with a mistake in it will not."""
    result = await state.aresult(raise_on_failure=False)
    return isinstance(result, StoreError | ChannelError)


def stage(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """A task that is one stage of the cycle over everything at once, never one partner or one figure.

    A flow first asks the database or the inbox inside a stage, because only stages are tried again.
    """
    return task(
        name=name,
        cache_policy=NO_CACHE,
        retries=len(WAITS_BETWEEN_TRIES),
        retry_delay_seconds=WAITS_BETWEEN_TRIES,
        retry_condition_fn=_is_worth_trying_again,
        persist_result=False,
    )


def quarters_of_run(quarter: str | None) -> list[Quarter]:
    """The quarter a run was given. Left out: the last that had ended on the day the run was meant for, after any
    earlier one that is signed off and waits to be published."""
    if quarter:
        return [Quarter.parse(quarter)]
    with workplace.database().reading() as session:
        zone = ZoneInfo(plans.in_force(session).plan.partnership.time_zone)
        signed = [one.quarter for one in cycles.all_cycles(session) if one.status is CycleStatus.SIGNED_OFF]
    last = Quarter.last_ended(_meant_for().astimezone(zone).date())
    return [*(one for one in signed if one < last), last]


def _meant_for() -> datetime:
    """When this run was meant to start: one scheduled for 30 September that a busy machine starts on 1 October is still
    about the same quarter. A pretended instant wins, so that practice is practice here too."""
    if settings().now is not None:
        return workplace.instant()
    scheduled: datetime | None = runtime.flow_run.scheduled_start_time
    return scheduled or workplace.instant()


def named(verb: str, item: Item | None = None) -> Callable[[], str]:
    """A name for the run, such as `open 2023-24 Q1`: the quarter it was given, or those that call for the step."""

    def name() -> str:
        given = runtime.flow_run.parameters.get("quarter")
        try:
            quarters = quarters_of_run(given)
            due = [one for one in quarters if item is None or given or not_due(item, one) is None]
        except LspError:  # the run itself will fail, and say why; what names it must not fail first
            return f"{verb} {given or 'the last quarter'}"
        return f"{verb} {listed(str(one) for one in due or quarters[-1:])}"

    return name


def not_due(item: Item, quarter: Quarter) -> str | None:
    """Why a quarter does not call for a step now, in words; None when it does."""
    return reason_not_due(workplace.database(), item, quarter, workplace.instant())


def do_if_due(item: Item, quarter: str | None, step: Callable[[Quarter], StepReport]) -> StepReport:
    """Take a step for each quarter of the run that calls for it now, and say why not for the others.

    A run that names its quarter is somebody's wish and never waits.
    """
    reports = []
    for which in quarters_of_run(quarter):
        reason = None if quarter else not_due(item, which)
        reports.append(StepReport(f"{item.capitalize()} {which}: not yet", (reason,)) if reason else step(which))
    return together(listed(report.title for report in reports), reports)


def together(title: str, reports: Iterable[StepReport]) -> StepReport:
    """Several reports as one."""
    reports = list(reports)
    return StepReport(
        title,
        did=tuple(sentence for report in reports for sentence in report.did),
        problems=tuple(problem for report in reports for problem in report.problems),
    )


def record(report: StepReport) -> StepReport:
    """Leave the report with Prefect, in the log and as a page, and hand it on."""
    logger = get_run_logger()
    for sentence in report.did:
        logger.info("%s", sentence)
    for problem in report.problems:
        logger.warning("%s", problem)
    return leave_page(report)


def leave_page(report: StepReport) -> StepReport:
    """Leave the report as a page only. The pages of one flow hang together under its name."""
    create_markdown_artifact(markdown=report.markdown(), key=runtime.flow_run.flow_name, description=report.title)
    return report
