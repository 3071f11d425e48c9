"""Challenge questions: the right one for what the figures show, with its evidence, in words that are true."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lsp_core.judging.assessment import Assessment, Comparison, Confidence, Forecast, Status, TargetNow, Travel, Verdict
from lsp_core.judging.forecast_history import ForecastHistory
from lsp_core.judging.forecast_record import Outturn, PastForecast, Settled
from lsp_core.judging.owner_forecasts import OWN_JUDGEMENT, OwnerForecast
from lsp_core.judging.verdict import Evidence as VerdictEvidence
from lsp_core.observations import Vintage
from lsp_core.packs.contents import Question
from lsp_core.packs.evidence import Evidence
from lsp_core.packs.other_words import OTHER_WORDS
from lsp_core.packs.question_bank import TRIGGERS
from lsp_core.packs.questions import in_own_words, questions_about
from lsp_core.periods import CalendarYear, Period
from lsp_core.plan.model import Polarity
from lsp_core.resources import OutcomeResources
from tests.factories import Q1, Q2, Q4, a_measure, a_plan, an_observation, at
from tests.unit.packs_sample import an_assessment

TARGET = TargetNow(Decimal(80), "The target.", year_end=Decimal(90))
MISSES = Forecast(Decimal(70), False, Decimal(10), "average change repeated", "Heading for 70.0.")


def judged(verdict: Verdict, travel: Travel = Travel.WORSE, period: Period = Q2, **changes) -> Assessment:
    """Measure EV at 75 against 80, with 78 the time before."""
    now, before = an_observation("EV", period), an_observation("EV", period.previous, "78")
    compared = Comparison(travel, before if travel is not Travel.UNKNOWN else None, Decimal(-3), "Beside the last.")
    status = {Verdict.WATCH: Status.WATCH, Verdict.EARLY_WARNING: Status.ON_TRACK}.get(verdict, Status.OFF_TRACK)
    told = {
        "verdict": verdict, "status": status, "period": period, "observation": now, "latest": now, "target": TARGET,
        "against_last": compared,
    }  # fmt: skip
    return an_assessment(**{**told, **changes})


def without_a_figure(status: Status, period: Period = Q2, latest=None) -> Assessment:
    return an_assessment(
        verdict=Verdict.NO_CURRENT_DATA, status=status, period=period, observation=None, latest=latest, target=TARGET
    )


def raised_by(assessment: Assessment, before: Assessment | None = None, last_judged: Status | None = None):
    plan = a_plan()
    evidence = Evidence(
        a_measure("EV"), plan.outcome("CLIMATE"), assessment, before, last_judged, OutcomeResources("CLIMATE", ())
    )
    return questions_about(evidence, plan, plan.boards[0])


@pytest.mark.parametrize(
    ("assessment", "trigger"),
    [
        (judged(Verdict.OFF_TRACK), "off track and worse"),
        (judged(Verdict.OFF_TRACK, Travel.SAME), "off track and no better"),
        (judged(Verdict.OFF_TRACK, Travel.BETTER), "off track and better, but not by enough"),
        (judged(Verdict.OFF_TRACK, Travel.UNKNOWN), "off track, nothing to compare with"),
        (judged(Verdict.OFF_TRACK, period=Q4), "off track and worse as the year ended"),
        (judged(Verdict.OFF_TRACK, period=CalendarYear(2021)), "off track and worse in a year that is over"),
        (judged(Verdict.RECOVERING, Travel.BETTER), "off track and recovering"),
        (judged(Verdict.EARLY_WARNING, forecast=MISSES), "at risk by year end"),
        (judged(Verdict.EARLY_WARNING), "on track and worse each time"),
        (judged(Verdict.WATCH), "watch"),
        (without_a_figure(Status.OVERDUE), "overdue"),
        (without_a_figure(Status.NOT_AVAILABLE), "not available"),
        (without_a_figure(Status.NOT_DUE), "not due"),
    ],
)
def test_whatever_is_worth_challenging_raises_its_question_first(assessment, trigger):
    assert raised_by(assessment)[0].trigger == trigger


def test_on_track_raises_no_question():
    assert raised_by(judged(Verdict.ON_TRACK, Travel.BETTER, status=Status.ON_TRACK)) == ()


@pytest.mark.parametrize("period", [Q4, CalendarYear(2021)])
def test_nobody_is_asked_to_reach_a_target_in_a_year_that_is_over(period):
    told = " ".join(q.text + q.seen for q in raised_by(judged(Verdict.OFF_TRACK, period=period, forecast=MISSES)))
    assert "by the end of the year" not in told
    assert "90.0" not in told


def test_a_yearly_figure_says_which_year_it_is_about():
    assert raised_by(judged(Verdict.OFF_TRACK, period=CalendarYear(2021)))[0].seen == (
        "From 78.0 to 75.0 per 100,000 people, and that was calendar year 2021."
    )


def test_a_figure_that_counts_up_is_asked_about_beside_a_year_ago():
    last_year = Comparison(
        Travel.WORSE, an_observation("EV", Q2.a_year_earlier, "81"), Decimal(-6), "Beside last year."
    )
    question = raised_by(judged(Verdict.OFF_TRACK, Travel.UNKNOWN, against_last_year=last_year))[0]
    assert question.trigger == "off track and worse"
    assert question.seen.startswith("From 81.0 to 75.0 per 100,000 people")


def test_a_second_quarter_without_a_figure_is_asked_about_by_how_long_it_has_been():
    latest = an_observation("EV", Q1.previous)
    overdue = without_a_figure(Status.OVERDUE, latest=latest)
    question = raised_by(overdue, before=without_a_figure(Status.OVERDUE, Q1))[0]
    assert (question.trigger, question.seen) == ("overdue twice", "2 quarters running without a figure.")


def test_a_gap_that_may_be_chance_is_asked_about_as_that():
    asked = raised_by(judged(Verdict.OFF_TRACK, confidence=Confidence.UNCERTAIN))
    question = next(q for q in asked if q.trigger == "off track by a gap that may be chance")
    assert question.seen == "75.0 per 100,000 people against 80.0, a gap that may be chance."
    assert not any("chance" in q.trigger for q in raised_by(judged(Verdict.OFF_TRACK, confidence=Confidence.CLEAR)))


def test_a_real_worsening_is_asked_about_as_that_and_not_as_three_times_running():
    evidence = VerdictEvidence(Status.ON_TRACK, Travel.WORSE, True, 1, has_figure=True, really_worsens=True)
    asked = raised_by(judged(Verdict.EARLY_WARNING, evidence=evidence))
    assert asked[0].seen == "On track today at 75.0 per 100,000 people, and worse than ordinary variation explains."
    assert len(asked) == 1


def test_a_figure_missed_when_last_judged_is_asked_about_though_no_new_one_is_due():
    latest = an_observation("EV", CalendarYear(2021), "70")
    question = raised_by(without_a_figure(Status.NOT_DUE, latest=latest), last_judged=Status.OFF_TRACK)[0]
    assert question.seen == "Off track when last judged: 70.0 per 100,000 people for calendar year 2021."


def test_a_provisional_figure_off_track_is_doubted():
    provisional = replace(an_observation("EV", Q2), vintage=Vintage.PROVISIONAL)
    told = raised_by(judged(Verdict.OFF_TRACK, observation=provisional))
    assert "off track on a provisional figure" in [question.trigger for question in told]


def test_every_question_has_its_own_name():
    names = [trigger.name for trigger in TRIGGERS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("verdict", "is_asked"), [(Verdict.WATCH, True), (Verdict.ON_TRACK, False)])
def test_forecasts_that_were_usually_too_hopeful_are_asked_about_where_something_is_worth_asking(verdict, is_asked):
    plan = a_plan()
    expected = PastForecast("EV", Q4.a_year_earlier, Q1.a_year_earlier, OWN_JUDGEMENT, "ann", Decimal(80))
    settled = (Settled(expected, Outturn(Decimal(75), Polarity.HIGHER_IS_BETTER, Decimal(1))),) * 4
    own = OwnerForecast("EV", Q1, Q4, Decimal(82), None, None, "ann", "Ann Person", "Chair", at(2023, 8, 1), "Hope")
    evidence = Evidence(
        a_measure("EV"), plan.outcome("CLIMATE"), judged(verdict), None, None, OutcomeResources("CLIMATE", ()),
        history=ForecastHistory(settled, own),
    )  # fmt: skip
    asked = questions_about(evidence, plan, plan.boards[0])
    seen = [question.seen for question in asked if question.trigger == "optimistic forecasts"]
    told = "4 of 4 past forecasts by the owner expected better than came: on average 5.0 too high."
    assert seen == ([told] if is_asked else [])


def test_no_two_questions_of_a_pack_are_in_the_same_words():
    same = Question("", "watch", "One", "", "Is that a wobble, or the start of something?", "a", "b")
    others = [replace(same, about=about) for about in ("Two", "Three", "Four", "Five")]
    asked = [question.text for group in in_own_words([[same], others]) for question in group]
    assert asked[0] == same.text
    assert len(set(asked)) == len(asked)
    assert asked[-1] == f"Five: {same.text}"


def test_other_words_are_for_questions_of_the_bank_and_none_of_them_is_anothers():
    assert set(OTHER_WORDS) <= {trigger.name for trigger in TRIGGERS}
    ways = [way for ways in OTHER_WORDS.values() for way in ways]
    assert len(set(ways)) == len(ways)
    assert all(way.endswith("?") for way in ways)
