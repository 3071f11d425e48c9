"""What every flow shares: which quarter it is about, its run's name, what is tried again, and the page it leaves."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from prefect import get_run_logger, runtime, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State
from prefect.client.schemas.objects import TaskRun
from prefect.tasks import Task

from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.errors import ChannelError, StoreError
from lsp_core.periods import Quarter
from lsp_core.settings import settings
from lsp_core.steps.agenda import reason_not_due
from lsp_core.steps.report import StepReport

WAITS_BETWEEN_TRIES: list[float] = [10, 60, 300]
"""Seconds. A database or a folder that is away for a moment comes back in that time; for longer, the next run does."""


async def _is_worth_trying_again(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Only what may come right by itself: a plan with a mistake in it will not."""
    result = await state.aresult(raise_on_failure=False)
    return isinstance(result, StoreError | ChannelError)


def stage(name: str) -> Callable[[Callable[..., StepReport]], Task[..., StepReport]]:
    """A task that is one stage of the cycle over everything at once, never one partner or one figure."""
    return task(
        name=name,
        cache_policy=NO_CACHE,
        retries=len(WAITS_BETWEEN_TRIES),
        retry_delay_seconds=WAITS_BETWEEN_TRIES,
        retry_condition_fn=_is_worth_trying_again,
        persist_result=False,
    )


def run_instant() -> datetime:
    """When this run was meant to start: a run on 10 July that a busy machine starts on the 11th is still about the same
    quarter. A pretended instant wins, so that practice is practice here too."""
    if settings().now is not None:
        return workplace.instant()
    scheduled: datetime | None = runtime.flow_run.scheduled_start_time
    return scheduled or workplace.instant()


def quarter_of_run(quarter: str | None) -> Quarter:
    """The quarter a run is about: the one it was given, or the last that had ended when it was meant to start."""
    return Quarter.parse(quarter) if quarter else Quarter.last_ended(run_instant().date())


def named(verb: str) -> Callable[[], str]:
    """A name for the run, such as `open 2023-24 Q1`."""

    def name() -> str:
        return f"{verb} {quarter_of_run(runtime.flow_run.parameters.get('quarter'))}"

    return name


def reason_to_wait(item: Item, quarter: str | None) -> str | None:
    """Why a scheduled run has nothing to do yet. A run that names its quarter is somebody's wish and never waits."""
    if quarter:
        return None
    return reason_not_due(workplace.database(), item, quarter_of_run(None), workplace.instant())


def left_alone(title: str, reason: str) -> StepReport:
    """The report of a run that found nothing due."""
    return StepReport(f"{title}: not yet", (reason,))


def record(report: StepReport) -> StepReport:
    """Leave the report with Prefect, as a page and in the log, and hand it on."""
    logger = get_run_logger()
    for sentence in report.did:
        logger.info("%s", sentence)
    for problem in report.problems:
        logger.warning("%s", problem)
    create_markdown_artifact(markdown=report.markdown(), key=_key(), description=report.title)
    return report


def _key() -> str:
    """Artifacts of one flow hang together under its name."""
    return str(runtime.flow_run.flow_name or "report").replace("_", "-").lower()
