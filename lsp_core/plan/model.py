"""What a partnership has declared: who takes part, what they want to achieve, how it is measured and who is asked.

Values only. Reading them from a folder, with every mistake located, is `lsp_core.plan.reading`; keeping each version
is `lsp_core.store.plans`. Every description below is printed in `docs/plan.md`, so it is written for a coordinator.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, EmailStr, Field

from lsp_core.periods import Period

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
"""A short name that never changes: letters, digits, dots, dashes and underscores."""


class Nation(StrEnum):
    """Whose bank holidays the partnership keeps."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern ireland"


class Layer(StrEnum):
    """Which of the three layers of governance a board belongs to."""

    STRATEGIC = "strategic"
    EXECUTIVE = "executive"
    OPERATIONAL = "operational"


class Polarity(StrEnum):
    """Which way is good."""

    HIGHER_IS_BETTER = "higher is better"
    LOWER_IS_BETTER = "lower is better"
    CONTEXT = "context only"
    """Neither: the figure is shown and never judged."""


class Frequency(StrEnum):
    """What stretch of time one figure covers."""

    QUARTERLY = "quarterly"
    FINANCIAL_YEAR = "financial year"
    ACADEMIC_YEAR = "academic year"
    CALENDAR_YEAR = "calendar year"


class Profile(StrEnum):
    """How a target for the year becomes a target for each quarter."""

    FLAT = "flat"
    """The year's target applies in every quarter."""
    LINEAR = "linear"
    """In equal steps from the baseline to the year's target."""
    CUMULATIVE = "cumulative"
    """The figure counts up from 1 April: a quarter of the year's target by June, half by September."""
    STEP = "step"
    """The baseline until the year's end, then the year's target."""


class ToleranceIn(StrEnum):
    """What a policy's tolerance counts in."""

    PERCENT = "percent of target"
    POINTS = "percentage points"
    UNITS = "the measure's own unit"


class TargetKind(StrEnum):
    """What a row of targets.csv states."""

    TARGET = "target"
    BASELINE = "baseline"


