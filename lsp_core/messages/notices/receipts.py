"""The receipt for a file: what it was called, what its bytes were, when it came and by which way."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lsp_core.plan.model import Plan
from lsp_core.returns.arrivals import BY_FOLDER, Arrival, came_in_words
from lsp_core.wording import moment

FINGERPRINT_LENGTH = 12
"""Digits that name a file in a subject line. A receipt gives all 64."""


@dataclass(frozen=True)
class Receipt:
    """One file, as it was received."""

    file_name: str
    digest: str
    """The SHA-256 of its bytes, in hexadecimal."""
    received_at: datetime
    arrival: Arrival = BY_FOLDER

    @property
    def fingerprint(self) -> str:
        """Enough of the digest to tell one file from another."""
        return self.digest[:FINGERPRINT_LENGTH]

    def received(self, plan: Plan) -> str:
        """When, by which way and from whom, for example `20 July 2023 at 2pm, by e-mail from Sam Oduya`."""
        when = moment(self.received_at, ZoneInfo(plan.partnership.time_zone))
        known = (person.name for person in plan.people if person.email.casefold() == self.arrival.sender)
        return ", ".join(filter(None, [when, came_in_words(self.arrival, next(known, ""))]))

    def rows(self, plan: Plan) -> list[tuple[str, str]]:
        """As a list of labels and words."""
        return [
            ("File", self.file_name),
            ("Received", self.received(plan)),
            ("Fingerprint (SHA-256)", self.digest),
            ("Kept", "as you sent it"),
        ]
