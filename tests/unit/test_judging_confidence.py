from datetime import date, timedelta
from decimal import Decimal

import pytest

from lsp_core.judging.assessment import HAS_NO_FIGURE, Confidence, FigureInterval, Status
from lsp_core.judging.confidence import NOTHING_KNOWN, TABLE, Grounds, confidence
from lsp_core.observations import Vintage
from tests.factories import Q1, an_observation

ON = date(2023, 8, 4)
HOLDS, EXCLUDES, NO_TARGET = (
    FigureInterval(Decimal(70), Decimal(80), "Wilson score interval", holds, "") for holds in (True, False, None)
)


def sure(interval=None, on=ON, status=Status.OFF_TRACK, **changes):
    return confidence(status, Grounds(an_observation("EV", Q1, **changes), interval, on))


@pytest.mark.parametrize(
    ("interval", "vintage", "days_after", "expected"),
    [
        (HOLDS, Vintage.FINAL, 35, Confidence.UNCERTAIN),
        (HOLDS, Vintage.PROVISIONAL, 400, Confidence.UNCERTAIN),
        (EXCLUDES, Vintage.PROVISIONAL, 35, Confidence.PROVISIONAL),
        (EXCLUDES, Vintage.FINAL, 366, Confidence.CLEAR),
        (EXCLUDES, Vintage.FINAL, 367, Confidence.OLD),
        (EXCLUDES, Vintage.REVISED, 35, Confidence.CLEAR),
        (NO_TARGET, Vintage.FINAL, 35, Confidence.AS_REPORTED),
        (None, Vintage.FINAL, 35, Confidence.AS_REPORTED),
    ],
)
def test_the_word_that_matters_most_is_the_one_that_stands_beside_the_verdict(interval, vintage, days_after, expected):
    assert sure(interval, Q1.end + timedelta(days=days_after), vintage=vintage)[0] is expected


def test_everything_that_makes_it_less_sure_is_told():
    sentence = sure(HOLDS, Q1.end + timedelta(days=400), vintage=Vintage.PROVISIONAL)[1].sentence
    assert sentence == (
        "Chance alone could have put the figure on the other side of the target. "
        "The figure is provisional: the partner expects to change it. "
        "What it is about ended on 30 June 2023, more than a year ago."
    )


@pytest.mark.parametrize("status", sorted({*HAS_NO_FIGURE, Status.CONTEXT, Status.NO_TARGET}))
def test_where_nothing_was_held_against_a_target_there_is_nothing_to_be_sure_of(status):
    assert sure(HOLDS, status=status) is None


def test_every_word_has_one_row():
    assert [row.confidence for row in (*TABLE, NOTHING_KNOWN)] == list(Confidence)
