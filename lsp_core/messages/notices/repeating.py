"""Answering a file that was sent before: that it changes nothing, and which one was perhaps meant."""

from datetime import datetime
from zoneinfo import ZoneInfo

from lsp_core.messages.keys import key
from lsp_core.messages.notices.answering import answered
from lsp_core.messages.notices.notice import Notice, NoticeKind
from lsp_core.messages.notices.plain_text import letter
from lsp_core.messages.notices.receipts import Receipt
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.returns.arrivals import Arrival
from lsp_core.wording import moment


def repeat_notice(
    plan: Plan,
    to: str,
    *,
    mail: str,
    digest: str,
    file_name: str,
    reference: str,
    quarter: Quarter,
    first_at: datetime,
    now: datetime,
    arrival: Arrival,
) -> Notice:
    """A file we have already, by an e-mail with the key `mail`: to the partner's contact or another of its people.

    `reference` is the return it was taken as. Last quarter's file in answer to this quarter's request is the usual
    reason, and then the request is named.
    """
    zone = ZoneInfo(plan.partnership.time_zone)
    other = next((p for p in arrival.pointers if p.quarter is not None and p.quarter > quarter), None)
    request = reference.partition(" #")[0]
    return Notice(
        key=key(f"repeat {digest} {mail}", to),
        kind=NoticeKind.REPEAT,
        reference=request,
        to=to,
        subject=f"We have had this file before: {file_name} [{request}]",
        text=letter(
            "repeat",
            plan,
            to,
            reference=reference,
            months=quarter.months_label,
            first=moment(first_at, zone),
            other_months=other.quarter.months_label if other and other.quarter else "",
            other_reference=other.reference if other else "",
            file_name=file_name,
            fingerprint=digest,
            received=Receipt(file_name, digest, now, arrival).received(plan),
        ),
        in_reply_to=answered(plan, to, arrival),
    )
