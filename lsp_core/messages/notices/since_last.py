"""What a return changed since the one before it, in the sender's words."""

from collections.abc import Sequence

from lsp_core.findings import Finding
from lsp_core.messages.notices.read_back import figure_name, figure_value, position_in_words
from lsp_core.plan.model import Measure
from lsp_core.requests.due import DataRequest
from lsp_core.returns.rows import FigureRow, ResourceRow
from lsp_core.returns.since import Since
from lsp_core.wording import count_of, listed

MOST_NAMED = 10
"""Of one sort; the rest are counted."""


def since_in_words(compared: Since, request: DataRequest, measures: dict[str, Measure]) -> list[str]:
    """For example `You changed 1 figure: Repairs done in time, April to June 2023, from 812.0% to 81.2%.` and
    `39 figures are as before.`; measures by code in capitals."""
    funds = {fund.code.upper(): fund.name for fund in request.funds}

    def name(row: FigureRow | ResourceRow) -> str:
        return funds.get(row.fund, row.fund) if isinstance(row, ResourceRow) else figure_name(row, measures)

    def value(row: FigureRow | ResourceRow) -> str:
        return position_in_words(row) if isinstance(row, ResourceRow) else figure_value(row, measures)

    changed = [f"{name(now)}, from {value(before)} to {value(now)}" for before, now in compared.changed]
    new = [f"{name(row)}: {value(row)}" for row in compared.new]
    left_out = [name(row) for row in compared.left_out]
    return [
        *_named("You changed {}", changed),
        *_named("You added {}", new),
        *_as_before(compared, nothing_else=not (changed or new)),
        *_named("This file leaves out {}, which stays as we have it" if len(left_out) == 1 else
                "This file leaves out {}, which stay as we have them", left_out),
        *_put_right(compared.gone),
    ]  # fmt: skip


def _named(what: str, items: Sequence[str]) -> list[str]:
    """One sentence that counts and names, or none when there is nothing to name."""
    if not items:
        return []
    named = "; ".join([*items[:MOST_NAMED], *_others(len(items))])
    return [f"{what.format(count_of(len(items), 'figure'))}: {named}."]


def _others(count: int) -> list[str]:
    return [f"and {count_of(count - MOST_NAMED, 'other')}"] if count > MOST_NAMED else []


def _as_before(compared: Since, nothing_else: bool) -> list[str]:
    count = len(compared.unchanged)
    if not count:
        return []
    figures = count_of(count, "figure")
    if nothing_else:
        return [f"No figure has changed: {figures} {'is' if count == 1 else 'are'} as before."]
    return [f"{figures} {'is' if count == 1 else 'are'} as before."]


def _put_right(gone: Sequence[Finding]) -> list[str]:
    if not gone:
        return []
    subjects = list(dict.fromkeys(finding.subject for finding in gone))
    return [f"Thank you for putting right: {listed([*subjects[:MOST_NAMED], *_others(len(subjects))])}."]
