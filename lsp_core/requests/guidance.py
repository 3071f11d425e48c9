"""How to fill the workbook in, as the headings and paragraphs of its Guidance sheet."""

from collections.abc import Iterator

from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest
from lsp_core.wording import day_with_weekday, exact_number


def guidance_for(plan: Plan, request: DataRequest) -> tuple[tuple[str, str], ...]:
    """Each question a data officer may have about this request, and its answer."""
    return (*_what_to_do(request), *_figures(plan, request), *_resources(request), *_afterwards(plan))


def _what_to_do(request: DataRequest) -> Iterator[tuple[str, str]]:
    yield "When it is due", f"{day_with_weekday(request.due_on)}."
    yield (
        "What to do",
        "Fill in the yellow boxes, save the workbook and reply to our e-mail with it attached. "
        "If some figures are not ready, send what you have, and the rest in the same workbook later.",
    )
    yield (
        "What not to change",
        "The codes and the periods, which tell us which figure is which. The other cells are locked against slips of "
        "the hand; there is no password. You may add rows, columns and sheets of your own, and sort.",
    )


def _figures(plan: Plan, request: DataRequest) -> Iterator[tuple[str, str]]:
    yield "Blank is not zero", "A blank box says that you are not answering yet. If there were none, type 0."
    yield (
        "How to type a figure",
        "As a number by itself, such as 1204 or 12.3. For a percentage, 12.3 or 12.3%.",
    )
    yield (
        "If there is no figure",
        "Choose not available, and say why in the Note and when it will come, if it will. That is an answer.",
    )
    limits = {due.measure.suppress_below for due in request.figures if due.measure.suppress_below is not None}
    if limits:
        yield (
            "If a number is very small",
            f"Type it all the same: a count below {max(limits)} is shown to nobody but you and the coordinator. "
            f"If you may not give it, type <{max(limits)}, * or c. That is an answer.",
        )
    yield (
        "If a figure may change",
        "Choose provisional. When you choose nothing we take the figure as final.",
    )
    yield (
        "If a figure is unusual",
        f"A box turns amber, and the Check column says so in words, when a figure is more than "
        f"{exact_number(plan.policies.requests.big_change_percent)}% away from the last one. If it is right, send it "
        f"and say why in the Note.",
    )
    if any(due.measure.from_counts for due in request.figures):
        yield (
            "Numerator and denominator",
            "Some figures are a fraction. Where the boxes are yellow give both counts; What we need says of what. "
            "If you give the counts and leave the figure blank, we work it out.",
        )
    yield (
        "If an earlier figure was wrong",
        "Put the right one on the Corrections sheet, and the reason. We keep the old one and show both. "
        "If there should be no figure at all, type withdrawn in its place, and why.",
    )


def _resources(request: DataRequest) -> Iterator[tuple[str, str]]:
    if request.funds:
        yield (
            "Money and people",
            "On the Resources sheet, in whole pounds. Change the year's budget only if it has changed. Full-time "
            "equivalent staff may have a decimal, such as 3.5.",
        )


def _afterwards(plan: Plan) -> Iterator[tuple[str, str]]:
    coordinator = plan.person(plan.partnership.coordinator)
    yield (
        "What happens next",
        "We answer with the figures as we read them, and anything we need to ask about them.",
    )
    yield "Who to ask", f"{coordinator.name}, {coordinator.role}: {plan.partnership.reply_to}"
