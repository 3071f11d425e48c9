"""The command for whoever asks where a number comes from: from the verdict back to the cell it was typed in."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from lsp_core import workplace
from lsp_core.cli.explaining_others import beside_others
from lsp_core.cli.words import quarter_argument, tell, the_database, the_quarter

if TYPE_CHECKING:
    from lsp_core.facts import ReturnFile
    from lsp_core.judging.explaining import Explanation, FigureUsed, Published
    from lsp_core.observations import Observation
    from lsp_core.plan.model import Measure, Target

START_OF_DIGEST = 12
"""So many digits of a file's digest tell it from any other."""


@click.command()
@click.argument("measure", metavar="MEASURE")
@quarter_argument
def explain(measure: str, quarter: tuple[str, ...]) -> None:
    """Say where a measure's verdict comes from, back to the cell.

    The verdict and why, the rule, the target and who agreed it, and every figure it rests on with who sent it, when,
    and in which cell of which file. A quarter that has not been judged is explained as known now.
    """
    from lsp_core.steps.explaining import explain as explained

    found = explained(the_database(), measure, the_quarter(quarter), workplace.instant())
    _verdict(found)
    _rule(found)
    _target(found)
    _figures(found)
    beside_others(found)
    _overrides(found)
    _published(found)


def _verdict(found: "Explanation") -> None:
    from lsp_core.wording import moment

    assessment, when = found.assessment, moment(found.cut_off, _zone(found))
    tell(f"{found.measure.name} ({found.measure.code}), {assessment.quarter.label}")
    tell(f"For the outcome: {found.plan.outcome(assessment.outcome).name}")
    tell(f"What is counted: {found.measure.definition}")
    tell(
        f"As judged from the figures known on {when}."
        if found.is_judged
        else f"Not judged yet. As known now, {when}: judging may find more."
    )
    _heading(f"Verdict: {assessment.verdict}")
    for reason in assessment.reasons:
        tell(f"{reason.sentence} [{reason.rule}]", indent=2)


def _rule(found: "Explanation") -> None:
    from lsp_core.judging.policy_words import in_words

    policy = found.policy
    _heading(f"Rule for the status: {policy.name}, version {policy.version}")
    tell(in_words(policy), indent=2)


def _target(found: "Explanation") -> None:
    _heading("Target")
    target = found.assessment.target
    tell(target.sentence if target is not None else "None has been agreed.", indent=2)
    for one in found.targets:
        tell(f"targets.csv: {_row(one.row, found.measure)}", indent=2)
        for earlier in reversed(one.before):
            tell(f"in place of {_row(earlier, found.measure)}", indent=4)


def _row(row: "Target", measure: "Measure") -> str:
    """One row of targets.csv: `target for 2023-24, 95.0%, agreed on 14 March 2023 by the Strategic board. Why: ...`."""
    from lsp_core.wording import amount, day

    when = day(row.valid_from)
    by = row.approved_by.removesuffix(f", {when}").strip()
    agreed = f"agreed on {when}{f' by {by}' if by else ', and by whom is not recorded'}"
    why = f" Why: {row.reason.rstrip('.')}." if row.reason else ""
    return f"{row.kind} for {row.period}, {amount(row.value, measure)}, {agreed}.{why}"


def _figures(found: "Explanation") -> None:
    from lsp_core.judging.explaining import Use

    _heading("Figures")
    if not found.figures:
        tell("None has ever come.", indent=2)
    for use in Use:
        figures = [used for used in found.figures if used.use is use]
        if figures:
            tell(f"{use.capitalize()}:", indent=2)
        for used in figures:
            _figure(found, used)
    for figure in found.new:
        tell(f"Come since, and not in this: {_vintage(found, figure)}", indent=2)


def _figure(found: "Explanation", used: "FigureUsed") -> None:
    tell(_vintage(found, used.figure), indent=4)
    for line in _behind(found, used):
        tell(line, indent=6)


def _behind(found: "Explanation", used: "FigureUsed") -> Iterator[str]:
    """The counts a figure comes from, and its other vintages."""
    if used.is_withheld:
        yield "Small numbers: shown to nobody but its partner and you, so judged as suppressed."
    yield from _counts(used.figure, found.measure)
    yield from _parts(found, used.figure)
    for earlier in reversed(used.before):
        yield f"In place of {_vintage(found, earlier)}"
    for later in used.since:
        yield f"Replaced since, and not in this: {_vintage(found, later)}"