class _Declared(BaseModel):
    """Anything a partnership declares: frozen, and unknown fields are mistakes rather than silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Partnership(_Declared):
    """The partnership itself."""

    name: str = Field(min_length=1, description="The partnership's name, as it heads every pack and e-mail.")
    code: Code = Field(description="A short code used in references and file names.")
    nation: Nation = Field(description="england, wales, scotland or northern ireland: whose bank holidays are kept.")
    coordinator: Code = Field(description="The person (from people.yaml) who runs the cycle and signs the e-mails.")
    reply_to: EmailStr = Field(description="The address that partners' replies go to.")
    time_zone: str = Field(default="Europe/London", description="The time zone its days are counted in.")
    about: str = Field(default="", description="A sentence or two for the front of the pack.")
    data_note: str = Field(default="", description="Printed in every pack: where figures come from, what is invented.")


class Partner(_Declared):
    """A body that takes part."""

    code: Code = Field(description="A short code used in references and file names.")
    name: str = Field(min_length=1, description="The partner's name.")
    kind: str = Field(default="", description="What it is: council, police, NHS trust, fire and rescue, charity.")
    contact: Code = Field(description="The person who sends its figures.")
    senior: Code | None = Field(default=None, description="The person told when its figures stay late.")


class Person(_Declared):
    """Somebody the partnership writes to."""

    code: Code = Field(description="A short code used elsewhere in the plan.")
    name: str = Field(min_length=1, description="Their name, as it is printed.")
    role: str = Field(min_length=1, description="Their post. Packs name the post beside the person.")
    partner: Code | None = Field(default=None, description="The partner they work for, if it is one of the partners.")
    email: EmailStr = Field(description="Where messages to them go.")
    targets: dict[str, str] = Field(
        default_factory=dict,
        description="Other Apprise addresses by tag (requests, reminders, off-track, packs, all), such as "
        "`off-track: msteams://...`. `{secret:NAME}` stands for the setting LSP_SECRET_NAME, kept out of this file.",
    )


class Theme(_Declared):
    """A group of outcomes."""

    code: Code = Field(description="A short code.")
    name: str = Field(min_length=1, description="The theme's name.")


class Outcome(_Declared):
    """Something the partners want to be true, and who answers for it."""

    code: Code = Field(description="A short code.")
    name: str = Field(min_length=1, description="The outcome in words.")
    theme: Code = Field(description="The theme it belongs to.")
    owner: Code = Field(description="The person who answers for it.")
    why: str = Field(default="", description="Why it matters, in a sentence a resident would understand.")
    weight: int = Field(
        ge=1, le=5, description="How much it would matter to miss it, 1 to 5: the impact of the risk that it is missed."
    )
    challenger: Code | None = Field(default=None, description="The person who asks the questions; not the owner.")


class Board(_Declared):
    """A meeting that gets packs."""

    code: Code = Field(description="A short code.")
    name: str = Field(min_length=1, description="The board's name.")
    layer: Layer = Field(description="strategic, executive or operational.")
    chair: Code = Field(description="The person who chairs it, and may sign its packs off.")
    clerk: Code | None = Field(default=None, description="The person who sends the papers out.")
    themes: tuple[Code, ...] = Field(default=(), description="The themes it looks at; leave out for all of them.")
    meetings: tuple[date, ...] = Field(default=(), description="The dates it meets.")
    papers_clear_days: int = Field(
        default=5, ge=0, le=20, description="Clear working days between the papers going out and the meeting."
    )
    members: tuple[Code, ...] = Field(default=(), description="The people its packs are sent to.")


class StatusPolicy(_Declared):
    """A named rule for what counts as on track, watch and off track."""

    code: Code = Field(description="A short code, used in measures.csv.")
    name: str = Field(min_length=1, description="The rule's name, as it is printed.")
    version: int = Field(default=1, ge=1, description="Raise it whenever the rule changes.")
    tolerance: Decimal = Field(
        ge=0, description="How far a figure may be on the wrong side of its target and be watched."
    )
    tolerance_in: ToleranceIn = Field(
        default=ToleranceIn.PERCENT,
        description="`percent of target`, `percentage points` or `the measure's own unit`.",
    )
    same_within: Decimal = Field(
        default=Decimal(0),
        ge=0,
        description="A change no bigger than this, in the measure's unit, counts as no change.",
    )


class RequestPolicy(_Declared):
    """When figures are asked for, when they are due, and who is reminded when. All in working days."""

    opens_after_quarter: int = Field(
        default=1, ge=1, le=60, description="Ask this many working days after the quarter ends."
    )
    due_after_quarter: int = Field(
        default=15, ge=1, le=90, description="Figures are due this many working days after it ends."
    )
    days_to_make_pack: int = Field(
        default=5,
        ge=1,
        le=40,
        description="Figures are due at least this many working days before the first papers go out.",
    )
    reminders: tuple[int, ...] = Field(
        default=(-5, 0, 3), description="Remind on these working days from the due date; minus is before."
    )
    escalate: int | None = Field(
        default=5, description="This many working days after the due date the partner's senior person is told."
    )
    big_change_percent: Decimal = Field(
        default=Decimal(50), gt=0, description="A figure this many percent away from the last one is queried."
    )


class RiskBand(_Declared):
    """One band of the risk matrix."""

    name: str = Field(min_length=1, description="The band's name: low, medium, high, very high.")
    from_score: int = Field(ge=1, le=25, description="The lowest score (likelihood times impact) in the band.")


class RiskPolicy(_Declared):
    """How risks are scored."""

    likelihood_labels: tuple[str, str, str, str, str] = Field(
        default=("rare", "possible", "probable", "likely", "almost certain"), description="Likelihood 1 to 5 in words."
    )
    impact_labels: tuple[str, str, str, str, str] = Field(
        default=("insignificant", "minor", "moderate", "major", "critical"), description="Impact 1 to 5 in words."
    )
    bands: tuple[RiskBand, ...] = Field(
        default=(
            RiskBand(name="low", from_score=1),
            RiskBand(name="medium", from_score=5),
            RiskBand(name="high", from_score=10),
            RiskBand(name="very high", from_score=15),
        ),
        description="The bands, lowest first.",
    )

    def band(self, score: int) -> str:
        """The name of the band a score falls in."""
        return max((b for b in self.bands if b.from_score <= score), key=lambda b: b.from_score).name


class Policies(_Declared):
    """The partnership's rules: policies.yaml."""

    status: tuple[StatusPolicy, ...] = Field(min_length=1, description="The rules for on track, watch and off track.")
    requests: RequestPolicy = Field(default=RequestPolicy(), description="When figures are asked for and chased.")
    risks: RiskPolicy = Field(default=RiskPolicy(), description="How risks are scored.")


class Indicator(_Declared):
    """What is measured, under one outcome. It can have several measures. One row of indicators.csv."""

    code: Code = Field(description="A short code.")
    title: str = Field(min_length=1, description="The indicator's title.")
    outcome: Code = Field(description="The outcome it shows progress on.")


