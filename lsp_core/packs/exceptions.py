"""The page of its own that an off-track outcome gets: what was found, why it matters, and what to ask."""

from dataclasses import replace

from lsp_core.judging.assessment import Assessment, TargetNow, Travel, Verdict
from lsp_core.observations import Observation
from lsp_core.packs.background import money_behind, risks_to
from lsp_core.packs.contents import ExceptionPage, MeasureStory, Question, Quote
from lsp_core.packs.material import (
    HAS_A_PAGE,
    Material,
    latest_figure,
    latest_period,
    measure_anchor,
    outcome_anchor,
)
from lsp_core.packs.questions import MOST_ON_A_PAGE, challenger_of, named
from lsp_core.packs.series import history
from lsp_core.packs.standings import WHY_CANNOT_SAY, measure_mark, travel_mark
from lsp_core.plan.model import Measure, Outcome, Polarity
from lsp_core.wording import amount, period_in_words, short_amount

_GOING = {
    Travel.BETTER: " but getting better",
    Travel.SAME: " and no better than before",
    Travel.WORSE: " and getting worse",
}
GOOD_IS = {
    Polarity.HIGHER_IS_BETTER: "Higher is better.",
    Polarity.LOWER_IS_BETTER: "Lower is better.",
    Polarity.CONTEXT: "For context: neither higher nor lower is better.",
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
        questions=page_questions(material, outcome),
        between=between(material, outcome),
    )


def between(material: Material, outcome: Outcome) -> str:
    """Who asks and who answers the questions about an outcome."""
    asks = named(material.plan, challenger_of(outcome, material.plan, material.board))
    return f"Asked by {asks}. Answered by {named(material.plan, outcome.owner)}."


def finding(material: Material, assessment: Assessment) -> str:
    """What was found about a measure, for headlines and page 1: its name first, so that any name reads well."""
    measure = material.measures[assessment.measure]
    observation, target = assessment.observation, assessment.target
    if observation is None or observation.value is None:
        return f"{measure.name}: we cannot say, {WHY_CANNOT_SAY.get(assessment.status, 'no figure')}"
    value = amount(observation.value, measure)
    if target is None:
        return f"{measure.name}: {value}, and no target agreed"
    return f"{measure.name}: {_standing_words(assessment)}, at {value} against a target of {_goal(target, measure)}"


def _goal(target: TargetNow, measure: Measure) -> str:
    return short_amount(target.value, measure)


def _standing_words(assessment: Assessment) -> str:
    going = _GOING.get(assessment.against_last.travel, "")
    match assessment.verdict:
        case Verdict.RECOVERING:
            return "off track but recovering"
        case Verdict.EARLY_WARNING:
            return "on track today and at risk by the end of the year"
        case Verdict.WATCH:
            return f"just on the wrong side of the target{going}"
        case _:
            return f"{assessment.status}{going}"


def page_questions(material: Material, outcome: Outcome) -> tuple[Question, ...]:
    """The first few questions an outcome raises: each measure's most telling one before anybody's second."""
    raised = [list(material.questions(outcome, assessment)) for assessment in material.about(outcome)]
    in_turn = [questions[turn] for turn in range(MOST_ON_A_PAGE) for questions in raised if turn < len(questions)]
    asked = in_turn[:MOST_ON_A_PAGE]
    if len({question.about for question in asked}) == 1:
        return tuple(replace(question, about="") for question in asked)
    return tuple(asked)


def _story(material: Material, assessment: Assessment) -> MeasureStory:
    measure = material.measures[assessment.measure]
    headline = finding(material, assessment)
    return MeasureStory(
        name=measure.name,
        anchor=measure_anchor(measure.code),
        definition=measure.definition,
        good_is=GOOD_IS[measure.polarity],
        mark=measure_mark(assessment),
        latest=latest_figure(assessment, measure),
        period=latest_period(assessment),
        target=amount(assessment.target.value, measure) if assessment.target else "none agreed",
        status=assessment.why,
        rule=assessment.reasons[0].rule,
        travel=travel_mark(assessment),
        against_last=assessment.against_last.sentence,
        against_last_year=assessment.against_last_year.sentence,
        forecast=assessment.forecast.sentence if assessment.forecast else "",
        chart=history(material.facts, measure, assessment, headline),
        quote=quote(material, assessment.observation),
        proxy=proxy_words(material, assessment),
    )


def quote(material: Material, observation: Observation | None) -> Quote | None:
    """The partner's own words beside a figure, unaltered, and whose they are; None when nothing was said."""
    if observation is None or not observation.note:
        return None
    partner = material.plan.partner(observation.partner).name
    return Quote(observation.note, f"{partner}, with the figure for {period_in_words(observation.period)}")


def proxy_words(material: Material, assessment: Assessment) -> str:
    """How the measure that stands in for this one is doing; empty when none does."""
    proxy = material.measures.get(assessment.proxy or "")
    standing = next((a for a in material.assessments if proxy and a.measure == proxy.code), None)
    if proxy is None or standing is None:
        return ""
    return f"“{proxy.name}”: {latest_figure(standing, proxy)}, {measure_mark(standing).word.lower()}."
