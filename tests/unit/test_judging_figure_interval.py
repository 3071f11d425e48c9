"""What chance could do to a figure from counts: its interval, in the judgement and in words."""

from decimal import Decimal

import pytest

from lsp_core.judging.assessment import Confidence, Status, Verdict
from lsp_core.judging.figure_interval import kind_of
from lsp_core.judging.judge import judge
from lsp_core.judging.recent_trend import Kind, Meaning
from lsp_core.observations import Vintage
from lsp_core.periods import FinancialYear
from lsp_core.plan.model import Polarity, Profile
from tests.factories import Q1, Q2, a_measure, a_plan, a_target, an_observation, some_facts

COUNTED = {"numerator": "people", "denominator": "all"}


def judged(counts, plan=None, measure="AE4H", **changes):
    """The last of some quarters, each so many out of so many."""
    plan = plan or a_plan()
    of = next(m for m in plan.measures if m.code == measure)
    figures = [
        an_observation(
            measure,
            Q1.shifted(-3 * back),
            str(round(of.scale * Decimal(x) / Decimal(n), of.decimals)),
            numerator=Decimal(x),
            denominator=Decimal(n),
            **changes,
        )
        for back, (x, n) in enumerate(reversed(counts))
    ]
    return next(a for a in judge(some_facts(Q1, tuple(figures), plan=plan)) if a.measure == measure)


def a_rate(**changes):
    measure = a_measure("EV", unit="per 100,000 people", scale=Decimal(100000), **COUNTED)
    return a_plan(measures=(measure.model_copy(update=changes),), targets=(a_target("EV", "2023-24", "80"),))


def test_a_percentage_from_counts_has_wilsons_interval():
    """10 of 100, worked out in the field's own notes: 5.52% to 17.44%."""
    interval = judged([(10, 100)]).interval
    assert (round(interval.lower, 2), round(interval.upper, 2)) == (Decimal("5.52"), Decimal("17.44"))
    assert interval.method == "Wilson score interval"


@pytest.mark.parametrize(
    ("events", "lower", "upper", "method"),
    [(65, "50.163", "82.849", "Byar's approximation"), (5, "1.623", "11.668", "exact Poisson interval")],
)
def test_a_rate_from_counts_has_the_interval_of_its_events(events, lower, upper, method):
    interval = judged([(events, 100000)], a_rate(), "EV").interval
    assert (round(interval.lower, 3), round(interval.upper, 3)) == (Decimal(lower), Decimal(upper))
    assert interval.method == method


def test_a_miss_that_may_be_chance_is_still_a_miss_and_says_that_it_is_uncertain():
    assessment = judged([(28, 30)], a_plan(targets=(a_target("AE4H", "2023-24", "95"),)))
    assert (assessment.status, assessment.verdict) == (Status.OFF_TRACK, Verdict.OFF_TRACK)
    assert assessment.confidence is Confidence.UNCERTAIN
    assert assessment.interval.holds_target is True
    assert assessment.interval.sentence.endswith("so chance alone may decide which side of it the figure is on.")


def test_a_figure_on_track_by_no_more_than_chance_is_uncertain_too():
    assessment = judged([(29, 30)])
    assert (assessment.status, assessment.confidence) == (Status.ON_TRACK, Confidence.UNCERTAIN)


def test_a_figure_further_from_its_target_than_chance_explains_is_clear():
    assert judged([(22200, 30000)]).confidence is Confidence.CLEAR


