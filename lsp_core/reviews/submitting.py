"""What a coordinator who submits for the partnership owes in words before it counts as submitted.

Nothing is refused for its colour: it can always be submitted, with the reasons printed beside it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from lsp_core.reviews.results import QuestionResult, RoundResults
from lsp_core.reviews.rules import Label
from lsp_core.reviews.scales import COLOURS, GREEN

GREEN_WALL = Decimal("0.8")
LONGEST_DISSENT_WORDS = 60


def reasons_needed(result: QuestionResult) -> tuple[str, ...]:
    """Each thing that a reason is needed for, because the submitted answer is better than it."""
    if result.coordinator is None:
        return ()
    needed = []
    bodies = result.published.whole.lower_median
    if bodies is not None and result.coordinator > bodies:
        submitted, median = result.scale.name(result.coordinator), result.scale.name(bodies)
        needed.append(f"You say {submitted}; the middle answer of the bodies is {median}.")
    if result.claim.label is Label.CONTRADICTED:
        needed.extend(_each_against(result))
    return tuple(needed)


def _each_against(result: QuestionResult) -> list[str]:
    return [f"The records contradict it: {'; '.join(each.words for each in result.claim.against)}."]


def what_blocks_submission(results: RoundResults, reasons: Mapping[str, str]) -> tuple[str, ...]:
    """The questions whose contradiction still wants a reason, where nearly everything is green; empty when none does.

    `reasons` are those given, by question.
    """
    claims = [result.claimed for result in results.questions if result.claimed is not None]
    green = claims.count(GREEN)
    if results.instrument.answer_scale is not COLOURS or not claims or Decimal(green) / len(claims) <= GREEN_WALL:
        return ()
    return tuple(
        result.question.id
        for result in results.questions
        if result.claim.label is Label.CONTRADICTED and not reasons.get(result.question.id, "").strip()
    )


def dissents_too_long(dissents: Iterable[str]) -> tuple[str, ...]:
    """Those that would not be printed in full."""
    return tuple(dissent for dissent in dissents if len(dissent.split()) > LONGEST_DISSENT_WORDS)
