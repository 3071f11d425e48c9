"""What comparators need to be compared: nobody in a set twice, one figure for a period, and figures there can be."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from lsp_core.plan.declared import Declared
from lsp_core.plan.model import ComparatorFigure, ComparatorSet, Measure
from lsp_core.plan.written import Mistakes, Place, quoted


def check_comparator_sets(sets: Iterable[Declared[ComparatorSet]], mistakes: Mistakes) -> None:
    """A comparator named twice in a set would count twice."""
    for declared in sets:
        members = declared.value.members
        for number, code in enumerate(members):
            if code in members[:number]:
                place = declared.place("members", number)
                mistakes.add(place, f"{quoted(code)} is in the set already", "name each comparator once")


def check_comparator_figures(
    figures: Iterable[Declared[ComparatorFigure]], measures: Mapping[str, list[Declared[Measure]]], mistakes: Mistakes
) -> None:
    """Every figure once, whole, and one that its measure can have."""
    first: dict[object, Place] = {}
    for figure in figures:
        value, place = figure.value, figure.place("period")
        first_place = first.setdefault((value.measure, value.comparator, value.period, value.published_on), place)
        if first_place is not place:
            wrong = f"there is a figure for this measure, comparator and period already, on line {first_place.line}"
            mistakes.add(place, wrong, "keep one of the two, or give a revised figure a later published_on")
        _check_counts(figure, mistakes)
        versions = [version.value for version in measures.get(value.measure, ())]
        if value.value is not None and versions and not any(_can_be(value.value, version) for version in versions):
            wrong = f"value {value.value} is not one {value.measure} can have"
            mistakes.add(figure.place("value"), wrong, "see its minimum and maximum in measures.csv, and its unit")


def _check_counts(figure: Declared[ComparatorFigure], mistakes: Mistakes) -> None:
    value = figure.value
    if value.denominator is not None and value.denominator <= 0:
        mistakes.add(figure.place("denominator"), "the denominator is not more than zero", "leave both counts blank")
    for given, absent in (("numerator", "denominator"), ("denominator", "numerator")):
        if getattr(value, given) is not None and getattr(value, absent) is None:
            mistakes.add(figure.place(absent), f"{absent} is blank, and {given} is given", "give both or neither")


def _can_be(value: Decimal, measure: Measure) -> bool:
    if measure.minimum is not None and measure.maximum is not None and measure.minimum > measure.maximum:
        return True  # told of the measure
    above = measure.minimum is None or value >= measure.minimum
    return above and (measure.maximum is None or value <= measure.maximum)
