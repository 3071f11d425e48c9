"""Everything one board's pack is made from, with the look-ups that several sections share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lsp_core.challenge.actions import ActionStanding, standings
from lsp_core.challenge.meetings import question_reference
from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment, Status, Verdict
from lsp_core.judging.forecast_history import ForecastHistory, forecast_histories
from lsp_core.judging.judge import cut_off_day
from lsp_core.judging.wholes import lacking_in_words
from lsp_core.observations import Observation, Vintage
from lsp_core.packs import certainty, not_due
from lsp_core.packs.brief import brief_period
from lsp_core.packs.contents import OverviewMeasure, Question
from lsp_core.packs.evidence import Evidence
from lsp_core.packs.goals import goal
from lsp_core.packs.questions import in_own_words, questions_about
from lsp_core.packs.series import small_history
from lsp_core.packs.shapes import Mark
from lsp_core.packs.standings import (
    WORST_FIRST,
    loudest_first,
    loudness,
    measure_mark,
    outcome_mark,
    outcome_verdict,
    travel_mark,
)
from lsp_core.plan.model import Board, Measure, Outcome, Plan
from lsp_core.resources import OutcomeResources, resources_behind
from lsp_core.risks.model import RiskProposal, Score
from lsp_core.wording import amount, day

MOST_ON_A_PAGE = 3
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
    def forecast_histories(self) -> Mapping[str, ForecastHistory]:
        """What has become of past forecasts, by measure."""
        return forecast_histories(self.facts)

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
        """An outcome's measures as judged. The first is the one that gives the outcome its standing; among measures
        that are not due, the one that was worst when last judged comes first."""
        return self._by_outcome.get(outcome.code, [])

    @cached_property
    def _by_outcome(self) -> dict[str, list[Assessment]]:
        found: dict[str, list[Assessment]] = {}
        for assessment in sorted(self.assessments, key=lambda a: not_due.WORST_FIRST.index(a.last_judged)):
            found.setdefault(assessment.outcome, []).append(assessment)
        return {outcome: loudest_first(judged) for outcome, judged in found.items()}

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

    @cached_property
    def asked(self) -> dict[str, tuple[Question, ...]]:
        """The few questions each outcome raises, by its code: no two of the pack in the same words."""
        raised = [self._raised(outcome) for outcome in self.worst_first]
        worded = zip(self.worst_first, in_own_words(raised), strict=True)
        return {outcome.code: _as_printed(outcome, questions) for outcome, questions in worded}

    def _raised(self, outcome: Outcome) -> list[Question]:
        """Each measure's most telling question before anybody's second. Only the measures that have a say in the
        outcome's standing are asked about."""
        judged = self.about(outcome)
        telling = [a for a in judged if loudness(a) == loudness(judged[0])]
        raised = [self.questions(outcome, assessment) for assessment in telling]
        in_turn = [questions[turn] for turn in range(MOST_ON_A_PAGE) for questions in raised if turn < len(questions)]
        return in_turn[:MOST_ON_A_PAGE]

    def questions(self, outcome: Outcome, assessment: Assessment) -> tuple[Question, ...]:
        """What one measure raises, most telling first."""
        measure = self.measures[assessment.measure]
        evidence = Evidence(
            measure=measure,
            outcome=outcome,
            assessment=assessment,
            before=self.before(measure.code),
            last_judged=assessment.last_judged,
            resources=self.money(outcome),
            overdue=self.overdue(outcome),
            history=self.forecast_histories[measure.code],
        )
        return questions_about(evidence, self.plan, self.board)

    def overdue(self, outcome: Outcome) -> tuple[str, ...]:
        """The actions for an outcome whose date has passed, in words, the longest overdue first."""
        late = [one for one in self.actions if one.is_overdue and one.action.outcome == outcome.code]
        late.sort(key=lambda one: one.due)
        return tuple(f"{one.action.title} ({one.action.reference}, due {day(one.due)})" for one in late)

    @cached_property
    def actions(self) -> list[ActionStanding]:
        """How every action stands on the day the figures were taken."""
        said, facts = self.facts.said, self.facts
        return standings(said.actions, said.moves, cut_off_day(facts))

    def line(self, assessment: Assessment) -> OverviewMeasure:
        """One measure in a table."""
        measure = self.measures[assessment.measure]
        drawn, says = small_history(self.facts, measure, assessment)
        return OverviewMeasure(
            name=measure.name,
            anchor=measure_anchor(measure.code),
            latest=latest_figure(assessment, measure),
            period=_brief_latest_period(assessment),
            target=goal(assessment.target, measure),
            mark=measure_mark(assessment),
            note=_note(self.plan, assessment),
            travel=travel_mark(assessment),
            sparkline=drawn,
            sparkline_says=says,
        )


def _as_printed(outcome: Outcome, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """With what each is called at the meeting, and the measure's name only where several have a say."""
    is_one = len({question.about for question in questions}) == 1
    return tuple(
        replace(question, reference=question_reference(outcome.code, number), about="" if is_one else question.about)
        for number, question in enumerate(questions, start=1)
    )


def _note(plan: Plan, assessment: Assessment) -> str:
    """What stands under the status in a table."""
    lacks = lacking_in_words(plan, assessment.observation)
    told = (certainty.own_word(assessment), not_due.note(assessment), certainty.note(assessment), lacks)
    return "; ".join(filter(None, told))


def latest_figure(assessment: Assessment, measure: Measure) -> str:
    """The latest figure there is, even when it is too old to be judged."""
    latest = latest_seen(assessment)
    if latest is None or latest.value is None:
        return (latest.in_its_place if latest is not None else "") or "no figure"
    return amount(latest.value, measure)


def latest_seen(assessment: Assessment) -> Observation | None:
    """The figure judged or, where there is none to judge, the latest there is."""
    return assessment.observation or assessment.latest


def _brief_latest_period(assessment: Assessment) -> str:
    """The period of the latest figure for a column; said to be an earlier one when a newer was due."""
    latest = latest_seen(assessment)
    if latest is None or latest.value is None:
        return brief_period(assessment.period)
    doubts = [
        "provisional" if latest.vintage is Vintage.PROVISIONAL else "",
        "not current" if assessment.status is Status.OVERDUE else "",
    ]
    return ", ".join(filter(None, [brief_period(latest.period), *doubts]))


def outcome_anchor(code: str) -> str:
    """Where an outcome's page or entry is."""
    return f"outcome-{code}"


def measure_anchor(code: str) -> str:
    """Where a measure's annex entry is."""
    return f"measure-{code}"
