"""A whole from its parts: several areas' figures as one, recomputed from their counts and never averaged.

A percentage or a rate is the sum of the parts' numerators over the sum of their denominators, times the scale; a count
is the sum of the counts. Only figures for one and the same period are added up, each the latest known for it. What is
missing is named. Nothing is stored, so a whole cannot drift from its parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from lsp_core.observations import FigureKey, Observation, Vintage
from lsp_core.periods import Period
from lsp_core.plan.model import Measure, Plan
from lsp_core.wording import amount, exact_number, listed, rounded


def with_wholes(plan: Plan, known: Mapping[FigureKey, Observation]) -> dict[FigureKey, Observation]:
    """The figures known, and the wholes that come of them."""
    found = dict(known)
    if not any(measure.parts for measure in plan.measures):
        return found
    versions: dict[str, list[Measure]] = {}
    for measure in sorted(plan.measures, key=lambda measure: measure.valid_from):
        versions.setdefault(measure.code, []).append(measure)
    periods: dict[str, set[Period]] = {}
    for code, period in found:
        periods.setdefault(code, set()).add(period)
    for code in _parts_first(versions):
        parts = {part for version in versions[code] for part in version.part_codes}
        for period in sorted(set().union(*(periods.get(part, ()) for part in parts))):
            definition = definition_on(versions[code], period)
            if definition.parts and (whole := whole_of(definition, period, found)) is not None:
                found[code, period] = whole
                periods.setdefault(code, set()).add(period)
    return found


def whole_of(whole: Measure, period: Period, known: Mapping[FigureKey, Observation]) -> Observation | None:
    """A whole for one period: its figure, or the answer that it cannot be said; None when no part has said anything."""
    told = [known[code, period] for code in whole.part_codes if (code, period) in known]
    if not told:
        return None
    counted = tuple(part for part in told if _can_be_counted(whole, part))
    there = {part.measure for part in counted}
    lacking = tuple(code for code in whole.part_codes if code not in there)
    numerator, denominator, value = _added_up(whole, counted) if len(lacking) <= whole.may_lack_parts else _NOTHING
    return Observation(
        measure=whole.code,
        period=period,
        value=value,
        vintage=_vintage(counted) if value is not None else Vintage.NOT_AVAILABLE,
        known_at=max(part.known_at for part in told),
        partner=whole.partner,
        numerator=numerator,
        denominator=denominator,
        made_of=counted,
        lacks=(*lacking, *(code for part in counted for code in part.lacks)),
    )


def definition_on(versions: Sequence[Measure], period: Period) -> Measure:
    """The definition in force on a period's last day; the first one for what is older than any."""
    return next((version for version in reversed(versions) if version.valid_from <= period.end), versions[0])


_NOTHING: tuple[Decimal | None, Decimal | None, Decimal | None] = (None, None, None)


def _added_up(whole: Measure, parts: Sequence[Observation]) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """The numerator, the denominator and the figure, as far as there are any."""
    if not parts:
        return _NOTHING
    if not whole.from_counts:
        return None, None, sum((part.value for part in parts if part.value is not None), Decimal(0))
    numerator = sum((part.numerator for part in parts if part.numerator is not None), Decimal(0))
    denominator = sum((part.denominator for part in parts if part.denominator is not None), Decimal(0))
    if not denominator:
        return _NOTHING
    return numerator, denominator, rounded(numerator / denominator * whole.scale, whole.decimals)


def _can_be_counted(whole: Measure, part: Observation) -> bool:
    """A share or rate sent without its counts has no weight in a whole, and counts as missing."""
    if part.value is None:
        return False
    return not whole.from_counts or (part.numerator is not None and part.denominator is not None)


def _vintage(parts: Iterable[Observation]) -> Vintage:
    """As settled as the least settled part."""
    vintages = {part.vintage for part in parts}
    return next((one for one in (Vintage.PROVISIONAL, Vintage.REVISED) if one in vintages), Vintage.FINAL)


def _parts_first(versions: Mapping[str, Sequence[Measure]]) -> list[str]:
    """The wholes, each after any whole that is a part of it."""
    ordered: dict[str, None] = {}

    def add(code: str) -> None:
        parts = [part for version in versions.get(code, ()) for part in version.part_codes]
        for part in parts:
            if part not in ordered:
                add(part)
        if parts:
            ordered[code] = None

    for code in versions:
        add(code)
    return list(ordered)


def measures_behind(plan: Plan, code: str) -> set[str]:
    """A measure and every measure that goes into it, by code."""
    parts = {part for measure in plan.measures if measure.code == code for part in measure.part_codes}
    return {code}.union(*(measures_behind(plan, part) for part in parts))


def lacking_in_words(plan: Plan, whole: Observation | None) -> str:
    """For example `without Trust B: 3 of 4 parts`; empty for a whole that lacks nothing, and for any other figure."""
    if whole is None or not whole.lacks:
        return ""
    direct = [code for code in whole.lacks if code in _named_parts(plan, whole)]
    parts = len(_named_parts(plan, whole))
    return f"without {listed(name_of(plan, code) for code in whole.lacks)}: {parts - len(direct)} of {parts} parts"


def made_of_in_words(plan: Plan, measure: Measure, whole: Observation | None) -> str:
    """Each part with its counts, and what is missing; empty for what is no whole."""
    if whole is None or not measure.parts or not (whole.made_of or whole.lacks):
        return ""
    parts = [f"{name_of(plan, part.measure)} {_part_in_words(part, measure)}" for part in whole.made_of]
    missing = lacking_in_words(plan, whole)
    told = [f"{'; '.join(parts)}."] if parts else []
    return " ".join([*told, *([f"{missing[0].upper()}{missing[1:]}."] if missing else [])])


def name_of(plan: Plan, code: str) -> str:
    """The name of a measure by its latest definition."""
    versions = [measure for measure in plan.measures if measure.code == code]
    return max(versions, key=lambda measure: measure.valid_from).name


def _named_parts(plan: Plan, whole: Observation) -> tuple[str, ...]:
    versions = sorted((m for m in plan.measures if m.code == whole.measure), key=lambda m: m.valid_from)
    return definition_on(versions, whole.period).part_codes


def _part_in_words(part: Observation, measure: Measure) -> str:
    if part.value is None:
        return part.withheld.words if part.withheld is not None else str(part.vintage)
    counts = ""
    if part.numerator is not None and part.denominator is not None:
        counts = f" ({exact_number(part.numerator)} of {exact_number(part.denominator)})"
    return f"{amount(part.value, measure)}{counts}"
