"""Where a measure's verdict comes from: the rule, the target, and every figure it rests on back to the cell.

Values only. What is looked up for it is gathered by `lsp_core.steps.explaining`; how it is printed is in
`lsp_core.cli.explaining`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lsp_core.facts import CycleFacts, ReturnFile
from lsp_core.judging.assessment import Assessment
from lsp_core.judging.case import Case
from lsp_core.judging.circumstances import circumstances
from lsp_core.judging.judge import cases, judge
from lsp_core.judging.overrides import StatusOverride
from lsp_core.judging.profiles import financial_year_of
from lsp_core.judging.wholes import with_wholes
from lsp_core.observations import FigureKey, Observation, as_known
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Measure, Plan, Profile, StatusPolicy, Target, TargetKind


class Use(StrEnum):
    """What a figure was needed for, in the order in which they are told."""

    JUDGED = "the figure judged"
    WITHHELD = "the figure, which is not shown because of small numbers"
    SAID = "what the partner says in place of a figure"
    LATEST = "the latest there is, which is not judged"
    LAST = "the period before"
    LAST_YEAR = "the same period a year before"
    HISTORY = "earlier, for the forecast and for what is ordinary"
    NOT_COMPARED = "earlier, and compared with nothing since what is counted changed"


@dataclass(frozen=True)
class FigureUsed:
    """One figure, what it was needed for, and the others there have been for its period."""

    use: Use
    figure: Observation
    before: tuple[Observation, ...]
    """What it replaced, oldest first."""
    since: tuple[Observation, ...]
    """What has come for the same period after the figures were taken, oldest first."""
    is_withheld: bool = False
    """Whether nobody but the partner and the coordinator sees it, because of small numbers."""


@dataclass(frozen=True)
class TargetRow:
    """One row of targets.csv that the target was worked out from, and the rows it replaced."""

    row: Target
    before: tuple[Target, ...]
    """Oldest first."""


@dataclass(frozen=True)
class Published:
    """A published pack that says all this to a board."""

    board: str
    version: int
    digest: str
    """Of the page, by SHA-256 in hexadecimal."""
    by_this_engine: bool
    """Whether the rules that published it are the ones that explain it."""


@dataclass(frozen=True)
class Explanation:
    """Everything there is to say of where one measure's verdict in one quarter comes from."""

    plan: Plan
    measure: Measure
    policy: StatusPolicy
    cut_off: datetime
    """The figures are those known at this instant."""
    is_judged: bool
    """Whether the quarter has been judged; if not, this is what judging it at the cut-off would say."""
    assessment: Assessment
    targets: tuple[TargetRow, ...]
    figures: tuple[FigureUsed, ...]
    """The one judged first, then back in time."""
    new: tuple[Observation, ...]
    """Figures for periods of which none is used that have come since the cut-off, such as the one that was late."""
    overrides: tuple[StatusOverride, ...]
    """Every word said on the status, oldest first, those withdrawn included."""
    files: Mapping[str, ReturnFile]
    """The files behind the figures, by the reference of the return."""
    published: tuple[Published, ...]


def explanation(
    facts: CycleFacts,
    measure: Measure,
    vintages: Sequence[Observation],
    files: Mapping[str, ReturnFile],
    published: Iterable[Published] = (),
) -> Explanation:
    """The explanation of one measure that is in force in the quarter.

    `vintages` are all its figures ever known and its parts', superseded ones and those from after the cut-off included,
    oldest first. Figures that others do not see, because of small numbers, are told in full: this is the coordinator's.
    """
    case = next(case for case in cases(facts) if case.measure.code == measure.code)
    assessment = next(one for one in judge(facts) if one.measure == measure.code)
    in_full = with_wholes(facts.plan, as_known(vintages, facts.cut_off))
    used = figures_used(case, assessment, vintages, in_full)
    return Explanation(
        plan=facts.plan,
        measure=measure,
        policy=case.policy,
        cut_off=facts.cut_off,
        is_judged=facts.cycle.cut_off is not None,
        assessment=assessment,
        targets=target_rows(facts.plan, measure, assessment.period, case.on),
        figures=used,
        new=tuple(_new(vintages, used, facts)),
        overrides=tuple(_said_of(facts, assessment)),
        files=files,
        published=tuple(published),
    )


def _said_of(facts: CycleFacts, assessment: Assessment) -> Iterator[StatusOverride]:
    """Every word on the status in its quarter, and one from an earlier quarter that still stands."""
    for said in facts.overrides:
        if said.measure == assessment.measure and (said.quarter == facts.quarter or said == assessment.override):
            yield said


