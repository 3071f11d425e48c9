"""Who a partnership compares itself with, in which sets, and their published figures.

Every description is printed in `docs/plan.md`, so it is written for a coordinator.
"""

from datetime import date
from decimal import Decimal

from pydantic import Field

from lsp_core.plan.declaration import Code, Declaration


class Comparator(Declaration):
    """Another area or body whose figures are published. It sends nothing and is asked for nothing. A row of
    comparators.csv."""

    code: Code = Field(description="A short code, such as STOCKPORT or E92000001.")
    name: str = Field(min_length=1, description="Its name, as it is printed.")
    kind: str = Field(default="", description="What it is: unitary council, NHS trust, region, nation.")


class ComparatorSet(Declaration):
    """Comparators that a measure is put beside together."""

    code: Code = Field(description="A short code, such as neighbours.")
    name: str = Field(min_length=1, description="What they are, as it is printed: `CIPFA nearest neighbours, 2021`.")
    members: tuple[Code, ...] = Field(
        min_length=1, description="The comparators in it. Leave yourselves out: your own figure is added."
    )
    source: str = Field(min_length=1, description="Who drew the set up, and where it is published.")
    why: str = Field(min_length=1, description="Why it was chosen, in a sentence a board would accept.")
    fewest: int = Field(
        default=8,
        ge=4,
        description="How many must have a figure, yours included, before anybody is said to be in the best or worst "
        "quarter. With fewer there is a rank and no quarter.",
    )


class ComparatorFigure(Declaration):
    """A comparator's published figure for one period. A row of comparator_figures.csv; a later row for the same period
    with a later published_on replaces it from that day on."""

    measure: Code = Field(description="The measure.")
    comparator: Code = Field(description="The comparator.")
    period: str = Field(description="The period, such as 2022-23 Q1 or 2022-23.")
    value: Decimal | None = Field(
        default=None,
        description="The figure, in the measure's unit; blank where it was suppressed or is not published.",
    )
    numerator: Decimal | None = Field(default=None, description="The top of the fraction, where known.")
    denominator: Decimal | None = Field(default=None, description="The bottom of the fraction, where known.")
    source: str = Field(default="", description="Where it was published; for a blank value, why there is none.")
    published_on: date | None = Field(
        default=None, description="The day it was published. It is compared with nothing before; blank for always."
    )
