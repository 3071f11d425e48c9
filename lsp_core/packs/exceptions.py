"""The page of its own that an off-track outcome gets: what was found, why it matters, and what to ask."""

from lsp_core.judging.assessment import HAS_NO_FIGURE, Assessment, Status, Travel, Verdict
from lsp_core.judging.forecast import YEAR_END_REACHED
from lsp_core.judging.wholes import lacking_in_words
from lsp_core.observations import Observation
from lsp_core.packs import certainty, forecasts, not_due
from lsp_core.packs.background import money_behind, risks_to
from lsp_core.packs.beside_others import beside_others
from lsp_core.packs.contents import ExceptionPage, MeasureStory, Quote
from lsp_core.packs.conversation import owners_words
from lsp_core.packs.goals import against, goal
from lsp_core.packs.material import HAS_A_PAGE, Material, latest_figure, measure_anchor, outcome_anchor
from lsp_core.packs.questions import challenger_of, named
from lsp_core.packs.series import history
from lsp_core.packs.standings import comparison, measure_mark, travel_mark
from lsp_core.plan.model import Measure, Outcome
from lsp_core.wording import amount, period_in_words, short_amount

_GOING = {
    Travel.BETTER: " but getting better",
    Travel.SAME: " and no better than before",
    Travel.WORSE: " and getting worse",
}
_SINCE_A_YEAR_AGO = {
    Travel.BETTER: " but better than a year ago",
    Travel.SAME: " and no better than a year ago",
    Travel.WORSE: " and worse than a year ago",
}


def exception_page(material: Material, outcome: Outcome) -> ExceptionPage:
    """Everything the board needs about one outcome that is off track."""
    judged = material.about(outcome)
    off_track = [a for a in judged if a.verdict in HAS_A_PAGE]
    return ExceptionPage(
        outcome=outcome.name,
        anchor=outcome_anchor(outcome.code),
        headline=finding(material, off_track[0]),
        mark=material.mark(outcome),
        theme=material.plan.theme(outcome.theme).name,
        owner=named(material.plan, outcome.owner),
        why_it_matters=outcome.why,
        measures=tuple(_story(material, assessment) for assessment in off_track),
        others=tuple(material.line(a) for a in judged if a not in off_track),
        risks=risks_to(material, outcome),
        money=money_behind(material, outcome),
        words=owners_words(material, outcome),
        questions=material.asked[outcome.code],
        between=between(material, outcome),
    )


def between(material: Material, outcome: Outcome) -> str:
    """Who asks and who answers the questions about an outcome."""
    asks = named(material.plan, challenger_of(outcome, material.plan, material.board))
    return f"Asked by {asks}. Answered by {named(material.plan, outcome.owner)}."


def finding(material: Material, assessment: Assessment) -> str:
    """What was found about a measure, for headlines and page 1: its name first, so that any name reads well."""
    return f"{material.measures[assessment.measure].name}: {_found(material, assessment)}"


def _found(material: Material, assessment: Assessment) -> str:
    measure, observation, target = material.measures[assessment.measure], assessment.observation, assessment.target
    if observation is None or observation.value is None:
        return _why_unknown(material, assessment)
    lacks = lacking_in_words(material.plan, observation)
    value = f"{amount(observation.value, measure)}{_if_not_this_quarter(material, assessment)}"
    value += f" ({lacks})" if lacks else ""
    if target is None:
        return f"{value}, and no target agreed"
    held = against(target, measure)
    if assessment.verdict is Verdict.EARLY_WARNING:
        return f"on track today at {value}, {_warning(assessment, measure)} against {held}"
    return f"{_standing_words(assessment)}, at {value} against {held}{certainty.doubt(assessment)}"


def _warning(assessment: Assessment, measure: Measure) -> str:
    forecast = assessment.forecast
    if forecast is not None and forecast.meets_target is False:
        return f"heading for {short_amount(forecast.year_end, measure)} by the end of the year,"
    if assessment.evidence is not None and assessment.evidence.really_worsens:
        return "but worse than ordinary variation explains,"
    return "but worse each time,"


