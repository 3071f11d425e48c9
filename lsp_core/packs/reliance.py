"""How far a pack's figures can be relied on: what was waived, what partners explained, and their data quality."""

from zoneinfo import ZoneInfo

from lsp_core.judging.assessment import Assessment
from lsp_core.packs.back_contents import ExplainedFigure, PartnerRow, WaivedCheck
from lsp_core.packs.material import Material
from lsp_core.returns.data_quality import CheckedReturn, quality_of
from lsp_core.returns.explanations import about_figure
from lsp_core.wording import amount, day, listed, period_in_words

NOTHING_FOUND = "Nothing found."


def waived(material: Material, shown: list[Assessment]) -> tuple[WaivedCheck, ...]:
    """The checks waived for what is shown: whose word it is and until when, in the order they were given."""
    measures = {assessment.measure for assessment in shown}
    names = {code: material.measures[code].name for code in measures}
    for code in {material.measures[measure].partner for measure in measures}:
        names[code] = f"Everything from {material.plan.partner(code).name}"
    return tuple(
        WaivedCheck(
            about=names[waiver.about],
            rule=waiver.rule,
            approved_by=f"{waiver.by}, {waiver.role}",
            until=day(waiver.until),
            reason=waiver.reason,
        )
        for waiver in material.facts.waivers
        if waiver.about in names
    )


def explained(material: Material, shown: list[Assessment]) -> tuple[ExplainedFigure, ...]:
    """The figures shown that were asked about, each with the question and the partner's answer."""
    rows = []
    for assessment in shown:
        seen, measure = assessment.observation, material.measures[assessment.measure]
        if seen is None or seen.value is None:
            continue
        figure, period = amount(seen.value, measure), period_in_words(seen.period)
        for one in about_figure(seen, material.facts.explanations):
            rows.append(ExplainedFigure(measure.name, period, figure, one.asked, one.words))
    return tuple(rows)


def partners(material: Material, shown: list[Assessment]) -> tuple[PartnerRow, ...]:
    """The data quality of each partner with a measure shown that was asked this quarter."""
    facts = material.facts
    supplying = {material.measures[assessment.measure].partner for assessment in shown}
    zone = ZoneInfo(material.plan.partnership.time_zone)
    rows = []
    for request in facts.requests:
        if request.partner.code in supplying:
            returns = [
                CheckedReturn(one.received_at, one.findings)
                for one in facts.returns
                if one.partner == request.partner.code
            ]
            quality = quality_of(request, returns, facts.known, facts.resources, zone)
            rows.append(PartnerRow(quality.partner, _clean_ones_together(quality.lines())))
    return tuple(rows)


def _clean_ones_together(lines: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Whatever nothing was found under goes into one line, so that what was found stands out."""
    clean = [heading.lower() for heading, text in lines if text == NOTHING_FOUND]
    told = tuple(line for line in lines if line[1] != NOTHING_FOUND)
    return (*told, ("Nothing found under", f"{listed(clean)}.")) if clean else told
