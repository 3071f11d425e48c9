"""Where each fact would come from, and whether it is worked out yet. `docs/review-facts.md` is drawn from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lsp_core.reviews.catalogue import FactKind
from lsp_core.reviews.reading import seed_facts, seed_instruments

OPENING = """\
# The facts a review stands beside its answers

A rule of a review names a fact, and a fact is worked out from records.
This page lists every fact there is, which questions ask about it, and where it would come from.
A question whose facts are not worked out is answered all the same.
Beside the answer stands *no data*, and never a zero.

Each fact looks back over the {window}.
"""


class State(StrEnum):
    """How far a fact is."""

    COMPUTED = "worked out"
    KEPT = "not yet; its records are kept"
    NOT_KEPT = "not yet; its records are not kept yet"
    LOG = "not yet; needs more of a meeting than is written down"
    RECORD = "not yet; needs the partnership record"
    REVIEW = "not yet; comes from the reviews themselves"


@dataclass(frozen=True)
class Source:
    """Where the facts of a group come from."""

    words: str
    state: State


GROUPS: Mapping[str, Source] = {
    "returns": Source("requests, returns and reminders of a quarter", State.KEPT),
    "dq": Source("findings of returns, their explanations, and figures that were revised", State.KEPT),
    "proxy": Source("the plan's measures and their stand-ins", State.KEPT),
    "targets": Source("the plan's targets", State.KEPT),
    "verdict": Source("assessments of each quarter, and what people said otherwise", State.KEPT),
    "forecast": Source("owners' forecasts beside what happened", State.KEPT),
    "equality": Source("measures with parts by area or group", State.NOT_KEPT),
    "pack": Source("published packs", State.KEPT),
    "public": Source("a public edition of the pack", State.NOT_KEPT),
    "meeting": Source("who came to a meeting, and for whom", State.LOG),
    "decision": Source("decisions of a meeting, with owner, date and options", State.LOG),
    "challenge": Source("questions put in meetings, and their answers", State.LOG),
    "layer": Source("reviews and escalations of each layer", State.NOT_KEPT),
    "action": Source("the action tracker", State.KEPT),
    "risk": Source("the risk register and the decisions on it", State.KEPT),
    "money": Source("funds, budgets and spending", State.NOT_KEPT),
    "chain": Source("the map of links under an outcome", State.NOT_KEPT),
    "strategy": Source("the plan's outcomes and measures", State.KEPT),
    "network": Source("named contacts of each body", State.RECORD),
    "people": Source("named roles and their deputies", State.RECORD),
    "gov": Source("terms, agreements and interests", State.RECORD),
    "scrutiny": Source("what scrutiny examined and recommended", State.RECORD),
    "voice": Source("what residents said, with dates", State.RECORD),
    "benchmark": Source("the plan's comparators", State.KEPT),
    "review": Source("this review and last year's", State.REVIEW),
    "case": Source("the library of cases and what came of them", State.REVIEW),
}

NOT_KEPT = frozenset(
    {
        "returns.repeat_late_unescalated", "dq.low_grade_share", "dq.no_method_note_share", "dq.unsigned_share",
        "dq.conflicting_sources", "pack.late_papers_share", "pack.for_noting_share", "action.cost_stated_share",
        "action.from_oper", "action.employer_confirmed_share", "action.redated_unapproved", "risk.review_on_time_share",
        "risk.above_appetite_no_action", "risk.appetite_set_share", "risk.single_body_share", "risk.common_cause_open",
        "risk.raised_by_oper", "risk.control_evidence_share", "risk.action_kept_share", "risk.dependency_listed",
        "risk.lessons_share", "strategy.age_months",
    }
)  # fmt: skip
"""Facts that need something their group's records do not hold yet."""
KEPT = frozenset({"money.outcomes_mapped_share", "money.bodies_mapped_share", "money.exceptions_no_money_share"})
"""Facts whose records are kept although others of their group are not."""


def state_of(fact: FactKind, computed: frozenset[str]) -> State:
    """How far a fact is."""
    if fact.id in computed:
        return State.COMPUTED
    if fact.id in NOT_KEPT:
        return State.NOT_KEPT
    return State.KEPT if fact.id in KEPT else GROUPS[fact.group].state


def facts_page(computed: frozenset[str]) -> str:
    """The whole of `docs/review-facts.md`."""
    facts = seed_facts().facts
    asked = _asked()
    states = [state_of(fact, computed) for fact in facts]
    lines = [OPENING.format(window=seed_facts().window), "| How far | Facts |", "|---|---|"]
    lines += [f"| {state} | {states.count(state)} |" for state in State]
    group = ""
    for fact, state in zip(facts, states, strict=True):
        if fact.group != group:
            group = fact.group
            lines += ["", f"## {group}", "", f"From {GROUPS[group].words}.", ""]
            lines += ["| Fact | In | What it is | Asked about by | How far |", "|---|---|---|---|---|"]
        questions = ", ".join(asked.get(fact.id, ())) or "nothing yet"
        lines.append(f"| `{fact.id}` | {fact.unit} | {fact.meaning} | {questions} | {state} |")
    drawn = "This page is drawn from `lsp_core/reviews`: run `make docs` after a change there."
    return "\n".join([*lines, "", drawn, ""])


def _asked() -> Mapping[str, tuple[str, ...]]:
    """The questions that name each fact."""
    found: dict[str, dict[str, None]] = {}
    for instrument in seed_instruments().instruments:
        for question in instrument.questions:
            for criterion in (each for rule in question.rules for each in rule.criteria if each.fact):
                found.setdefault(criterion.fact, {})[question.id] = None
    return {fact: tuple(questions) for fact, questions in found.items()}
