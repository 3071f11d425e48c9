"""A partner's data quality in one quarter: what its returns were like, from the records alone, with counts.

There is no total and no order of merit: a mark would be managed to, and six characteristics cannot be added up. The
partner sees it first, in the answer to its return; boards see it afterwards, in the pack.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from lsp_core.findings import Characteristic, Finding, Severity
from lsp_core.observations import FigureKey, Observation, ResourceObservation, Vintage
from lsp_core.periods import Quarter
from lsp_core.requests.due import DataRequest
from lsp_core.requests.extensions import EVERYTHING
from lsp_core.wording import count_of, day, listed


@dataclass(frozen=True)
class CheckedReturn:
    """One return and everything that was found in it."""

    received_at: datetime
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Raised:
    """How many different things were found, each counted once however often it was sent."""

    errors: int
    queries: int

    def in_words(self) -> str:
        """For example `1 error and 2 queries`; `nothing found` for none."""
        said = [count_of(self.errors, "error")] if self.errors else []
        said += [count_of(self.queries, "query", "queries")] if self.queries else []
        return listed(said) or "nothing found"


@dataclass(frozen=True)
class PartnerQuality:
    """What one partner's data was like in one quarter."""

    partner: str
    """The partner's name."""
    due_on: date
    first_received: date | None
    figures_asked: int
    figures_sent: int
    figures_without_value: int
    """Said to be not available, or taken back."""
    funds_asked: int
    funds_sent: int
    first_time_errors: int
    """In the first return."""
    queries: int
    explained: int
    revised: int
    withdrawn: int
    waived: int
    by_characteristic: Mapping[Characteristic, Raised]

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each heading, and what is said under it with the counts behind it."""
        answer = (("On time", self._on_time()), ("Complete", self._complete()))
        if self.first_received is None:  # where nothing has come, nothing was found, which is no credit to anybody
            return _sentences(answer)
        told = (
            *answer,
            ("Errors first time", self._first_time()),
            ("Queries explained", f"{self.explained} of {self.queries}." if self.queries else "There were none."),
            ("Past figures changed", self._changed()),
            ("Waived", f"{count_of(self.waived, 'check')}." if self.waived else ""),
            *((c.capitalize(), f"{found.in_words()}.") for c, found in self.by_characteristic.items()),
        )
        return _sentences(told)

    def in_short(self) -> str:
        """One line for an answer."""
        answered, changed = self.figures_sent + self.figures_without_value, self.revised + self.withdrawn
        said = [self._on_time(), self._first_time()]
        if self.figures_asked:
            said.append(f"{answered} of {count_of(self.figures_asked, 'figure')} answered")
        if self.queries:
            said.append(f"{self.explained} of {count_of(self.queries, 'query', 'queries')} explained")
        if changed:
            said.append(f"{count_of(changed, 'past figure')} changed")
        return _sentence("; ".join(one.rstrip(".") for one in said if one) + ".")

    def _on_time(self) -> str:
        if self.first_received is None:
            return f"no return yet; due on {day(self.due_on)}."
        late = (self.first_received - self.due_on).days
        how = f"{count_of(abs(late), 'day')} {'after' if late > 0 else 'before'}" if late else "on the day"
        return f"first return on {day(self.first_received)}, {how} it was due."

    def _complete(self) -> str:
        said = []
        if self.figures_asked:
            said.append(f"{self.figures_sent} of {count_of(self.figures_asked, 'figure')} sent")
        if self.figures_without_value:
            said.append(f"{self.figures_without_value} said to be not available or taken back")
        if self.funds_asked:
            said.append(f"{self.funds_sent} of {count_of(self.funds_asked, 'fund report')} sent")
        return f"{listed(said)}." if said else ""

    def _first_time(self) -> str:
        if self.first_received is None:
            return ""
        errors = count_of(self.first_time_errors, "error") if self.first_time_errors else "no errors"
        return f"{errors} in the first return."

    def _changed(self) -> str:
        said = [f"{self.revised} revised"] * bool(self.revised) + [f"{self.withdrawn} taken back"] * bool(
            self.withdrawn
        )
        return f"{listed(said)}." if said else "none."


def quality_of(
    request: DataRequest,
    returns: Sequence[CheckedReturn],
    known: Mapping[FigureKey, Observation],
    resources: Mapping[tuple[str, Quarter], ResourceObservation],
    zone: tzinfo,
) -> PartnerQuality:
    """What a partner's returns to one request were like; `returns` come oldest first."""
    found = [finding for one in returns for finding in one.findings]
    answered = [known.get((due.measure.code, due.period)) for due in request.figures]
    came = [held for held in answered if held is not None]
    queries = {(f.rule, f.subject) for f in found if f.severity is Severity.QUERY}
    return PartnerQuality(
        partner=request.partner.name,
        due_on=request.due_of(EVERYTHING),
        first_received=returns[0].received_at.astimezone(zone).date() if returns else None,
        figures_asked=len(request.figures),
        figures_sent=sum(held.value is not None for held in came),
        figures_without_value=sum(held.value is None for held in came),
        funds_asked=len(request.funds),
        funds_sent=sum((fund.code, request.quarter) in resources for fund in request.funds),
        first_time_errors=sum(f.severity is Severity.ERROR for f in returns[0].findings) if returns else 0,
        queries=len(queries),
        explained=len({(f.rule, f.subject) for f in found if f.severity is Severity.QUERY and f.explained}),
        revised=_count(known.values(), request, Vintage.REVISED),
        withdrawn=_count(known.values(), request, Vintage.WITHDRAWN),
        waived=len({(f.rule, f.subject) for f in found if f.waived}),
        by_characteristic={characteristic: _raised(found, characteristic) for characteristic in Characteristic},
    )


def _raised(found: Sequence[Finding], characteristic: Characteristic) -> Raised:
    different = {(f.rule, f.subject, f.severity) for f in found if f.characteristic == characteristic}
    severities = [severity for _, _, severity in different]
    return Raised(severities.count(Severity.ERROR), severities.count(Severity.QUERY))


def _count(known: Iterable[Observation], request: DataRequest, vintage: Vintage) -> int:
    """Figures that came in this request's returns and are of a vintage."""
    came_in = f"{request.reference} #"
    return sum(held.vintage is vintage and held.return_reference.startswith(came_in) for held in known)


def _sentences(told: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, _sentence(text)) for heading, text in told if text)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
