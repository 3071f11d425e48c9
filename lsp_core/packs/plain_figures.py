"""Figures as plain numbers, or the shorthand for why there is none: how the workbook and the CSVs write them."""

from decimal import Decimal

from lsp_core.observations import Observation
from lsp_core.packs.figures_contents import NOT_APPLICABLE, NOT_AVAILABLE, WITHHELD, FundFigures
from lsp_core.plan.model import Measure
from lsp_core.resources import FundPosition
from lsp_core.wording import rounded

MOST_PLACES = 6
"""Of a target worked out along a path, which need not come out even."""


def fund_figures(position: FundPosition) -> FundFigures:
    """One fund's money and staff as numbers."""
    seen = position.observation
    return FundFigures(
        budget=number(position.budget),
        spend=number(seen.spend_to_date if seen is not None else None, NOT_AVAILABLE),
        forecast=number(seen.forecast if seen is not None else None, NOT_AVAILABLE),
        variance=number(position.variance, NOT_AVAILABLE),
        fte=number(seen.fte if seen is not None else None, NOT_AVAILABLE),
    )


def figure_of(observation: Observation | None) -> str:
    """A figure as a plain number; one that is withheld or missing as its shorthand."""
    if observation is None or observation.value is None:
        return WITHHELD if observation is not None and observation.in_its_place else NOT_AVAILABLE
    return number(observation.value)


def estimate(value: Decimal | None, measure: Measure) -> str:
    """A forecast, to the decimal places the measure is reported to: more would be false precision."""
    return number(rounded(value, measure.decimals) if value is not None else None)


def number(value: Decimal | None, nothing: str = NOT_APPLICABLE) -> str:
    """As it is, without commas and trailing zeros; or the shorthand for why there is none."""
    if value is None:
        return nothing
    plain = f"{round(value, MOST_PLACES):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
