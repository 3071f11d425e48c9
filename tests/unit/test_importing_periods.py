"""What people write over columns, read as the period they mean or as none."""

import pytest

from lsp_core.importing.written_periods import months_or_quarters, period_in, period_written, quarter_ending
from lsp_core.periods import parse_period


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2023-24 Q1", "2023-24 Q1"),
        ("Q1 2023/24", "2023-24 Q1"),
        ("Qtr 2 23/24", "2023-24 Q2"),
        ("Quarter 4 2023/2024", "2023-24 Q4"),
        ("Apr-Jun 2023", "2023-24 Q1"),
        ("April to June 2023", "2023-24 Q1"),
        ("Jul–Sep 23", "2023-24 Q2"),
        ("Jan-Mar 2024", "2023-24 Q4"),
        ("Oct 2023 to Dec 2023", "2023-24 Q3"),
        ("30 June 2023", "2023-24 Q1"),
        ("30/06/2023", "2023-24 Q1"),
        ("31/3/24", "2023-24 Q4"),
        ("2022/23", "2022-23"),
        ("2022-23 outturn", "2022-23"),
        ("FY 2022/23", "2022-23"),
        ("1999/00", "1999-00"),
        ("Year ending March 2023", "2022-23"),
        ("2022/23 academic", "2022/23 academic"),
        (" 2015 *", "2015"),
        ("May 2023", "2023-05"),
        ("Jun-23", "2023-06"),
    ],
)
def test_a_period_is_read_as_it_is_meant(written: str, period: str) -> None:
    assert period_written(written) == parse_period(period)


@pytest.mark.parametrize(
    "written",
    ["Q1", "2023 Q1", "31/05/2023", "15 June 2023", "2022/25", "Dec 22 - Feb 23", "Year ending June 2023", "target", "",
     "12", "9999", "06/30/2023"],
)  # fmt: skip
def test_what_could_mean_several_periods_or_none_means_none(written: str) -> None:
    assert period_written(written) is None


@pytest.mark.parametrize(
    ("parts", "period"),
    [
        (("2023/24", "Q1", "Actual"), "2023-24 Q1"),
        (("Actual", "Q1", "2023/24"), "2023-24 Q1"),
        (("Performance 2022/23", "Q3"), "2022-23 Q3"),
        (("Anytown", "30 June 2023", "Actual"), "2023-24 Q1"),
        (("Target 2023/24",), "2023-24"),
        (("2022/23", "2022/23 Q1"), "2022-23 Q1"),
    ],
)
def test_the_parts_of_a_heading_are_read_together(parts: tuple[str, ...], period: str) -> None:
    assert period_in(parts) == parse_period(period)


@pytest.mark.parametrize("parts", [("Change 2021/22 to 2022/23",), ("Q1-Q4 2023/24",), ("Q1",), ("rate",), ()])
def test_a_heading_about_several_periods_is_about_none(parts: tuple[str, ...]) -> None:
    assert period_in(parts) is None


def test_months_stand_for_quarters_only_where_they_are_all_last_months_of_quarters() -> None:
    june, may = parse_period("2023-06"), parse_period("2023-05")
    assert months_or_quarters([june, None, parse_period("2023")])
    assert not months_or_quarters([june, may])
    assert quarter_ending(june) == parse_period("2023-24 Q1")
    assert quarter_ending(may) == may