def _parts(found: "Explanation", whole: "Observation", indent: str = "") -> Iterator[str]:
    """Each part of a whole back to its cell, and the parts of those; then what is missing."""
    from lsp_core.judging.wholes import lacking_in_words, name_of

    for part in whole.made_of:
        yield f"{indent}Part {name_of(found.plan, part.measure)} ({part.measure}): {_vintage(found, part)}"
        yield from (f"{indent}  {line}" for line in _counts(part, found.measure))
        yield from _parts(found, part, f"{indent}  ")
    missing = lacking_in_words(found.plan, whole)
    if missing:
        yield f"{indent}{missing[0].upper()}{missing[1:]}."


def _value(figure: "Observation", measure: "Measure") -> str:
    from lsp_core.wording import amount, period_in_words

    value = f"{amount(figure.value, measure)}, {figure.vintage}," if figure.value is not None else _without(figure)
    return f"{value} for {period_in_words(figure.period)}"


def _without(figure: "Observation") -> str:
    return str(figure.vintage).capitalize()


def _vintage(found: "Explanation", figure: "Observation") -> str:
    whose = "Their words" if figure.return_reference in found.files else "Published as"
    words = f" {whose}: “{figure.note}”" if figure.note else ""
    return f"{_value(figure, found.measure)}: from {_source(found, figure)}.{words}"


def _counts(figure: "Observation", measure: "Measure") -> Iterator[str]:
    from lsp_core.wording import amount, exact_number, rounded

    if not measure.from_counts or figure.numerator is None or not figure.denominator:
        return
    gives = rounded(figure.numerator / figure.denominator * measure.scale, measure.decimals)
    agrees = "" if gives == figure.value else ", which is not the figure sent"
    yield (
        f"Counts: {exact_number(figure.numerator)} {measure.numerator}, out of {exact_number(figure.denominator)} "
        f"{measure.denominator}, times {exact_number(measure.scale)}, give {amount(gives, measure)}{agrees}."
    )


def _source(found: "Explanation", figure: "Observation") -> str:
    """Who sent a figure, since when it is known, and in which cell of which file; or that it came with the plan."""
    from lsp_core.wording import moment

    if figure.made_of or figure.lacks:
        return f"its parts, the last of them known on {moment(figure.known_at, _zone(found))}"
    partner, known = found.plan.partner_name(figure.partner), moment(figure.known_at, _zone(found))
    file = found.files.get(figure.return_reference)
    if file is None:
        return f"{partner}, loaded with the plan's {figure.return_reference} on {known}"
    cell = f", cell {figure.where}" if str(figure.where) else ""
    return f"{partner}, accepted on {known}, in {figure.return_reference}{cell}; {_file(file)}"


def _file(file: "ReturnFile") -> str:
    return f"file {file.name}, SHA-256 {file.digest[:START_OF_DIGEST]}"


def _overrides(found: "Explanation") -> None:
    if not found.overrides:
        return
    _heading("What people have said of the status, the last word counting")
    for said in found.overrides:
        tell(f"{said.in_words(_zone(found))}{said.because}", indent=2)


def _published(found: "Explanation") -> None:
    _heading("Published")
    if not found.published:
        tell("Not yet.", indent=2)
    for pack in found.published:
        tell(_pack(pack, found), indent=2)


def _pack(pack: "Published", found: "Explanation") -> str:
    says = f"{pack.board}, version {pack.version} (page's SHA-256 {pack.digest[:START_OF_DIGEST]})"
    if pack.by_this_engine:
        return f"{says} says this: {found.assessment.verdict}. `lsp pack verify` proves it."
    return (
        f"{says} was published by another version of lsp, whose words may differ. The pack as published is kept: "
        f"`lsp pack write {found.assessment.quarter}`."
    )


def _heading(text: str) -> None:
    tell()
    tell(text)


def _zone(found: "Explanation") -> tzinfo:
    return ZoneInfo(found.plan.partnership.time_zone)
