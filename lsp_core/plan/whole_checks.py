"""Wholes and their parts, and small numbers: whether what is declared can be worked out, and kept from being undone.

A whole is recomputed from its parts' counts (`lsp_core.judging.wholes`), so its parts must count the same thing in the
same way. Codes that nothing declares are told of by `references`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from lsp_core.plan.declared import Declared
from lsp_core.plan.measures import History, Measure, Profile
from lsp_core.plan.written import Mistakes, quoted

MeasureVersions = Mapping[str, Sequence[Declared[Measure]]]
FEWEST_PARTS = 2
_NO_SUM = frozenset({Profile.GRADE, Profile.MILESTONE})
"""Profiles whose figures cannot be added up."""


def _fraction(measure: Measure) -> str:
    """How the figure comes from counts, so that counts of several can be added up."""
    return f"out of counts, times {measure.scale:f}" if measure.from_counts else "one number"


def _span(measure: Measure) -> str:
    """What stretch of time one figure covers."""
    counted = measure.profile if measure.profile in (Profile.CUMULATIVE, Profile.ROLLING) else "for its own period"
    return f"{measure.frequency}, {counted}"


ALIKE: tuple[tuple[str, Callable[[Measure], object]], ...] = (
    ("unit", lambda measure: measure.unit),
    ("polarity", lambda measure: measure.polarity),
    ("frequency", _span),
    ("numerator", _fraction),
)
"""What a whole and its parts have to have in common, and the field a mistake is told at."""


def check_wholes(
    measures: Iterable[Declared[Measure]],
    versions: MeasureVersions,
    history: Iterable[Declared[History]],
    mistakes: Mistakes,
) -> None:
    """Every whole beside its parts, and every measure whose small numbers are suppressed."""
    measures = tuple(measures)
    for measure in measures:
        _check_small_numbers(measure, mistakes)
        if measure.value.parts:
            _check_parts(measure, versions, mistakes)
        elif measure.value.may_lack_parts:
            wrong = f"{measure.value.code} has no parts that could be missing"
            mistakes.add(measure.place("may_lack_parts"), wrong, "leave it blank, or name the parts")
    _check_shared_parts(measures, versions, mistakes)
    _check_history(versions, history, mistakes)


def _check_parts(whole: Declared[Measure], versions: MeasureVersions, mistakes: Mistakes) -> None:
    value, codes = whole.value, whole.value.part_codes
    for wrong, right in _wrong_with_list(value, codes, versions):
        mistakes.add(whole.place("parts"), wrong, right)
    if value.may_lack_parts and value.may_lack_parts >= len(codes):
        wrong = f"may_lack_parts {value.may_lack_parts} of {len(codes)} would leave nothing"
        mistakes.add(whole.place("may_lack_parts"), wrong, f"it can be {max(len(codes) - 1, 0)} at most")
    for code in dict.fromkeys(codes):
        for wrong, right in _unlike(value, versions.get(code, ())):
            mistakes.add(whole.place("parts"), wrong, right)


def _wrong_with_list(whole: Measure, codes: tuple[str, ...], versions: MeasureVersions) -> Iterator[tuple[str, str]]:
    if len(set(codes)) < FEWEST_PARTS:
        yield f"parts {quoted(whole.parts)} is fewer than two", "name two measures or more, with semicolons between"
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"part {quoted(code)} is named twice and would be counted twice", "name it once"
    if any(whole.code == code or whole.code in _parts_of_parts(code, versions) for code in codes):
        yield f"{whole.code} would be a part of itself", "name only measures that are worked out without it"
    if whole.profile in _NO_SUM:
        yield f"{whole.code} is a {whole.profile}, and those cannot be added up", "leave parts blank"
    if not whole.from_counts and not _is_count(whole):
        wrong = f"the parts of {whole.code} cannot be added up, since its unit is {quoted(whole.unit)}"
        yield wrong, "give numerator and denominator, so that it is worked out from the counts and never averaged"


def _is_count(measure: Measure) -> bool:
    """Whether figures can be summed as they are: not shares and not rates, of which only the counts can."""
    unit = measure.unit.casefold()
    return not unit.startswith("%") and not any(word in f" {unit} " for word in (" per ", " average ", " mean "))


def _unlike(whole: Measure, parts: Sequence[Declared[Measure]]) -> Iterator[tuple[str, str]]:
    """How the latest definition of a part differs from the whole."""
    for part in sorted((version.value for version in parts), key=lambda one: one.valid_from)[-1:]:
        for field, of in ALIKE:
            if of(part) != of(whole):
                wrong = f"part {quoted(part.code)} differs from {whole.code} in {field}: {of(part)} and {of(whole)}"
                yield wrong, "make the two alike, or leave it out"


def _parts_of_parts(start: str, versions: MeasureVersions) -> set[str]:
    """Every measure that goes into a measure, however far down."""
    found: set[str] = set()
    ahead = {start}
    while ahead:
        code = ahead.pop()
        within = {part for version in versions.get(code, ()) for part in version.value.part_codes}
        ahead |= within - found
        found |= within
    return found


def _check_shared_parts(measures: Sequence[Declared[Measure]], versions: MeasureVersions, mistakes: Mistakes) -> None:
    """With two sums over one small number, it may be worked out from the two together."""
    first: dict[str, str] = {}
    for measure in measures:
        for code in dict.fromkeys(measure.value.part_codes):
            other = first.setdefault(code, measure.value.code)
            hides = any(version.value.suppress_below for version in versions.get(code, ()))
            if hides and other != measure.value.code:
                wrong = f"part {quoted(code)} has small numbers suppressed, and is a part of {other} already"
                mistakes.add(measure.place("parts"), wrong, "make it a part of one whole only")


def _check_small_numbers(measure: Declared[Measure], mistakes: Mistakes) -> None:
    value = measure.value
    if value.suppress_below is None or value.from_counts:
        return
    if value.profile in _NO_SUM or value.decimals or not _is_count(value):
        wrong = f"suppress_below is for counts, and {value.code} has none behind it"
        mistakes.add(measure.place("suppress_below"), wrong, "give numerator and denominator, or leave it blank")


def _check_history(versions: MeasureVersions, history: Iterable[Declared[History]], mistakes: Mistakes) -> None:
    for row in history:
        found = versions.get(row.value.measure, ())
        if found and all(version.value.parts for version in found):
            wrong = f"{row.value.measure} is worked out from its parts"
            mistakes.add(row.place("measure"), wrong, "give its parts' figures instead")