def test_ends_that_would_read_the_same_are_given_more_decimal_places():
    assert "from 74.0% to 74.1% fits" in judged([(2220600, 3000000)]).interval.sentence
    assert "from 73.97% to 74.03% fits" in judged([(6660000, 9000000)]).interval.sentence


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"unit": "%", "scale": Decimal(100), **COUNTED}, Kind.PROPORTION),
        ({"unit": "per 100 homes", "scale": Decimal(100), **COUNTED}, Kind.CRUDE_RATE),
        ({"unit": "per 1,000 people", "scale": Decimal(1000), **COUNTED}, Kind.CRUDE_RATE),
        ({"unit": "days", "scale": Decimal(1), **COUNTED}, Kind.OTHER),
        ({"unit": "%", "scale": Decimal(100)}, Kind.OTHER),
        ({"unit": "grade 1-4", "scale": Decimal(100), "profile": Profile.GRADE, **COUNTED}, Kind.OTHER),
    ],
)
def test_the_scale_says_whether_counts_are_shares_or_events_or_neither(changes, kind):
    assert kind_of(a_measure("EV", **changes)) is kind


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [("740.5", "1000"), ("740", "0"), ("-1", "1000"), ("1001", "1000"), ("600", "1000"), (None, "1000"), ("740", None)],
)
def test_counts_that_cannot_be_counts_or_do_not_give_the_figure_have_no_interval(numerator, denominator):
    counts = {"numerator": numerator and Decimal(numerator), "denominator": denominator and Decimal(denominator)}
    facts = some_facts(Q1, (an_observation("AE4H", Q1, "74.0", **counts),))
    assessment = next(a for a in judge(facts) if a.measure == "AE4H")
    assert (assessment.interval, assessment.confidence) == (None, Confidence.AS_REPORTED)


def test_a_measure_for_context_has_an_interval_and_no_side_of_a_target():
    plan = a_rate(polarity=Polarity.CONTEXT)
    interval = judged([(65, 100000)], plan, "EV").interval
    assert (interval.holds_target, "target" in interval.sentence) == (None, False)


def test_five_falling_figures_from_counts_are_a_trend_by_more_than_chance():
    falling = [(seen, 30000) for seen in range(23400, 22199, -300)]
    assessment = judged(falling)
    assert assessment.recent_trend.meaning is Meaning.DECREASING_AND_WORSE
    assert assessment.recent_trend.is_more_than_chance
    assert assessment.recent_trend.sentence in [reason.sentence for reason in assessment.reasons]


def test_a_rate_has_a_recent_trend_too():
    rising = [(events, 1000000) for events in range(500, 1000, 100)]
    assert judged(rising, a_rate(), "EV").recent_trend.meaning is Meaning.INCREASING_AND_BETTER


def test_five_figures_about_the_same_are_no_trend_and_say_how_near_they_come():
    trend = judged([(740, 1000), (745, 1000), (738, 1000), (742, 1000), (741, 1000)]).recent_trend
    assert not trend.is_more_than_chance
    assert trend.sentence == "Over the last 5 figures: no significant change (chi-squared 0.0, not more than 9.5)."


def test_a_direction_that_hangs_on_one_figure_is_no_trend():
    trend = judged([(7400, 10000), (7400, 10000), (7390, 10000), (7400, 10000), (8400, 10000)]).recent_trend
    assert trend.sentence.endswith("no significant change, since the direction hangs on a single figure.")


def test_four_figures_are_too_few_for_a_trend():
    assert judged([(740, 1000)] * 4).recent_trend is None


def test_figures_that_overlap_have_no_trend_however_many_there_are():
    plan = a_rate(profile=Profile.ROLLING)
    assert judged([(events, 1000000) for events in range(500, 1000, 100)], plan, "EV").recent_trend is None


def test_provisional_counts_say_both_things_and_the_weightier_word_comes_first():
    assessment = judged([(28, 30)], vintage=Vintage.PROVISIONAL)
    assert assessment.confidence is Confidence.UNCERTAIN
    assert "provisional" in assessment.reasons[-1].sentence


def test_a_figure_about_a_year_long_past_says_how_old_it_is():
    plan = a_plan(targets=(a_target("POV", "2021-22", "12"),))
    measures = tuple(m.model_copy(update={"years_behind": 1}) if m.code == "POV" else m for m in plan.measures)
    figure = an_observation("POV", FinancialYear(2021), "13.1")
    facts = some_facts(Q2, (figure,), plan=plan.model_copy(update={"measures": measures}))
    assessment = next(a for a in judge(facts) if a.measure == "POV")
    assert assessment.confidence is Confidence.OLD
    assert assessment.reasons[-1].sentence == "What it is about ended on 31 March 2022, more than a year ago."
