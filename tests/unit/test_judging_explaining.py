"""Where a verdict comes from: which figures it rests on, what they replaced, and which rows its target came from."""

from datetime import date

import pytest

from lsp_core.cycle import Cycle, CycleEvent, CycleStatus
from lsp_core.errors import LspError
from lsp_core.judging.assessment import Status
from lsp_core.judging.explaining import Use, explanation, target_rows
from lsp_core.judging.overrides import StatusOverride
from lsp_core.observations import Vintage
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.plan.look_up import measure_meant
from lsp_core.plan.model import Profile, TargetKind
from tests.factories import Q1, Q2, Q3, a_measure, a_plan, a_target, an_observation, at, known, some_facts

LAST, YEAR_BEFORE = Q1.previous, Q1.a_year_earlier


def explained(*vintages, measure="EV", quarter=Q1, **changes):
    """The explanation of a measure from every figure there has ever been; the last known by the cut-off counts."""
    facts = some_facts(quarter, **changes)
    by_then = (o for o in vintages if o.known_at <= facts.cut_off)
    facts = some_facts(quarter, tuple(by_then), **changes)
    return explanation(facts, measure_meant(facts.plan, quarter, measure), vintages, files={})


def uses(found):
    return [(used.use, used.figure.period) for used in found.figures]


def test_every_figure_the_verdict_rests_on_is_there_and_says_what_it_was_needed_for():
    periods = (YEAR_BEFORE, YEAR_BEFORE.next, LAST.previous, LAST, Q1)
    found = explained(*(an_observation("EV", period) for period in periods))
    assert uses(found) == [
        (Use.JUDGED, Q1),
        (Use.LAST, LAST),
        (Use.HISTORY, LAST.previous),
        (Use.HISTORY, YEAR_BEFORE.next),
        (Use.LAST_YEAR, YEAR_BEFORE),
    ]


def test_the_period_before_a_yearly_figure_is_also_a_year_before_and_is_named_once():
    years = (FinancialYear(2021), FinancialYear(2022))
    found = explained(*(an_observation("POV", year, "14") for year in years), measure="POV", quarter=Q2)
    assert uses(found) == [(Use.JUDGED, years[1]), (Use.LAST, years[0])]


def test_what_counted_something_else_is_shown_as_compared_with_nothing():
    old = a_measure("EV", definition="Counted another way.", valid_from=date(2019, 4, 1))
    new = a_measure("EV", valid_from=date(2023, 4, 1))
    found = explained(an_observation("EV", LAST), an_observation("EV", Q1), plan=a_plan(measures=(old, new)))
    assert uses(found) == [(Use.JUDGED, Q1), (Use.NOT_COMPARED, LAST)]


def test_a_revised_figure_is_shown_with_what_it_replaced_oldest_first():
    first = an_observation("EV", LAST, "70", vintage=Vintage.PROVISIONAL, known_at=at(2023, 4, 20))
    second = an_observation("EV", LAST, "71", vintage=Vintage.FINAL, known_at=at(2023, 5, 1))
    third = an_observation("EV", LAST, "72", vintage=Vintage.REVISED, known_at=at(2023, 7, 1))
    found = explained(first, second, third, an_observation("EV", Q1, "75", known_at=at(2023, 7, 20)))
    (_, last) = found.figures
    assert (last.figure, last.before, last.since) == (third, (first, second), ())


def test_a_figure_replaced_after_the_cut_off_is_explained_as_it_was_and_what_came_since_is_beside_it():
    then = an_observation("EV", Q1, "75", known_at=at(2023, 7, 20))
    later = an_observation("EV", Q1, "81", vintage=Vintage.REVISED, known_at=at(2023, 10, 20))
    (used,) = explained(then, later).figures
    assert (used.figure, used.before, used.since) == (then, (), (later,))


def test_two_figures_of_one_instant_are_both_kept_in_the_order_they_came():
    one, other = (an_observation("EV", Q1, value, known_at=at(2023, 7, 20)) for value in ("75", "76"))
    (used,) = explained(one, other).figures
    assert (used.figure, used.before) == (other, (one,))


def test_a_figure_that_came_too_late_to_be_judged_is_told_of():
    late = an_observation("EV", Q1, "75", known_at=at(2023, 10, 20))
    of_next_quarter = an_observation("EV", Q2, "76", known_at=at(2023, 10, 20))
    found = explained(late, of_next_quarter)
    assert found.assessment.status is Status.OVERDUE
    assert (found.figures, found.new) == ((), (late,))


def test_what_a_partner_says_in_place_of_a_figure_stands_before_the_latest_there_is():
    said = an_observation("EV", Q1, None, note="The counter is broken.", known_at=at(2023, 7, 20))
    found = explained(an_observation("EV", LAST, known_at=at(2023, 4, 20)), said)
    assert uses(found) == [(Use.SAID, Q1), (Use.LATEST, LAST)]


def test_a_measure_of_which_nothing_has_ever_come_has_no_figures():
    assert explained().figures == ()


def rows(found):
    return [(one.row.kind, one.row.period, str(one.row.value)) for one in found]