class Measure(_Declared):
    """One definition of one measure, valid from a date. A row of measures.csv; a later row with the same code and a
    later valid_from replaces it from that day on."""

    code: Code = Field(description="A short code, such as AE4H. Several measures may share an indicator.")
    indicator: Code = Field(description="The indicator it belongs to.")
    name: str = Field(min_length=1, description="The measure's name, as it is printed.")
    definition: str = Field(min_length=1, description="What is counted and how; printed beside the box to fill in.")
    unit: str = Field(min_length=1, description="%, people, per 100,000 people, kt CO2e. Printed beside every figure.")
    decimals: int = Field(default=1, ge=0, le=6, description="Decimal places it is reported to.")
    polarity: Polarity = Field(description="`higher is better`, `lower is better` or `context only`.")
    frequency: Frequency = Field(description="`quarterly`, `financial year`, `academic year` or `calendar year`.")
    asked_in: int | None = Field(
        default=None, ge=1, le=4, description="For a yearly measure, the quarter's request (1 to 4) that asks for it."
    )
    years_behind: int = Field(
        default=0, ge=0, le=5, description="For a yearly measure, how many whole years the published figure lags."
    )
    partner: Code = Field(description="The partner that supplies it.")
    policy: Code = Field(description="The status policy it is judged by.")
    profile: Profile = Field(default=Profile.FLAT, description="`flat`, `linear`, `cumulative` or `step`.")
    proxy: Code | None = Field(default=None, description="A measure to watch while this one has no new figure.")
    numerator: str = Field(default="", description="What the top of the fraction counts, if partners send the counts.")
    denominator: str = Field(default="", description="What the bottom of the fraction counts.")
    scale: Decimal = Field(
        default=Decimal(100), gt=0, description="Numerator over denominator times this is the figure."
    )
    minimum: Decimal | None = Field(default=None, description="The lowest figure that can be right.")
    maximum: Decimal | None = Field(default=None, description="The highest figure that can be right.")
    source: str = Field(default="", description="Where the figure is published or kept.")
    valid_from: date = Field(description="The first day this definition applies.")

    @property
    def from_counts(self) -> bool:
        """Whether partners send the two counts behind the figure as well."""
        return bool(self.numerator and self.denominator)


class Target(_Declared):
    """A target or a baseline for one measure and period, as it was agreed on a date. A row of targets.csv."""

    measure: Code = Field(description="The measure.")
    kind: TargetKind = Field(description="`target` or `baseline`.")
    period: str = Field(description="The financial year (2023-24), or a single period such as 2023-24 Q2 or 2023.")
    value: Decimal = Field(description="The target or baseline, in the measure's unit.")
    valid_from: date = Field(
        description="The day it was agreed; a later row for the same period replaces it from then."
    )
    approved_by: str = Field(default="", description="Who agreed it.")
    reason: str = Field(default="", description="Why it was set or changed; say here if it is invented.")


class Fund(_Declared):
    """Money and people behind one outcome for one financial year. A row of funds.csv."""

    code: Code = Field(description="A short code.")
    name: str = Field(min_length=1, description="The fund's name.")
    partner: Code = Field(description="The partner that holds it and reports on it.")
    outcome: Code = Field(description="The outcome it is for.")
    kind: str = Field(default="mainstream", description="mainstream, pooled, aligned, grant or in kind.")
    year: str = Field(description="The financial year, such as 2023-24.")
    budget: Decimal = Field(ge=0, description="The year's budget in whole pounds.")
    fte: Decimal | None = Field(default=None, ge=0, description="Full-time equivalent staff planned.")
    note: str = Field(default="", description="Anything a reader should know; say here if it is invented.")


class Risk(_Declared):
    """A risk on the register as it stood when the plan began. A row of risks.csv; scores move in the cycle."""

    code: Code = Field(description="A short code.")
    outcome: Code = Field(description="The outcome it threatens.")
    title: str = Field(min_length=1, description="The risk in a few words.")
    cause: str = Field(default="", description="Because of...")
    event: str = Field(default="", description="...there is a risk that...")
    consequence: str = Field(default="", description="...which would mean...")
    owner: Code = Field(description="The person who owns it.")
    likelihood: int = Field(ge=1, le=5, description="How likely now, 1 to 5.")
    impact: int = Field(ge=1, le=5, description="How bad, 1 to 5.")
    target_likelihood: int = Field(ge=1, le=5, description="How likely it should be once controls work.")
    controls: str = Field(default="", description="What is being done about it.")
    watches_outcome: bool = Field(
        default=False,
        description="yes when this is the risk that the outcome itself is missed; the cycle proposes its score.",
    )


class History(_Declared):
    """A figure from before the first cycle, so that charts do not start empty. A row of history.csv."""

    measure: Code = Field(description="The measure.")
    period: str = Field(description="The period, such as 2022-23 Q1 or 2022-23.")
    value: Decimal = Field(description="The figure.")
    numerator: Decimal | None = Field(default=None, description="The top of the fraction, where known.")
    denominator: Decimal | None = Field(default=None, description="The bottom of the fraction, where known.")
    source: str = Field(default="", description="Where it was published.")


class Plan(_Declared):
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

    def person(self, code: str) -> Person:
        """The person with a code."""
        return self._people[code]

    def partner(self, code: str) -> Partner:
        """The partner with a code."""
        return self._partners[code]

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


def latest_agreed(targets: Iterable[Target], on: date) -> Target | None:
    """Of several versions of one target, the one in force on a day."""
    agreed = [target for target in targets if target.valid_from <= on]
    return max(agreed, key=lambda target: target.valid_from, default=None)
