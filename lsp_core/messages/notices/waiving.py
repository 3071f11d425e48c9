"""Telling a partner that a check has been waived for it, or that this has been taken back."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from lsp_core.messages.keys import key
from lsp_core.messages.notices.notice import Notice, NoticeKind
from lsp_core.messages.notices.plain_text import letter
from lsp_core.plan.model import Partner, Plan
from lsp_core.returns.waivers import Waiver
from lsp_core.wording import day, moment


def waiver_notice(
    plan: Plan, waiver: Waiver, partner: Partner, about: str, checks: str, taken: Sequence[str] = ()
) -> Notice:
    """Who waived what until when and why. `about` is what it is for, `checks` what the rule checks, and `taken` the
    figures that could be taken at once."""
    does = "waived no longer" if waiver.is_withdrawn else "waived"
    when = moment(waiver.at, ZoneInfo(plan.partnership.time_zone))
    reference = f"{waiver.rule} {waiver.about}"
    event = f"{'end of ' if waiver.is_withdrawn else ''}waiver {reference} {waiver.quarter or 'any quarter'}"
    return Notice(
        key=key(f"{event} {waiver.at.isoformat()}", partner.contact),
        kind=NoticeKind.WAIVER,
        reference=reference,
        to=partner.contact,
        subject=f"Check {does}: {waiver.rule} for {about} [{reference}]",
        text=letter(
            "waiver",
            plan,
            partner.contact,
            waiver=waiver,
            about=about,
            checks=checks,
            quarter=waiver.quarter.months_label if waiver.quarter else "",
            until=day(waiver.until),
            when=when,
            taken=taken,
        ),
    )