@pytest.mark.parametrize(
    ("profile", "stated", "quarter", "found"),
    [
        (Profile.FLAT, [("target", "2023-24", "80")], Q1, [("target", "2023-24", "80")]),
        (
            Profile.LINEAR,
            [("target", "2023-24", "80"), ("baseline", "2022-23", "60"), ("baseline", "2021-22", "50")],
            Q1,
            [("target", "2023-24", "80"), ("baseline", "2022-23", "60")],
        ),
        (
            Profile.FLAT,
            [("target", "2023-24 Q2", "70"), ("target", "2023-24", "80"), ("target", "2023-24 Q3", "75")],
            Q2,
            [("target", "2023-24 Q2", "70"), ("target", "2023-24", "80")],
        ),
        (
            Profile.FLAT,
            [("target", "2023-24 Q2", "70"), ("target", "2023-24", "80"), ("target", "2023-24 Q4", "78")],
            Q2,
            [("target", "2023-24 Q2", "70"), ("target", "2023-24 Q4", "78")],
        ),
        (
            Profile.BAND,
            [("low", "2023-24", "40"), ("high", "2023-24", "60")],
            Q1,
            [("low", "2023-24", "40"), ("high", "2023-24", "60")],
        ),
        (Profile.FLAT, [("target", "2024-25", "80")], Q1, []),
    ],
    ids=["for the year", "from a baseline", "for the quarter", "and the last quarter", "a band", "another year's"],
)
def test_the_rows_of_the_targets_file_that_the_target_came_from(profile, stated, quarter, found):
    targets = tuple(a_target("EV", period, value, kind=TargetKind(kind)) for kind, period, value in stated)
    plan = a_plan(targets=targets)
    assert rows(target_rows(plan, a_measure("EV", profile=profile), quarter, date(2023, 8, 1))) == found


def test_a_target_is_shown_with_every_one_it_replaced_and_not_with_one_agreed_later():
    agreed = [date(2023, 3, 1), date(2023, 5, 1), date(2023, 7, 1), date(2023, 9, 1)]
    targets = tuple(a_target("EV", "2023-24", str(80 + n), valid_from=day) for n, day in enumerate(agreed))
    (found,) = target_rows(a_plan(targets=targets), a_measure("EV"), Q1, date(2023, 8, 1))
    assert (found.row, found.before) == (targets[2], targets[:2])


def test_a_milestone_is_shown_with_each_date_it_was_moved_from():
    targets = (
        a_target("EV", "2023-24 Q1", "1", valid_from=date(2023, 3, 1)),
        a_target("EV", "2023-24 Q3", "1", valid_from=date(2023, 6, 1)),
    )
    milestone = a_measure("EV", profile=Profile.MILESTONE, decimals=0)
    (found,) = target_rows(a_plan(targets=targets), milestone, Q1, date(2023, 8, 1))
    assert (found.row, found.before) == (targets[1], targets[:1])
    assert target_rows(a_plan(targets=()), milestone, Q1, date(2023, 8, 1)) == ()


def test_everything_people_said_of_the_status_is_there_and_nothing_said_of_another():
    said = [
        StatusOverride(quarter, measure, status, "Ann", "Chair", at(2023, 8, day), "Because.")
        for day, (quarter, measure, status) in enumerate(
            [(Q1, "EV", Status.WATCH), (Q1, "EV", None), (Q2, "EV", Status.WATCH), (Q1, "UC", Status.WATCH)], start=1
        )
    ]
    found = explained(an_observation("EV", Q1, "74"), overrides=tuple(said))
    assert found.overrides == tuple(said[:2])
    assert found.assessment.override is None


@pytest.mark.parametrize("is_judged", [True, False])
def test_it_is_said_whether_the_quarter_has_been_judged(is_judged):
    event = CycleEvent(Q1, 1, "judged", CycleStatus.JUDGED, "the engine", at(2023, 8, 1))
    cycle = Cycle(Q1, (event,) if is_judged else ())
    assert explained(an_observation("EV", Q1), cycle=cycle).is_judged is is_judged


def test_it_agrees_with_what_is_judged_from_the_same_facts():
    figures = tuple(an_observation("EV", quarter, "75") for quarter in (LAST, Q1))
    found = explained(*figures)
    assert found.policy.code == "five-percent"
    assert found.cut_off == some_facts(Q1, figures).cut_off
    assert known(*(used.figure for used in found.figures)) == known(*figures)


@pytest.mark.parametrize(("typed", "code"), [("EV", "EV"), ("ev", "EV"), ("Measure AE4H", "AE4H")])
def test_a_measure_is_known_by_its_code_or_its_name(typed, code):
    assert measure_meant(a_plan(), Q1, typed).code == code


def test_it_is_the_definition_of_that_quarter_that_is_meant():
    new = a_measure("EV", valid_from=date(2023, 10, 1))
    plan = a_plan(measures=(*a_plan().measures, new))
    assert measure_meant(plan, Q1, "EV") != new
    assert measure_meant(plan, Q3, "EV") == new
    with pytest.raises(LspError, match="No measure is called 'EV' in 2019-20 Q1"):
        measure_meant(plan, Quarter(2019, 1), "EV")


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("AE4", "Did you mean AE4H? The measures are EV, UC, AE4H, POV and ULEV."),
        ("Mesure POV", "Did you mean POV? The measures are"),
        ("zzzz", "The measures are EV"),
    ],
)
def test_a_word_like_a_measure_gets_a_suggestion(typed, remedy):
    with pytest.raises(LspError) as refused:
        measure_meant(a_plan(), Q1, typed)
    assert refused.value.remedy.startswith(remedy)
