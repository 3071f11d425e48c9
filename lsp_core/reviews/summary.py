"""The lines a report begins with: how many claims the records contradict, how many nobody could test, and who spoke."""

from collections import Counter
from collections.abc import Sequence

from lsp_core.reviews.results import ONE_VOICE, QuestionResult, RoundResults
from lsp_core.reviews.rules import Label
from lsp_core.wording import count_of

PROPOSALS = (
    "Every threshold is this project's proposal, not yet calibrated, and is printed beside what it was held against."
)
BETTER_THAN_FELT = "The records look better than this feels; ask why."


def opening_lines(results: RoundResults) -> tuple[str, ...]:
    """The first lines, in the order they are read."""
    lines = [ONE_VOICE] if results.is_one_voice else []
    if results.dominant_body:
        lines.append(f"{results.dominant_body} gave more than a third of the answers; read them beside the others'.")
    lines.append(_contradicted(results.questions))
    lines.append(_untested(results.questions))
    if results.changed is not None:
        lines.append(results.changed.words)
    return (*(line for line in lines if line), PROPOSALS)


def _contradicted(results: Sequence[QuestionResult]) -> str:
    disputed = [result for result in results if result.is_contradicted]
    answers = sum(result.contradicted or 0 for result in disputed)
    if not disputed:
        return "No answer that could be tested is contradicted by the records. That is not evidence that all is well."
    of = f", in {count_of(answers, 'answer')}" if answers else ""
    return f"The records contradict answers to {len(disputed)} of {count_of(len(results), 'question')}{of}."


def _untested(results: Sequence[QuestionResult]) -> str:
    """One line for everything the records say nothing about, and nothing rosier."""
    labels = Counter(result.beside.label for result in results)
    said = [
        f"{labels[label]} {label}" for label in (Label.NO_DATA, Label.TOO_FEW, Label.CANNOT_BE_TESTED) if labels[label]
    ]
    return f"Of {count_of(len(results), 'question')}, not tested by the records: {', '.join(said)}." if said else ""


def beside_a_low_answer(result: QuestionResult) -> str:
    """What may be said where people claim little and no record is against them: a question, and never a correction."""
    is_low = result.claimed is not None and result.claimed <= result.scale.low_up_to
    return BETTER_THAN_FELT if is_low and result.beside.label is Label.NOT_CONTRADICTED else ""
