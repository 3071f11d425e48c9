"""Keeping an owner's words on an outcome, so that the quarter's pack prints them as they were written."""

from dataclasses import dataclass, replace
from datetime import datetime

from lsp_core.challenge.commentary import Commentary, check_commentary, said_of
from lsp_core.cycle import CycleStatus
from lsp_core.errors import CycleError
from lsp_core.periods import Quarter
from lsp_core.plan.look_up import outcome_meant
from lsp_core.steps.report import StepReport
from lsp_core.store import challenge, cycles, plans
from lsp_core.store.database import Database
from lsp_core.wording import count_of


@dataclass(frozen=True)
class Words:
    """The four parts of a commentary. Any may be empty, but not all."""

    why: str = ""
    doing: str = ""
    when: str = ""
    effect: str = ""


def comment(database: Database, quarter: Quarter, outcome: str, by: str, words: Words, now: datetime) -> StepReport:
    """Keep what a person, given by code, says of an outcome, given by code or name. Safe to run again: the last words
    on a quarter print, and all are kept.

    Raises `CycleError` once the quarter is signed off, `LspError` for words too many or none.
    """
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        _check_open(cycles.cycle(session, quarter).status, quarter)
        plan = plans.in_force(session).plan
        found, person = outcome_meant(plan, outcome), plan.person(by)
        said = Commentary(
            quarter=quarter,
            outcome=found.code,
            why=words.why.strip(),
            doing=words.doing.strip(),
            when=words.when.strip(),
            effect=words.effect.strip(),
            by=person.name,
            role=person.role,
            at=now,
        )
        check_commentary(said)
        title = f"Commentary on {found.name}"
        last = said_of(challenge.record(session, now).commentaries, found.code, quarter)
        if last is not None and replace(last, at=now) == said:
            return StepReport(title)
        challenge.append_commentary(session, said)
    return StepReport(title, (f"{count_of(said.words, 'word')} by {person.name} kept; they print as they are.",))


def _check_open(status: CycleStatus, quarter: Quarter) -> None:
    if status is CycleStatus.PLANNED:
        raise CycleError(f"{quarter} has not been opened", f"Run `lsp open {quarter}` first.")
    if status in (CycleStatus.SIGNED_OFF, CycleStatus.PUBLISHED):
        raise CycleError(
            f"{quarter} is {status}, so its packs stand as they are",
            "Say it at the meeting, and write it down with `lsp meeting answer`; or say it of the next quarter.",
        )