def _why_unknown(material: Material, assessment: Assessment) -> str:
    match assessment.status:
        case Status.ON_TRACK | Status.WATCH | Status.OFF_TRACK:
            return f"{assessment.status}, at a number too small to show"
        case Status.SUPPRESSED:
            return "we cannot say, because the number is too small to show"
        case Status.NOT_AVAILABLE if lacks := lacking_in_words(material.plan, assessment.observation):
            return f"we cannot say {lacks}"
        case Status.OVERDUE:
            return "we cannot say, because the figure is overdue"
        case Status.NOT_AVAILABLE:
            return "we cannot say, because the partner has no figure"
        case _:
            measure = material.measures[assessment.measure]
            return f"no new figure is due, and {not_due.in_a_sentence(assessment, measure)}"


def _if_not_this_quarter(material: Material, assessment: Assessment) -> str:
    """A yearly figure says which year it is about, or a board would take it for now."""
    if assessment.period == material.facts.quarter:
        return ""
    return f" for {period_in_words(assessment.period)}"


def _standing_words(assessment: Assessment) -> str:
    compared = comparison(assessment)
    words = _GOING if compared is assessment.against_last else _SINCE_A_YEAR_AGO
    going = words.get(compared.travel, "")
    match assessment.verdict:
        case Verdict.RECOVERING:
            return "off track but recovering"
        case Verdict.WATCH:
            return f"just on the wrong side of the target{going}"
        case _:
            return f"{assessment.status}{going}"


def _story(material: Material, assessment: Assessment) -> MeasureStory:
    measure = material.measures[assessment.measure]
    return MeasureStory(
        name=measure.name,
        anchor=measure_anchor(measure.code),
        mark=measure_mark(assessment),
        latest=latest_figure(assessment, measure),
        period=period_in_words(assessment.period),
        target=goal(assessment.target, measure, "none agreed"),
        confidence=certainty.in_a_word(assessment) if certainty.worth_saying(assessment) else "",
        status=certainty.status_in_words(assessment),
        travel=travel_mark(assessment),
        compared=_compared(assessment),
        sure=certainty.plainly(certainty.worth_saying(assessment)),
        usual=certainty.plainly(certainty.is_it_usual(assessment)),
        forecast=_forecast(assessment),
        own_forecast=forecasts.own(material, measure),
        past_forecasts=forecasts.past(material, measure, assessment),
        chart=history(material.facts, measure, assessment, finding(material, assessment)),
        quote=quote(material, assessment.observation),
        beside=beside_others(material.plan, measure, assessment),
    )


def _forecast(assessment: Assessment) -> str:
    """Where it is heading; empty once the year is over, because the status says then where it ended."""
    forecast = assessment.forecast
    if forecast is None or forecast.method == YEAR_END_REACHED:
        return ""
    return certainty.plainly(certainty.where_heading(forecast))


def _compared(assessment: Assessment) -> str:
    """The comparisons that could be made, each once: for a yearly measure the year before is also a year before."""
    both = (assessment.against_last, assessment.against_last_year)
    told = [compared.sentence for compared in both if compared.earlier is not None]
    return _in_one(list(dict.fromkeys(told or [assessment.against_last.sentence])))


def _in_one(sentences: list[str]) -> str:
    """Two sentences that begin and end alike made one: `83% is 1 lower than in A and 2 lower than in B: worse`."""
    if len(sentences) != 2:
        return " ".join(sentences)
    (subject, is_, one), (subject_too, _, other) = (sentence.partition(" is ") for sentence in sentences)
    verdict, verdict_too = one.rpartition(": ")[2], other.rpartition(": ")[2]
    if not is_ or subject != subject_too or verdict != verdict_too or ": " not in one or ": " not in other:
        return " ".join(sentences)
    return f"{subject} is {one.removesuffix(f': {verdict}')} and {other}"


def quote(material: Material, observation: Observation | None) -> Quote | None:
    """The partner's own words beside a figure, unaltered, and whose they are; None when nothing was said."""
    if observation is None or not observation.note:
        return None
    partner = material.plan.partner_name(observation.partner)
    return Quote(observation.note, f"{partner}, with the figure for {period_in_words(observation.period)}")


def proxy_words(material: Material, assessment: Assessment) -> str:
    """How the measure to watch meanwhile is doing, said after it has been named; empty when there is none."""
    proxy = material.measures.get(assessment.proxy or "")
    standing = next((a for a in material.assessments if proxy and a.measure == proxy.code), None)
    if proxy is None or standing is None:
        return ""
    if standing.status in HAS_NO_FIGURE:
        return "It has no current figure either."
    return f"It is at {latest_figure(standing, proxy)}: {measure_mark(standing).word.lower()}."
