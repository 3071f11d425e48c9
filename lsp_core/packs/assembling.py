"""What goes into a pack, in which order, in which words: from facts and judgements to `Pack`.

Worst news first, everywhere. The pages of single outcomes are put together in `exceptions`, risks and money in
`background`, the back of the pack in `annex`; the printers are `html` and `pdf`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment, Status, Verdict
from lsp_core.judging.judge import judge_earlier
from lsp_core.packs import brief, certainty, not_due
from lsp_core.packs.annex import annex, data_quality
from lsp_core.packs.background import money_rows, risk_rows
from lsp_core.packs.contents import Challenge, Front, OverviewOutcome, Pack, PackState, ShortEntry, ShortSection
from lsp_core.packs.conversation import since_last_met
from lsp_core.packs.exceptions import between, exception_page, finding, proxy_words
from lsp_core.packs.figures import figures_behind
from lsp_core.packs.how_worked_out import glossary, methods
from lsp_core.packs.material import Material, outcome_anchor
from lsp_core.packs.questions import named
from lsp_core.packs.shapes import Mark, Shape
from lsp_core.packs.standings import STANDINGS, comparison, count_line, loudness, measure_mark
from lsp_core.plan.model import Board, Layer, Outcome
from lsp_core.risks.model import RiskProposal, Score
from lsp_core.wording import amount, count_of, day, day_with_weekday, moment, period_in_words

MOST_CHALLENGES = 7
WORTH_CHALLENGING = (
    Verdict.OFF_TRACK,
    Verdict.RECOVERING,
    Verdict.NO_CURRENT_DATA,
    Verdict.EARLY_WARNING,
    Verdict.WATCH,
)


LAYERS = {
    Layer.STRATEGIC: "sets direction and challenges",
    Layer.EXECUTIVE: "moves money and people",
    Layer.OPERATIONAL: "does the work",
}
"""What a board of each layer is for."""


def build_pack(
    facts: CycleFacts,
    board: Board,
    assessments: Sequence[Assessment],
    proposals: Sequence[RiskProposal],
    register_before: Mapping[str, Score],
    register_now: Mapping[str, Score],
    state: PackState,
) -> Pack:
    """One board's pack. The registers give each risk's score before and after this quarter's decisions."""
    material = Material(
        facts, board, tuple(assessments), last_quarter(facts), tuple(proposals), register_before, register_now
    )
    challenges, note = what_to_challenge(material)
    risks = risk_rows(material)
    return Pack(
        front=front(material, state),
        challenges=challenges,
        challenges_note=note,
        overview=tuple(_overview(material, outcome) for outcome in material.worst_first),
        periods_note=brief.MEANING,
        since=since_last_met(material),
        exceptions=tuple(exception_page(material, outcome) for outcome in material.off_track),
        short=tuple(section for rule in SHORT_SECTIONS if (section := _section(material, rule)).entries),
        risks=risks,
        risks_note=_awaited(sum(row.is_awaited for row in risks)),
        money=money_rows(material),
        data=data_quality(material),
        annex=annex(material),
        methods=methods(material),
        glossary=glossary(),
        figures=figures_behind(material),
    )


def last_quarter(facts: CycleFacts) -> tuple[Assessment, ...]:
    """Last quarter as it was judged from what was known then: what the board saw. Empty when there was none."""
    if not facts.known_before:
        return ()
    return tuple(judge_earlier(replace(facts, known=facts.known_before), facts.quarter.previous))


def front(material: Material, state: PackState) -> Front:
    """The head of page 1, and what every footer says."""
    facts, partnership = material.facts, material.plan.partnership
    zone = ZoneInfo(partnership.time_zone)
    stamped, produced = stamp(state, zone), f"Produced on {moment(state.produced_at, zone)}."
    quarter = f"Quarter {facts.quarter.number} {facts.quarter.year} to {facts.quarter.year + 1}"
    return Front(
        partnership=partnership.name,
        board=material.board.name,
        layer=f"{material.board.layer.capitalize()} layer: {LAYERS[material.board.layer]}",
        title="Challenge pack",
        quarter=facts.quarter.label,
        meeting=_meeting(material),
        cut_off=f"Figures as they were known on {moment(facts.cut_off, zone)}.",
        counts=count_line([material.verdict(outcome) for outcome in material.outcomes]),
        about=partnership.about,
        data_note=partnership.data_note,
        is_draft=state.is_draft,
        stamp=stamped,
        produced=produced,
        footer=f"{quarter}. {stamped}. {produced}" if state.is_draft else f"{quarter}. {stamped}.",
        produced_at=int(state.produced_at.timestamp()),
    )


def stamp(state: PackState, zone: ZoneInfo) -> str:
    """Whether anybody stands by it: `Draft version 2 - not signed off`."""
    if state.signed_by is None:
        return f"Draft version {state.version} - not signed off"
    when = f", on {day(state.signed_at.astimezone(zone).date())}" if state.signed_at is not None else ""
    return f"Final, signed off by {state.signed_by}{when}"


def _meeting(material: Material) -> str:
    dates = next((d for d in material.facts.dates.boards if d.board.code == material.board.code), None)
    return f"Meeting on {day_with_weekday(dates.meets_on)}" if dates is not None else "No meeting date declared"


def what_to_challenge(material: Material) -> tuple[tuple[Challenge, ...], str]:
    """Page 1: the worst few outcomes, each with one question; and what there was no room for."""
    worth_it = [o for o in material.worst_first if material.verdict(o) in WORTH_CHALLENGING]
    shown, left = worth_it[:MOST_CHALLENGES], worth_it[MOST_CHALLENGES:]
    note = f"{count_of(len(left), 'further outcome')} to ask about: see the page after this." if left else ""
    if not shown:
        return (_nothing_wrong(material),), note
    return tuple(_challenge(material, outcome) for outcome in shown), note


