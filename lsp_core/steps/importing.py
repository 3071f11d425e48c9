"""Bringing in a scorecard kept before: what its words mean, what would be taken, and taking it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.importing.figures import Taken, observations_of, take
from lsp_core.importing.labels import Labelled, labelled
from lsp_core.importing.mapping import Mapping, mapping_as_csv, mapping_from_csv
from lsp_core.importing.proposing import propose
from lsp_core.importing.words import left_out_in_words, taken_in_words
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.returns.files import read_grid
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, imports, observations, plans
from lsp_core.store.database import Database


@dataclass(frozen=True)
class WrittenMapping:
    """A mapping as a person corrected it."""

    file_name: str
    text: str


@dataclass(frozen=True)
class Scorecard:
    """A file as it was given, and the mapping it is to be read by; None for what its words say."""

    file_name: str
    content: bytes
    mapping: WrittenMapping | None = None


@dataclass(frozen=True)
class Rehearsed:
    """What an import would do."""

    plan: Plan
    mapping: Mapping
    taken: Taken


def rehearse_import(database: Database, scorecard: Scorecard, now: datetime) -> Rehearsed:
    """What would be taken, by which mapping. Keeps nothing.

    Raises `ReturnRefusedError` for a file that cannot be opened and `ImportRefusedError` for a mapping with mistakes.
    """
    cells = _cells(scorecard)
    with database.reading() as session:
        return _rehearsed(session, scorecard, cells, now)


def take_import(database: Database, scorecard: Scorecard, by: str, now: datetime) -> StepReport:
    """Take the figures of a scorecard into the history. Safe to run again: a figure that is known is not taken twice.

    Raises as `rehearse_import` does.
    """
    cells = _cells(scorecard)
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        rehearsed = _rehearsed(session, scorecard, cells, now)
        figures = rehearsed.taken.figures
        if not figures:
            return StepReport(f"Import {scorecard.file_name}", problems=tuple(left_out_in_words(rehearsed.taken)))
        reference = imports.next_reference(session)
        observations.append(session, observations_of(figures, reference, now))
        mapping = mapping_as_csv(rehearsed.mapping)
        imports.append(session, reference, scorecard.file_name, scorecard.content, mapping, by, now)
    did = (*taken_in_words(rehearsed.taken), f"They are kept as {reference}, each with its cell.")
    return StepReport(f"Import {scorecard.file_name}", did, tuple(left_out_in_words(rehearsed.taken)))


def _cells(scorecard: Scorecard) -> list[Labelled]:
    grid = read_grid(scorecard.file_name, scorecard.content)
    return [cell for sheet in grid.sheets for cell in labelled(sheet)]


def _rehearsed(session: Session, scorecard: Scorecard, cells: list[Labelled], now: datetime) -> Rehearsed:
    plan = plans.in_force(session).plan
    mapping = _mapping(plan, scorecard.mapping, cells)
    known = observations.known(session, now)
    return Rehearsed(plan, mapping, take(plan, cells, mapping, known, _first_quarter(session, now)))


def _mapping(plan: Plan, written: WrittenMapping | None, cells: list[Labelled]) -> Mapping:
    if written is None:
        return propose(plan, cells)
    codes = list(dict.fromkeys(measure.code for measure in plan.measures))
    return mapping_from_csv(written.file_name, written.text, codes)


def _first_quarter(session: Session, now: datetime) -> Quarter:
    """The first quarter whose figures come with returns: before it everything is history."""
    held = cycles.all_cycles(session)
    return min((cycle.quarter for cycle in held), default=Quarter.containing(now.date()))
