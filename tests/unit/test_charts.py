"""Charts and shapes as SVG: well formed, described, safe with any text, honest about gaps."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as Xml

import pytest

from lsp_core.packs.charts import ChartPoint, HistoryChart, gridlines, history_chart
from lsp_core.packs.limit_lines import Limits, LimitsBreak
from lsp_core.packs.shapes import BLUE, GREY, INK, RUST, WASH, Shape, status_shape
from lsp_core.packs.sparklines import sparkline

SVG = "{http://www.w3.org/2000/svg}"


def a_chart(values: list[str | None], target: str | None = "80", future: int = 0, **changes) -> HistoryChart:
    points = [
        ChartPoint(f"Q{n % 4 + 1}", "2023 to 2024", None if v is None else Decimal(v), target and Decimal(target))
        for n, v in enumerate(values)
    ]
    points += [ChartPoint("Q4", "2023 to 2024", None, target and Decimal(target), is_past=False)] * future
    told = {
        "key": "EV", "title": "Off track", "description": "Falls from 70 to 60.", "points": tuple(points),
        "latest_label": "60.0%", "target_label": "Target 80.0%", "forecast": None, "forecast_label": "",
        "axis_label": lambda value: f"{value:f}",
    }  # fmt: skip
    return HistoryChart(**{**told, **changes})


def words_in(svg: str) -> list[str]:
    return [element.text or "" for element in Xml.fromstring(svg).iter(f"{SVG}text")]


def dashed_lines(svg: str) -> list[str]:
    return [e.get("stroke-dasharray", "") for e in Xml.fromstring(svg).iter(f"{SVG}path") if e.get("stroke-dasharray")]


def test_a_chart_is_an_image_with_a_title_and_a_description():
    root = Xml.fromstring(history_chart(a_chart(["70", "60"])))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Off track"
    assert root.findtext(f"{SVG}desc") == "Falls from 70 to 60."
    assert root.get("aria-labelledby") == "t-EV d-EV"


def test_target_forecast_and_latest_figure_are_labelled_beside_their_lines():
    drawn = history_chart(a_chart(["70", "60"], future=1, forecast=Decimal(50), forecast_label="Forecast 50.0%"))
    assert {"Target 80.0%", "Forecast 50.0%", "60.0%"} <= set(words_in(drawn))


def test_history_is_solid_and_target_and_forecast_are_dashed_differently_for_black_and_white_print():
    drawn = history_chart(a_chart(["70", "60"], future=1, forecast=Decimal(50), forecast_label="Forecast"))
    assert len(set(dashed_lines(drawn))) == 2


def test_limits_are_two_thin_lines_with_their_values_beside_them():
    limits = Limits(0, 1, Decimal(40), Decimal(95), "Lower trial limit 40.0%", "Upper trial limit 95.0%")
    drawn = history_chart(a_chart(["70", "60"], future=1, limits=limits))
    assert {"Lower trial limit 40.0%", "Upper trial limit 95.0%"} <= set(words_in(drawn))
    without = history_chart(a_chart(["70", "60"], future=1))
    assert drawn.count(f'stroke="{GREY}" stroke-width="1"') == without.count(f'stroke="{GREY}" stroke-width="1"') + 2


def test_where_limits_begin_again_is_a_dashed_line_with_words_between_the_limits_of_before_and_of_now():
    before, now = (Limits(n, n, Decimal(40 + n), Decimal(95 + n), "", f"Upper {n}") for n in (0, 1))
    begun = LimitsBreak(1, False, "limits recalculated from Jul to Sep 2023", before)
    drawn = history_chart(a_chart(["70", "60"], limits=now, breaks=(begun,)))
    assert "limits recalculated from Jul to Sep 2023" in words_in(drawn)
    assert drawn.count('stroke-dasharray="6 4"') == 1
    without = history_chart(a_chart(["70", "60"]))
    assert drawn.count(f'stroke="{GREY}" stroke-width="1"') == without.count(f'stroke="{GREY}" stroke-width="1"') + 4


def test_limits_fit_on_the_chart_however_far_they_are():
    limits = Limits(0, 1, Decimal(-20), Decimal(300), "Lower limit", "Upper limit")
    ticks = a_chart(["70", "60"], limits=limits).gridlines
    assert ticks[0] <= -20
    assert ticks[-1] >= 300


def test_the_range_of_a_forecast_is_drawn_light_with_dotted_edges_and_told_in_figures():
    chart = a_chart(["70", "60"], future=1, forecast=Decimal(50), forecast_label="Forecast 50.0%",
                    likely_label="likely 40.0% to 60.0%")  # fmt: skip
    ahead = replace(chart.points[-1], likely=(Decimal(40), Decimal(60)))
    drawn = history_chart(replace(chart, points=(*chart.points[:-1], ahead)))
    surfaces = [e for e in Xml.fromstring(drawn).iter(f"{SVG}path") if e.get("fill") == WASH]
    assert len(surfaces) == 1
    assert "likely 40.0% to 60.0%" in words_in(drawn)
    assert "1 3" in dashed_lines(drawn)


def test_a_band_is_two_dotted_lines_each_with_its_own_words():
    chart = a_chart(["85", "93"], target="82", target_label="At least 82.0%", high_label="At most 90.0%")
    in_a_band = tuple(replace(point, target_high=Decimal(90)) for point in chart.points)
    drawn = history_chart(replace(chart, points=in_a_band))
    assert dashed_lines(drawn) == ["2 3", "2 3"]
    assert {"At least 82.0%", "At most 90.0%"} <= set(words_in(drawn))


def test_five_labels_at_one_height_are_all_told_apart():
    limits = Limits(0, 1, Decimal(80), Decimal(80), "Lower", "Upper")
    drawn = history_chart(a_chart(["70", "60"], future=1, forecast=Decimal(80), forecast_label="Forecast",
                                  likely_label="likely", target_label="Target", limits=limits))  # fmt: skip
    heights = sorted(
        float(e.get("y", 0)) for e in Xml.fromstring(drawn).iter(f"{SVG}text")
        if e.text in ("Lower", "Upper", "Forecast", "likely", "Target")
    )  # fmt: skip
    assert len(heights) == 5
    assert min(b - a for a, b in pairwise(heights)) >= 16


def test_a_missing_figure_breaks_the_line_and_is_said_to_be_missing():
    drawn = history_chart(a_chart(["70", None, "60"]))
    solid = [
        e for e in Xml.fromstring(drawn).iter(f"{SVG}path") if e.get("stroke") == BLUE and "L" in (e.get("d") or "")
    ]
    assert solid == []
    assert "no" in words_in(drawn)


def test_a_period_still_to_come_is_not_said_to_be_missing():
    assert "figure" not in words_in(history_chart(a_chart(["70", "60"], future=2)))


def test_labels_at_the_same_height_are_pushed_apart():
    drawn = history_chart(
        a_chart(["70", "60"], future=1, forecast=Decimal(80), forecast_label="Forecast", target_label="Target")
    )
    heights = {e.text: float(e.get("y", 0)) for e in Xml.fromstring(drawn).iter(f"{SVG}text")}
    assert abs(heights["Forecast"] - heights["Target"]) >= 20


def test_characters_that_xml_has_no_room_for_are_left_out():
    root = Xml.fromstring(history_chart(a_chart(["70"], title="bell\x07, nothing\x00, kept\u20ac")))
    assert root.findtext(f"{SVG}title") == "bell, nothing, kept€"


def test_hostile_text_stays_text():
    drawn = history_chart(a_chart(["70", "60"], title="<script>alert(1)</script> & \"'", latest_label="]]></svg>"))
    assert Xml.fromstring(drawn).findtext(f"{SVG}title") == "<script>alert(1)</script> & \"'"
    assert "<script" not in drawn


@pytest.mark.parametrize("values", [["5"], ["0", "0", "0"], ["-3", "4"], ["1000000", "1000001"], ["0.001", "0.002"]])
def test_any_figures_can_be_drawn_even_one_or_all_the_same(values):
    assert len(Xml.fromstring(history_chart(a_chart(values, target=None)))) > 0


@pytest.mark.parametrize(
    ("low", "high"), [("0", "1"), ("71.6", "95"), ("-3", "4"), ("5", "5"), ("0", "0"), ("999", "1000000")]
)
def test_gridlines_are_few_and_span_the_figures(low, high):
    ticks = gridlines(Decimal(low), Decimal(high))
    assert 2 <= len(ticks) <= 8
    assert ticks[0] <= Decimal(low) <= Decimal(high) <= ticks[-1]


def test_counts_never_get_an_axis_below_zero():
    assert gridlines(Decimal(1), Decimal(100))[0] == 0


def test_a_sparkline_says_its_figures_and_breaks_where_one_is_missing():
    root = Xml.fromstring(sparkline([Decimal(1), Decimal(2), None, Decimal(4)], "Last figures: 1, 2, 4"))
    assert root.findtext(f"{SVG}title") == "Last figures: 1, 2, 4"
    assert len(root.findall(f"{SVG}path")) == 2


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_is_drawn_and_hidden_from_screen_readers_who_get_the_word(shape):
    assert Xml.fromstring(status_shape(shape)).get("aria-hidden") == "true"


@pytest.mark.parametrize(("colour", "least"), [(INK, 7), (BLUE, 7), (GREY, 7), (RUST, 4.5)])
def test_every_colour_that_says_something_stands_out_on_white(colour, least):
    assert 1.05 / (luminance(colour) + 0.05) >= least


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