def figures_used(
    case: Case,
    assessment: Assessment,
    vintages: Sequence[Observation],
    in_full: Mapping[FigureKey, Observation],
) -> tuple[FigureUsed, ...]:
    """Every figure the assessment rests on or shows, each with its other vintages. `vintages` come oldest first;
    `in_full` holds each figure as the coordinator may see it."""
    by_period: dict[FigureKey, list[Observation]] = {}
    for vintage in vintages:
        by_period.setdefault((vintage.measure, vintage.period), []).append(vintage)
    found = []
    for use, seen in _used(case, assessment):
        key = (seen.measure, seen.period)
        figure = in_full.get(key, seen)
        others = by_period.get(key, []) if not figure.made_of else []
        place = others.index(figure) if figure in others else len(others)
        withheld = seen.withheld is not None
        found.append(FigureUsed(use, figure, tuple(others[:place]), tuple(others[place + 1 :]), withheld))
    return tuple(found)


def target_rows(plan: Plan, measure: Measure, period: Period, on: date) -> tuple[TargetRow, ...]:
    """The rows of targets.csv that the target for a period was worked out from, as agreed by a day."""
    if measure.profile is Profile.MILESTONE:
        agreed = plan.due_dates(measure.code, on)
        return tuple(TargetRow(last, tuple(agreed[:-1])) for last in agreed[-1:])
    found = [row for kind in TargetKind for row in _rows(plan, measure, period, on, kind)]
    return tuple(TargetRow(row, tuple(_replaced(plan, row))) for row in found)


def _used(case: Case, assessment: Assessment) -> Iterator[tuple[Use, Observation]]:
    figure = assessment.observation
    if figure is not None and figure.value is not None:
        yield Use.JUDGED, figure
        yield from _earlier(case, assessment, figure)
        return
    if figure is not None:
        yield Use.SAID if figure.withheld is None else Use.WITHHELD, figure
    if assessment.latest is not None:
        yield Use.LATEST, assessment.latest


def _earlier(case: Case, assessment: Assessment, figure: Observation) -> Iterator[tuple[Use, Observation]]:
    past = circumstances(case, figure).past
    for earlier in reversed(past.figures[:-1]):
        yield _use_of(earlier, assessment), earlier
    for earlier in reversed(case.figures):
        if earlier.period in past.left_out:
            yield Use.NOT_COMPARED, earlier


def _use_of(earlier: Observation, assessment: Assessment) -> Use:
    if earlier == assessment.against_last.earlier:
        return Use.LAST
    return Use.LAST_YEAR if earlier == assessment.against_last_year.earlier else Use.HISTORY


def _rows(plan: Plan, measure: Measure, period: Period, on: date, kind: TargetKind) -> list[Target]:
    """Of one kind: the one for the very period or else the year; of a quarter with its own, the year's end's too."""
    year = financial_year_of(period)
    end = year.quarters[-1]
    match kind:
        case TargetKind.BASELINE:
            groups: list[tuple[Period, ...]] = [(year, year.previous, year.quarters[0].previous)]
        case TargetKind.TARGET if plan.stated(kind, measure.code, period, on) is not None:
            groups = [(period,), (end, year)] if isinstance(period, Quarter) else [(period,)]
        case _:
            groups = [(period, year)]
    found = [_first_stated(plan, measure, group, on, kind) for group in groups]
    return list(dict.fromkeys(row for row in found if row is not None))


def _first_stated(plan: Plan, measure: Measure, periods: Iterable[Period], on: date, kind: TargetKind) -> Target | None:
    stated = (plan.stated(kind, measure.code, period, on) for period in periods)
    return next((row for row in stated if row is not None), None)


def _replaced(plan: Plan, row: Target) -> list[Target]:
    earlier = plan.stated_before(row)
    return [] if earlier is None else [*_replaced(plan, earlier), earlier]


def _new(vintages: Sequence[Observation], used: Sequence[FigureUsed], facts: CycleFacts) -> Iterator[Observation]:
    told = {(f.measure, f.period) for one in used for f in (one.figure, *_all_parts(one.figure))}
    for figure in vintages:
        key = (figure.measure, figure.period)
        if figure.known_at > facts.cut_off and key not in told and figure.period.end <= facts.quarter.end:
            yield figure


def _all_parts(whole: Observation) -> Iterator[Observation]:
    for part in whole.made_of:
        yield part
        yield from _all_parts(part)
