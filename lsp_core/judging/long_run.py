"""Is it real? Each figure judged against what is ordinary for the measure: one XmR chart of its quarters each.

All measures are read at once (`variation`). Not for figures that cover some of the same months as the one before, nor
for grades and milestones, which do not vary about a mean. What is concluded stands beside the status and never changes
it: a missed target is missed however ordinary that is for the measure.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from lsp_core.judging.assessment import (
    REBASE_RULE,
    REBASED_RULE,
    LongRun,
    Reason,
)
from lsp_core.judging.circumstances import Circumstances
from lsp_core.judging.rebase_decisions import (
    EarlierLimits,
    RebaseAsked,
    RebaseDecision,
    in_force,
    kept_as_they_are,
    recalculated,
    standing_refusal,
)
from lsp_core.judging.rebasing import propose_rebase
from lsp_core.judging.steady import steady
from lsp_core.judging.variation import Chart, Phase, Variation, judge_all
from lsp_core.judging.variation_series import Batch, Series
from lsp_core.judging.variation_words import assurance_reason, rebase_evidence, rebase_question, variation_reason
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure, Polarity, Profile
from lsp_core.wording import period_in_words

FEWEST_FIGURES = 6
"""With fewer known quarters nothing is said; up to eleven the limits are a trial, and it is said that they are."""
_NO_CHART = frozenset({Profile.CUMULATIVE, Profile.ROLLING, Profile.GRADE, Profile.MILESTONE})


def long_runs(seen: Sequence[Circumstances]) -> list[LongRun | None]:
    """What the chart of each measure says; None where there is none to draw."""
    found: list[LongRun | None] = [None] * len(seen)
    series = {place: _series(one) for place, one in enumerate(seen) if _has_chart(one)}
    if not series:
        return found
    charts = judge_all(Batch.of(list(series.values())))
    for number, (place, of_one) in enumerate(series.items()):
        found[place] = _long_run(seen[place], of_one, _steadied(charts.chart(number)))
    return found


def _has_chart(one: Circumstances) -> bool:
    known = sum(value is not None for value in one.quarterly)
    return known >= FEWEST_FIGURES and one.measure.profile not in _NO_CHART


def _series(one: Circumstances) -> Series:
    values = tuple(None if value is None else float(value) for value in one.quarterly)
    target = _target(one)
    begins = tuple(_row(one, rebase.since) for rebase in _rebases(one))
    return Series(values, one.measure.polarity, None if target is None else float(target), begins)


def _rebases(one: Circumstances) -> list[RebaseDecision]:
    """Those accepted that fall among the figures: one from before them, or after, changes nothing that is charted."""
    return [rebase for rebase in in_force(one.rebases) if 0 < _row(one, rebase.since) < len(one.quarterly)]


def _target(one: Circumstances) -> Decimal | None:
    """What assurance is about: none for a band, which has two edges, or where neither way is better."""
    has_one = one.target is not None and one.target.band is None and one.measure.polarity is not Polarity.CONTEXT
    return one.target.value if has_one and one.target is not None else None


def _long_run(one: Circumstances, series: Series, chart: Chart) -> LongRun | None:
    phase, target = chart.now, _target(one)
    if phase.mean is None or phase.lower is None or phase.upper is None:
        return None
    reasons = [variation_reason(chart, one.measure)]
    is_usual = phase.variation is Variation.ORDINARY
    assurance = assurance_reason(chart, one.measure, target) if target is not None and is_usual else None
    if assurance is not None:
        reasons.append(assurance)
    rebases = _rebases(one)
    reasons += [Reason(REBASED_RULE, recalculated(rebase, one.zone)) for rebase in rebases[-1:]]
    asked = _asked(one, series)
    if asked is not None:
        reasons.append(_question(one, asked))
    return LongRun(
        variation=phase.variation,
        assurance=phase.assurance,
        since=_quarter(one, phase.first_row, len(series.values)),
        mean=steady(phase.mean),
        lower=_held(steady(phase.lower), one.measure),
        upper=_held(steady(phase.upper), one.measure),
        is_trial=phase.is_trial,
        reasons=tuple(reasons),
        speaks_of_target=assurance is not None,
        rebases=tuple(rebases),
        earlier=_earlier(one, chart),
        asked=asked,
    )


def _earlier(one: Circumstances, chart: Chart) -> tuple[EarlierLimits, ...]:
    """The limits of the phases before the one of now, where there were figures enough for any."""
    rows = len(one.quarterly)
    return tuple(
        EarlierLimits(
            since=_quarter(one, phase.first_row, rows),
            until=_quarter(one, phase.first_row + phase.rows - 1, rows),
            mean=steady(phase.mean),
            lower=_held(steady(phase.lower), one.measure),
            upper=_held(steady(phase.upper), one.measure),
        )
        for phase in chart.phases[:-1]
        if phase.mean is not None and phase.lower is not None and phase.upper is not None
    )


def _asked(one: Circumstances, series: Series) -> RebaseAsked | None:
    """What there is evidence for, with who has said no to it already."""
    proposal = propose_rebase(series)
    if proposal is None:
        return None
    since = _quarter(one, proposal.row, len(one.quarterly))
    steadied = replace(proposal, before=_steady_phase(proposal.before), after=_steady_phase(proposal.after))
    return RebaseAsked(
        since=since,
        question=rebase_question(steadied, one.measure, period_in_words(since)),
        evidence=rebase_evidence(steadied, one.measure),
        declined_by=standing_refusal(one.rebases, since, one.past.figures),
    )


def _question(one: Circumstances, asked: RebaseAsked) -> Reason:
    """The question for the owner; where it has been answered with no, the answer."""
    if asked.declined_by is None:
        return Reason(REBASE_RULE, asked.question)
    return Reason(REBASED_RULE, kept_as_they_are(asked, asked.declined_by, one.zone))


def _quarter(one: Circumstances, row: int, rows: int) -> Quarter:
    return _now(one).shifted(-3 * (rows - 1 - row))


def _row(one: Circumstances, quarter: Quarter) -> int:
    """The row of a quarter among the figures; below 0 before the first of them."""
    now = _now(one)
    return len(one.quarterly) - 1 - ((now.year - quarter.year) * 4 + now.number - quarter.number)


def _now(one: Circumstances) -> Quarter:
    now = one.past.now.period
    assert isinstance(now, Quarter), "only quarters are charted"
    return now


def _steadied(chart: Chart) -> Chart:
    return replace(chart, phases=tuple(_steady_phase(phase) for phase in chart.phases))


def _steady_phase(phase: Phase) -> Phase:
    """With a mean and limits that print alike on every machine."""
    mean, lower, upper = (
        None if number is None else float(steady(number)) for number in (phase.mean, phase.lower, phase.upper)
    )
    return replace(phase, mean=mean, lower=lower, upper=upper)


def _held(value: Decimal, measure: Measure) -> Decimal:
    at_least = value if measure.minimum is None else max(value, measure.minimum)
    return at_least if measure.maximum is None else min(at_least, measure.maximum)
