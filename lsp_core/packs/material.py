"""Everything one board's pack is made from, with the look-ups that several sections share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment, Verdict
from lsp_core.packs.contents import Mark, OverviewMeasure, Question
from lsp_core.packs.questions import Evidence, questions_about
from lsp_core.packs.series import small_history
from lsp_core.packs.standings import (
    WORST_FIRST,
    measure_mark,
    outcome_mark,
    outcome_verdict,
    travel_mark,
    worst_first,
)
from lsp_core.plan.model import Board, Measure, Outcome, Plan
from lsp_core.resources import OutcomeResources, resources_behind
from lsp_core.risks import RiskProposal, Score
from lsp_core.wording import amount, period_in_words

HAS_A_PAGE = (Verdict.OFF_TRACK, Verdict.RECOVERING)


@dataclass(frozen=True)
class Material:
    """One quarter's facts and judgements, as one board sees them."""

    facts: CycleFacts
    board: Board
    assessments: tuple[Assessment, ...]
    assessments_before: tuple[Assessment, ...]
    """The quarter before, for saying what changed; empty when there was none."""
    proposals: tuple[RiskProposal, ...]
    register_before: Mapping[str, Score]
    register_now: Mapping[str, Score]

    @property
    def plan(self) -> Plan:
        """What the partnership has declared."""
        return self.facts.plan

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The definitions in force at the quarter's end, by code."""
        return {measure.code: measure for measure in self.plan.measures_on(self.facts.quarter.end)}

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The board's outcomes that have measures to judge, in the order of the plan."""
        return tuple(outcome for outcome in self.plan.outcomes_of(self.board) if self.about(outcome))

    @cached_property
    def worst_first(self) -> tuple[Outcome, ...]:
        """The board's outcomes, the worst news first and the weightier outcome first among equals."""
        return tuple(sorted(self.outcomes, key=lambda o: (WORST_FIRST.index(self.verdict(o)), -o.weight)))

    @cached_property
    def off_track(self) -> tuple[Outcome, ...]:
        """The outcomes that get a page of their own."""
        return tuple(outcome for outcome in self.worst_first if self.verdict(outcome) in HAS_A_PAGE)

    def about(self, outcome: Outcome) -> list[Assessment]:
        """An outcome's measures as judged, worst first."""
        return worst_first(a for a in self.assessments if a.outcome == outcome.code)

    def verdict(self, outcome: Outcome) -> Verdict:
        """What speaks for an outcome as a whole."""
        return outcome_verdict(self.about(outcome))

    def mark(self, outcome: Outcome) -> Mark:
        """An outcome's standing."""
        return outcome_mark(self.about(outcome))

    def before(self, measure: str) -> Assessment | None:
        """The same measure as judged last quarter."""
        return next((a for a in self.assessments_before if a.measure == measure), None)

    def verdict_before(self, outcome: Outcome) -> Verdict | None:
        """What spoke for an outcome last quarter; None when nothing was judged."""
        judged = [a for a in self.assessments_before if a.outcome == outcome.code]
        return outcome_verdict(judged) if judged else None

    def money(self, outcome: Outcome) -> OutcomeResources:
        """The funds behind an outcome this quarter."""
        return resources_behind(self.plan, outcome.code, self.facts.quarter, self.facts.resources)

    def questions(self, outcome: Outcome, assessment: Assessment) -> tuple[Question, ...]:
        """What one measure raises, most telling first."""
        measure = self.measures[assessment.measure]
        evidence = Evidence(measure, outcome, assessment, self.before(measure.code), self.money(outcome))
        return questions_about(evidence, self.plan, self.board)

    def line(self, assessment: Assessment) -> OverviewMeasure:
        """One measure in a table."""
        measure = self.measures[assessment.measure]
        drawn, says = small_history(self.facts, measure, assessment)
        return OverviewMeasure(
            name=measure.name,
            anchor=measure_anchor(measure.code),
            latest=latest_figure(assessment, measure),
            period=latest_period(assessment),
            target=amount(assessment.target.value, measure) if assessment.target else "none agreed",
            mark=measure_mark(assessment),
            travel=travel_mark(assessment),
            sparkline=drawn,
            sparkline_says=says,
        )


def latest_figure(assessment: Assessment, measure: Measure) -> str:
    """The latest figure there is, even when it is too old to be judged."""
    latest = assessment.observation or assessment.latest
    return amount(latest.value, measure) if latest is not None and latest.value is not None else "no figure"


def latest_period(assessment: Assessment) -> str:
    """The period of the latest figure, said to be an earlier one when it is."""
    latest = assessment.observation or assessment.latest
    if latest is None or latest.value is None:
        return period_in_words(assessment.period)
    words = period_in_words(latest.period)
    return words if latest.period == assessment.period else f"{words}, not current"


def outcome_anchor(code: str) -> str:
    """Where an outcome's page or entry is."""
    return f"outcome-{code}"


def measure_anchor(code: str) -> str:
    """Where a measure's annex entry is."""
    return f"measure-{code}"
