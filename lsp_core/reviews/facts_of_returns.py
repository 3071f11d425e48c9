"""Facts about returns: in time, missing, right first time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from lsp_core.facts import ReturnReceived
from lsp_core.requests.due import DataRequest
from lsp_core.reviews.fact_values import FactValue
from lsp_core.reviews.seen import WINDOW, QuarterSeen, Seen, counted, shared

FEWEST_DUE = 3
"""Returns that a body must have owed before it is held against others."""


@dataclass(frozen=True)
class _Owed:
    """A return that was due, and the first that came for it."""

    request: DataRequest
    first: ReturnReceived | None
    zone: ZoneInfo
    cut_off: datetime

    @property
    def is_on_time(self) -> bool:
        """By the day it was promised for, whatever was extended for one figure in it."""
        due = min((self.request.due_of(item) for item in self.request.items), default=self.request.due_on)
        return self.first is not None and self.first.received_at.astimezone(self.zone).date() <= due

    @property
    def is_missing(self) -> bool:
        """Not there when the pack was made."""
        return self.first is None or self.first.received_at > self.cut_off


def _owed(quarter: QuarterSeen) -> list[_Owed]:
    facts = quarter.facts
    zone = ZoneInfo(facts.plan.partnership.time_zone)
    first: dict[str, ReturnReceived] = {}
    for received in sorted(facts.returns, key=lambda one: one.received_at):
        first.setdefault(received.partner, received)
    return [_Owed(request, first.get(request.partner.code), zone, facts.cut_off) for request in facts.requests]


def _all_owed(seen: Seen) -> list[_Owed]:
    return [owed for quarter in seen.quarters for owed in _owed(quarter)]


def _on_time_share(seen: Seen) -> FactValue:
    owed = _all_owed(seen)
    return shared("returns.on_time_share", seen, (o.request.reference for o in owed if o.is_on_time), len(owed))


def _on_time_worst_body(seen: Seen) -> FactValue:
    by_body: dict[str, list[_Owed]] = {}
    for owed in _all_owed(seen):
        by_body.setdefault(owed.request.partner.code, []).append(owed)
    shares = [
        shared("returns.on_time_worst_body", seen, (o.request.reference for o in owed if o.is_on_time), len(owed))
        for owed in by_body.values()
        if len(owed) >= FEWEST_DUE
    ]
    none = FactValue("returns.on_time_worst_body", None, 0, 0, WINDOW, seen.as_of)
    return min(shares, key=lambda share: share.value if share.value is not None else Decimal(2), default=none)


def _missing_share(seen: Seen) -> FactValue:
    owed = _all_owed(seen)
    return shared("returns.missing_share", seen, (o.request.reference for o in owed if o.is_missing), len(owed))


def _first_time_right(seen: Seen) -> FactValue:
    came = [owed.first for owed in _all_owed(seen) if owed.first is not None]
    return shared("returns.first_time_right", seen, (one.reference for one in came if not one.errors), len(came))


def _repeat_late_bodies(seen: Seen) -> FactValue:
    late = [{o.request.partner.code for o in _owed(quarter) if not o.is_on_time} for quarter in seen.quarters]
    twice = set[str]().union(*(before & after for before, after in pairwise(late)))
    asked = {o.request.partner.code for o in _all_owed(seen)} if len(late) > 1 else set()
    return counted("returns.repeat_late_bodies", seen, sorted(twice), len(asked), WINDOW)


RETURNS: Mapping[str, Callable[[Seen], FactValue]] = {
    "returns.on_time_share": _on_time_share,
    "returns.on_time_worst_body": _on_time_worst_body,
    "returns.missing_share": _missing_share,
    "returns.first_time_right": _first_time_right,
    "returns.repeat_late_bodies": _repeat_late_bodies,
}