def _challenge(material: Material, outcome: Outcome) -> Challenge:
    """All of it about one measure: the one that gives the outcome its standing."""
    speaking = material.about(outcome)[0]
    return Challenge(
        mark=material.mark(outcome),
        outcome=outcome.name,
        anchor=outcome_anchor(outcome.code),
        finding=f"{finding(material, speaking)}.",
        question=material.asked[outcome.code][0].text,
        answers=named(material.plan, outcome.owner),
        changed=what_changed(material, outcome, speaking),
    )


def _nothing_wrong(material: Material) -> Challenge:
    return Challenge(
        mark=Mark(Shape.ON, "Nothing off track"),
        outcome="All outcomes",
        anchor="overview",
        finding="Nothing is off track, at risk or missing this quarter.",
        question="Which of these targets would we set again today, and which has become too easy?",
        answers=named(material.plan, material.plan.partnership.coordinator),
        changed="",
    )


def what_changed(material: Material, outcome: Outcome, speaking: Assessment) -> str:
    """The outcome's standing last quarter if it is known, and an earlier figure of the measure that speaks for it."""
    before, now = material.verdict_before(outcome), material.verdict(outcome)
    said = []
    if before is now:
        said.append("The same standing last quarter.")
    elif before is not None:
        said.append(f"Last quarter: {STANDINGS[before].mark.word.lower()}.")
    measure, earlier = material.measures[speaking.measure], comparison(speaking).earlier
    if speaking.status in (Status.OVERDUE, Status.NOT_AVAILABLE, Status.SUPPRESSED):
        earlier = speaking.latest
    if earlier is not None and earlier.value is not None:
        said.append(f"In {period_in_words(earlier.period)} it was {amount(earlier.value, measure)}.")
    return " ".join(said)


@dataclass(frozen=True)
class ShortRule:
    """One list of outcomes without pages of their own."""

    title: str
    anchor: str
    intro: str
    verdicts: tuple[Verdict, ...]


SHORT_SECTIONS = (
    ShortRule(
        "Cannot say",
        "cannot-say",
        "No current figure, so no judgement. None of these is counted as on track.",
        (Verdict.NO_CURRENT_DATA,),
    ),
    ShortRule(
        "Early warnings",
        "early-warnings",
        "On track today and at risk by the end of the year, or on the wrong side of the target within the tolerance.",
        (Verdict.EARLY_WARNING, Verdict.WATCH),
    ),
    ShortRule("On track", "on-track", "", (Verdict.ON_TRACK,)),
    ShortRule("Not judged", "not-judged", "For context, or no target agreed yet.", (Verdict.NOT_JUDGED,)),
)


def _section(material: Material, rule: ShortRule) -> ShortSection:
    outcomes = [o for o in material.worst_first if material.verdict(o) in rule.verdicts]
    outcomes.sort(key=lambda outcome: not _has_recovered(material, outcome))
    return ShortSection(rule.title, rule.anchor, rule.intro, tuple(_entry(material, o) for o in outcomes))


def _has_recovered(material: Material, outcome: Outcome) -> bool:
    was_off = material.verdict_before(outcome) in (Verdict.OFF_TRACK, Verdict.RECOVERING)
    return was_off and material.verdict(outcome) is Verdict.ON_TRACK


def _entry(material: Material, outcome: Outcome) -> ShortEntry:
    judged = material.about(outcome)
    quiet = [a for a in judged if a.status is Status.NOT_DUE and loudness(a) > loudness(judged[0])]
    recovered = ["Recovered: off track last quarter."] if _has_recovered(material, outcome) else []
    return ShortEntry(
        outcome=outcome.name,
        anchor=outcome_anchor(outcome.code),
        mark=material.mark(outcome),
        owner=named(material.plan, outcome.owner),
        sentences=(*recovered, *(_in_short(material, a) for a in judged if a not in quiet)),
        not_due=_not_due(material, quiet),
        questions=material.asked[outcome.code][:1],
        between=between(material, outcome),
    )


def _not_due(material: Material, assessments: Sequence[Assessment]) -> str:
    if not assessments:
        return ""
    told = []
    for assessment in assessments:
        measure = material.measures[assessment.measure]
        told.append(f"{measure.name} ({not_due.in_a_sentence(assessment, measure)})")
    return f"No new figure was due for {'; '.join(told)}."


def _in_short(material: Material, assessment: Assessment) -> str:
    """A measure in two or three sentences: its standing, why, and where it is heading if that is the worry."""
    measure = material.measures[assessment.measure]
    said = [f"{measure.name}: {measure_mark(assessment).word.lower()}.", assessment.why]
    if assessment.verdict is Verdict.EARLY_WARNING and assessment.forecast is not None:
        said.append(certainty.where_heading(assessment.forecast))
    stand_in = proxy_words(material, assessment)
    return " ".join([*said, stand_in] if stand_in else said)


def _overview(material: Material, outcome: Outcome) -> OverviewOutcome:
    verdict = material.verdict(outcome)
    section = next((rule.title for rule in SHORT_SECTIONS if verdict in rule.verdicts), "Exception page")
    return OverviewOutcome(
        name=outcome.name,
        owner=material.plan.person(outcome.owner).name,
        mark=material.mark(outcome),
        anchor=outcome_anchor(outcome.code),
        section=section,
        measures=tuple(material.line(assessment) for assessment in material.about(outcome)),
    )


def _awaited(count: int) -> str:
    if not count:
        return "No decision is awaited."
    return f"{count_of(count, 'proposed change')} {'awaits' if count == 1 else 'await'} the owner's decision."
