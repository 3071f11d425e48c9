"""What a partnership has declared, as one value: who takes part, what they want to achieve, how it is measured.

Values only. The parts are in `bodies`, `measures`, `comparators` and `policies`, and can be imported from here. Reading
them from a folder, with every mistake located, is `lsp_core.plan.reading`; keeping each version is
`lsp_core.store.plans`.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from lsp_core.periods import Period
from lsp_core.plan.bodies import Board, Cover, Layer, Nation, Outcome, Partner, Partnership, Person, Theme
from lsp_core.plan.comparators import Comparator, ComparatorFigure, ComparatorSet
from lsp_core.plan.declaration import Code, Declaration
from lsp_core.plan.measures import (
    Frequency,
    Fund,
    History,
    Indicator,
    Measure,
    Polarity,
    Profile,
    Risk,
    Target,
    TargetKind,
)
from lsp_core.plan.policies import (
    Policies,
    PolicyKind,
    RequestPolicy,
    RiskBand,
    RiskPolicy,
    StatusPolicy,
    ToleranceIn,
)

__all__ = [
    "Board",
    "Code",
    "Comparator",
    "ComparatorFigure",
    "ComparatorSet",
    "Cover",
    "Frequency",
    "Fund",
    "History",
    "Indicator",
    "Layer",
    "Measure",
    "Nation",
    "Outcome",
    "Partner",
    "Partnership",
    "Person",
    "Plan",
    "Polarity",
    "Policies",
    "PolicyKind",
    "Profile",
    "RequestPolicy",
    "Risk",
    "RiskBand",
    "RiskPolicy",
    "StatusPolicy",
    "Target",
    "TargetKind",
    "Theme",
    "ToleranceIn",
    "latest_agreed",
]


class Plan(Declaration):
    """Everything a partnership has declared, as one value. Look-ups raise KeyError for a code that is not there;
    the reader has already made sure that every code used in the plan is declared in it."""

    partnership: Partnership
    partners: tuple[Partner, ...]
    people: tuple[Person, ...]
    themes: tuple[Theme, ...]
    outcomes: tuple[Outcome, ...]
    boards: tuple[Board, ...]
    policies: Policies
    indicators: tuple[Indicator, ...]
    measures: tuple[Measure, ...]
    targets: tuple[Target, ...] = ()
    funds: tuple[Fund, ...] = ()
    risks: tuple[Risk, ...] = ()
    history: tuple[History, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    comparator_sets: tuple[ComparatorSet, ...] = ()
    comparator_figures: tuple[ComparatorFigure, ...] = ()

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.code: person for person in self.people}

    @cached_property
    def _partners(self) -> dict[str, Partner]:
        return {partner.code: partner for partner in self.partners}

    @cached_property
    def _outcomes(self) -> dict[str, Outcome]:
        return {outcome.code: outcome for outcome in self.outcomes}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def _targets(self) -> dict[tuple[str, TargetKind, str], list[Target]]:
        found: dict[tuple[str, TargetKind, str], list[Target]] = {}
        for target in self.targets:
            found.setdefault((target.measure, target.kind, target.period), []).append(target)
        return found

    @cached_property
    def _comparators(self) -> dict[str, Comparator]:
        return {comparator.code: comparator for comparator in self.comparators}

    @cached_property
    def _comparator_figures(self) -> dict[tuple[str, str], list[ComparatorFigure]]:
        found: dict[tuple[str, str], list[ComparatorFigure]] = {}
        for figure in sorted(self.comparator_figures, key=lambda figure: figure.published_on or date.min):
            found.setdefault((figure.measure, figure.comparator), []).append(figure)
        return found

    def person(self, code: str) -> Person:
        """The person with a code."""
        return self._people[code]

    def partner(self, code: str) -> Partner:
        """The partner with a code."""
        return self._partners[code]

    def partner_name(self, code: str) -> str:
        """A partner's name, for saying whose an old figure is; the code of one that has left the plan since."""
        found = self._partners.get(code)
        return found.name if found is not None else code

    def outcome(self, code: str) -> Outcome:
        """The outcome with a code."""
        return self._outcomes[code]

    def indicator(self, code: str) -> Indicator:
        """The indicator with a code."""
        return self._indicators[code]

    def board(self, code: str) -> Board:
        """The board with a code."""
        return next(board for board in self.boards if board.code == code)

    def fund(self, code: str) -> Fund:
        """The fund with a code."""
        return next(fund for fund in self.funds if fund.code == code)

    def theme(self, code: str) -> Theme:
        """The theme with a code."""
        return next(theme for theme in self.themes if theme.code == code)

    def comparator(self, code: str) -> Comparator:
        """The comparator with a code."""
        return self._comparators[code]

    def comparator_set(self, code: str) -> ComparatorSet:
        """The set of comparators with a code."""
        return next(found for found in self.comparator_sets if found.code == code)

    def published_by(self, comparator: str, measure: str, on: date) -> dict[str, ComparatorFigure]:
        """A comparator's figures for a measure by the code of their period, as published by a day."""
        figures = self._comparator_figures.get((measure, comparator), ())
        return {figure.period: figure for figure in figures if figure.published_on is None or figure.published_on <= on}

    def status_policy(self, code: str) -> StatusPolicy:
        """The status policy with a code."""
        return next(policy for policy in self.policies.status if policy.code == code)

    def measures_on(self, day: date) -> list[Measure]:
        """The definition of each measure in force on a day, in the order of the plan; those not yet begun left out."""
        latest: dict[str, Measure] = {}
        for measure in self.measures:
            if measure.valid_from <= day:
                held = latest.get(measure.code)
                if held is None or measure.valid_from > held.valid_from:
                    latest[measure.code] = measure
        return list(latest.values())

    def outcome_of(self, measure: Measure) -> Outcome:
        """The outcome a measure shows progress on."""
        return self.outcome(self.indicator(measure.indicator).outcome)

    def outcomes_of(self, board: Board) -> list[Outcome]:
        """The outcomes a board looks at, in the order of the plan."""
        return [outcome for outcome in self.outcomes if not board.themes or outcome.theme in board.themes]

    def stated(self, kind: TargetKind, measure: str, period: Period, on: date) -> Target | None:
        """The target or baseline stated for a measure and period, as agreed by a day."""
        return latest_agreed(self._targets.get((measure, kind, period.code), ()), on)

    def stated_before(self, target: Target) -> Target | None:
        """What a target replaced: the version for the same measure, kind and period agreed last before it."""
        versions = self._targets.get((target.measure, target.kind, target.period), ())
        earlier = [version for version in versions if version.valid_from < target.valid_from]
        return max(earlier, key=lambda version: version.valid_from, default=None)

    def due_dates(self, milestone: str, on: date) -> list[Target]:
        """Each date a milestone was to be done by, as agreed by a day, in the order they were agreed."""
        return [target for target in self._due_dates.get(milestone, ()) if target.valid_from <= on]

    @cached_property
    def _due_dates(self) -> dict[str, list[Target]]:
        found: dict[str, list[Target]] = {}
        for target in sorted(self.targets, key=lambda target: target.valid_from):
            found.setdefault(target.measure, []).append(target)
        return found


def latest_agreed(targets: Iterable[Target], on: date) -> Target | None:
    """Of several versions of one target, the one in force on a day."""
    agreed = [target for target in targets if target.valid_from <= on]
    return max(agreed, key=lambda target: target.valid_from, default=None)
