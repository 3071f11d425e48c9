"""What a round found, in the order a board should read it. A finding without evidence or spread behind it is none, and
where there is no finding there is no action."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from lsp_core.plan.bodies import Layer
from lsp_core.reviews.results import QuestionResult, RoundResults
from lsp_core.reviews.scales import AMBER, COLOURS
from lsp_core.reviews.spread import Agreement
from lsp_core.wording import count_of, listed

MOST_IN_FRONT = 8
MANY_DONT_KNOW = Decimal("0.3")
AMBER_SHARE = Decimal("0.6")
AMBER_RUN = 5
ONE_VOICE, EVERYTHING_AMBER = "one-voice", "status-by-opinion"


class Priority(IntEnum):
    """In which order findings are read."""

    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4


class Kind(StrEnum):
    """What kind of thing was found."""

    FELT_BETTER = "felt better, measured worse"
    CONTRADICTED = "contradicted"
    LOW = "claimed low"
    SPLIT = "split"
    LAYER_GAP = "layer gap"
    AMBER_RUN = "nearly everything amber"
    DONT_KNOW = "many do not know"
    UNHEARD = "not heard"
    ONE_VOICE = "one voice"


@dataclass(frozen=True)
class Finding:
    """One thing found, and what shows it."""

    priority: Priority
    kind: Kind
    questions: tuple[str, ...]
    weakness: str
    text: str
    because: tuple[str, ...] = ()
    """Each fact that counts against the claim, with its value, size and threshold."""
    layer: Layer | None = None


@dataclass(frozen=True)
class Report:
    """Findings in order: those in front, and those left for the annex."""

    front: tuple[Finding, ...]
    annex: tuple[Finding, ...]


def find(
    results: RoundResults,
    *,
    off_track: Collection[str] = (),
    raised_last_year: Collection[str] = (),
    felt_better: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Everything found, in order. `off_track` and `raised_last_year` are questions; `felt_better` says, by question,
    how its answers rose while its fact fell."""
    found = [
        finding
        for result in results.questions
        for finding in of_question(result, result.question.id in off_track, result.question.id in raised_last_year)
    ]
    for question, said in (felt_better or {}).items():
        result = results.by_id[question]
        found.append(_finding(Priority.P1, Kind.FELT_BETTER, result, said))
    found.extend(_of_round(results))
    places = {result.question.id: number for number, result in enumerate(results.questions)}
    last = len(places)
    return tuple(sorted(found, key=lambda f: (f.priority, places.get(f.questions[0], last) if f.questions else last)))


def on_pages(findings: Iterable[Finding]) -> Report:
    """At most eight in front."""
    every = tuple(findings)
    return Report(every[:MOST_IN_FRONT], every[MOST_IN_FRONT:])


def of_question(result: QuestionResult, is_off_track: bool, was_raised: bool) -> list[Finding]:
    """What one question shows."""
    found = []
    serious = result.is_contradicted and (is_off_track or was_raised)
    is_low = result.claimed is not None and result.claimed <= result.scale.low_up_to
    if is_low or result.is_contradicted:
        kind = Kind.LOW if is_low else Kind.CONTRADICTED
        found.append(_finding(Priority.P1 if serious else Priority.P2, kind, result, _claim_words(result, is_low)))
    if result.agreement is Agreement.SPLIT:
        found.append(_finding(Priority.P3, Kind.SPLIT, result, "Answers stand in two camps."))
    if result.gap is not None:
        found.append(_finding(Priority.P3, Kind.LAYER_GAP, result, result.gap.words))
    share = result.spread.dont_know_share if result.spread else None
    if share is not None and share >= MANY_DONT_KNOW:
        assert result.spread is not None
        said = f"{result.spread.dont_know} of {result.spread.n + result.spread.dont_know} do not know."
        found.append(_finding(Priority.P4, Kind.DONT_KNOW, result, said))
    return found


def _finding(priority: Priority, kind: Kind, result: QuestionResult, text: str) -> Finding:
    question = result.question
    against = tuple(each.words for each in result.beside.against) if result.is_contradicted else ()
    return Finding(priority, kind, (question.id,), question.weakness, text, against, question.layer)


def _claim_words(result: QuestionResult, is_low: bool) -> str:
    assert result.claimed is not None or result.contradicted
    claim = f"Claimed: {result.scale.name(result.claimed)}." if result.claimed is not None else "No claim can be shown."
    if not result.is_contradicted:
        return claim
    if result.contradicted is None:
        return f"{claim} The records contradict it."
    high = " that was higher" if is_low else ""
    return f"{claim} The records contradict {count_of(result.contradicted, 'answer')}{high}."


def _of_round(results: RoundResults) -> list[Finding]:
    found = []
    if results.is_one_voice:
        said = "Only the coordinator answered; what others would say is not known."
        found.append(Finding(Priority.P4, Kind.ONE_VOICE, (), ONE_VOICE, said))
    unheard = sorted(results.bodies_invited - results.bodies_heard)
    if unheard and len(results.bodies_heard) * 2 < len(results.bodies_invited):
        heard = f"{len(results.bodies_heard)} of {len(results.bodies_invited)} bodies were heard."
        found.append(Finding(Priority.P4, Kind.UNHEARD, (), ONE_VOICE, f"{heard} Not heard: {listed(unheard)}."))
    amber = _amber_run(results)
    if amber:
        found.append(Finding(Priority.P3, Kind.AMBER_RUN, (), EVERYTHING_AMBER, amber))
    return found


def _amber_run(results: RoundResults) -> str:
    """Whether amber has become the answer that says nothing: most of them, or five in a row."""
    if results.instrument.answer_scale is not COLOURS:
        return ""
    claims = [result.claimed for result in results.questions if result.claimed is not None]
    amber = claims.count(AMBER)
    run = longest = 0
    for claim in claims:
        run = run + 1 if claim == AMBER else 0
        longest = max(longest, run)
    if not claims or (Decimal(amber) / len(claims) <= AMBER_SHARE and longest < AMBER_RUN):
        return ""
    return (
        f"{amber} of {len(claims)} answers are amber, {longest} of them in a row. "
        "Name the two questions where amber hides the largest difference between bodies."
    )
