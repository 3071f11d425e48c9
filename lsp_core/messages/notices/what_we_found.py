"""What the sheet in a workbook given back says above and below its findings."""

from collections.abc import Sequence

from lsp_core.findings import Finding, Severity, held_back
from lsp_core.messages.notices.read_back import measures_by_code, read_back
from lsp_core.messages.notices.receipts import Receipt
from lsp_core.messages.notices.since_last import since_in_words
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest
from lsp_core.returns.marking.marked import WhatWasFound
from lsp_core.returns.marking.marks import severity_of
from lsp_core.returns.rows import Reading
from lsp_core.returns.since import Since, to_tell
from lsp_core.wording import count_of, listed


def what_we_found(
    plan: Plan,
    request: DataRequest,
    reading: Reading,
    findings: Sequence[Finding],
    receipt: Receipt,
    compared: Since | None = None,
) -> WhatWasFound:
    """The same verdict as the message gives, for the workbook that goes with it."""
    told = to_tell(findings, compared)
    since = since_in_words(compared, request, measures_by_code(plan, request)) if compared else []
    return WhatWasFound(
        reference=request.reference,
        title=f"What we found in your return for {request.quarter.months_label}",
        opening=[*since, *_verdict(told)],
        findings=told,
        read_back=read_back(plan, request, reading, held_back(findings)),
        receipt=[("Request", request.reference), *receipt.rows(plan)],
    )


def _verdict(findings: Sequence[Finding]) -> list[str]:
    """How much there is to do, and how to do it."""
    by_severity = {severity: sum(severity_of(f) is severity for f in findings) for severity in Severity}
    errors, queries = by_severity[Severity.ERROR], by_severity[Severity.QUERY]
    to_do = [f"{count_of(errors, 'thing')} must be fixed"] if errors else []
    to_do += [f"{count_of(queries, 'thing')} to check, or to explain in the note beside it"] if queries else []
    if not to_do:
        return ["There is nothing for you to put right. Thank you."]
    return [
        f"{listed(to_do)}. A figure that must be fixed is not taken until it is right; all the others are.",
        "Click a cell's address below to go to it. Put it right there, save this workbook and send it back: our marks, "
        "our comments and this sheet are taken no notice of.",
    ]
