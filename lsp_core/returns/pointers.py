"""Whose a file is and for which quarter: the signs it carries, in the order they are believed, and where they disagree.

The workbook's own identity comes first and the sender's address last. Addresses and names are easily wrong (a colleague
sends it, a group sends for two of its trusts), while the identity inside travels with the workbook. Where
signs disagree in a way that could put figures under the wrong quarter, the sender is asked; nothing is guessed.
"""

import hmac
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePath

from lsp_core.errors import PeriodError
from lsp_core.periods import Quarter, year_pair


class Sign(StrEnum):
    """What says whose a file is, most trusted first; in words that follow "by"."""

    PROPERTY = "the workbook's property"
    HIDDEN_SHEET = "the workbook's hidden sheet"
    DEFINED_NAME = "the workbook's defined name"
    FILE_NAME = "the file's name"
    REPLY_TAG = "the address it was sent to"
    SUBJECT = "the e-mail's subject"
    THREAD = "the message it answers"
    SENDER = "the sender's address"


MOST_TRUSTED_FIRST = tuple(Sign)
INSIDE = (Sign.PROPERTY, Sign.HIDDEN_SHEET, Sign.DEFINED_NAME)
"""The signs that are in the workbook itself and travel with it."""


@dataclass(frozen=True)
class Pointer:
    """One sign: the request it points to, and where it was found."""

    sign: Sign
    reference: str
    """Such as `2023-24 Q1 COUNCIL`."""
    found_in: str = ""
    """The text it was found in, for saying so: a file name, a subject, an address."""

    @property
    def quarter(self) -> Quarter | None:
        """The quarter it points to; None when it is not written as one."""
        return _parts(self.reference)[0]

    @property
    def partner(self) -> str:
        """The partner it points to, upper case."""
        return _parts(self.reference)[1].upper()


@dataclass(frozen=True)
class Whose:
    """What the signs come to together."""

    pointer: Pointer | None
    """The one that is believed; None when nothing says whose it is."""
    wrong_quarter: Pointer | None = None
    """A sign of a later quarter than the workbook's own: last quarter's file, or its figures in last quarter's file."""
    other_partner: Pointer | None = None
    """A sign that points to somebody else."""
    inside_disagrees: Pointer | None = None
    """A second identity inside the workbook itself."""


def whose_is_it(pointers: Iterable[Pointer]) -> Whose:
    """The most trusted sign, and the first of each sort that disagrees with it.

    A sign of an *earlier* quarter outside the file is no disagreement: people answer an old message with a new
    workbook, or save it over an old name. One of a *later* quarter is: they attached last quarter's workbook.
    """
    ordered = sorted(pointers, key=lambda pointer: MOST_TRUSTED_FIRST.index(pointer.sign))
    if not ordered:
        return Whose(None)
    believed, others = ordered[0], ordered[1:]
    return Whose(
        pointer=believed,
        wrong_quarter=_first(other for other in others if _is_later(other, believed)),
        other_partner=_first(other for other in others if other.partner != believed.partner),
        inside_disagrees=_first(
            other for other in others if other.sign in INSIDE and other.reference.upper() != believed.reference.upper()
        ),
    )


def sender_pointers(address: str, people: Mapping[str, Collection[str]], open_requests: Sequence[str]) -> list[Pointer]:
    """What an address points to: the open requests of the partners it belongs to, when there is just one.

    `people` has each partner's addresses. Somebody who answers for two partners, or for two open quarters, points
    nowhere.
    """
    partners = {code.upper() for code, addresses in people.items() if address.casefold() in addresses}
    theirs = [reference for reference in open_requests if _parts(reference)[1].upper() in partners]
    return [Pointer(Sign.SENDER, theirs[0], address)] if len(theirs) == 1 else []


def reference_in(name: str) -> str:
    """The request that a file's name says it answers: `Copy of ANYTOWN-2023-24-Q1-COUNCIL (2).xlsx` answers
    `2023-24 Q1 COUNCIL`. Empty when it does not say."""
    return reference_in_text(PurePath(name.replace("\\", "/")).stem)


def reference_in_text(text: str) -> str:
    """The first request a text names, written with hyphens or spaces. Empty when it names none."""
    match = _REFERENCE.search(text)
    if match is None or match["following"] != year_pair(int(match["year"]))[-2:]:
        return ""
    return f"{Quarter(int(match['year']), int(match['quarter'])).code} {match['partner'].rstrip('._-')}"


_REFERENCE = re.compile(
    r"(?<!\d)(?P<year>\d{4})-(?P<following>\d{2})[-_ ]+[Qq](?P<quarter>[1-4])[-_ ]+(?P<partner>[A-Za-z0-9][\w.-]*)",
    re.ASCII,
)

_SIGNATURE_LENGTH = 10
"""Hexadecimal digits: too many to guess by mail, few enough for an address."""
_TAG = re.compile(r"^[^@+]+\+(?P<reference>[\w.-]+?)\.(?P<signature>[0-9a-f]{10})@", re.ASCII | re.IGNORECASE)


def tagged(address: str, reference: str, secret: str) -> str:
    """The address replies go to, with a signed tag: `returns+2023-24-Q1-COUNCIL.5f0c9a1b2e@example.org`."""
    name, _, domain = address.partition("@")
    written = reference.replace(" ", "-")
    return f"{name}+{written}.{_signature(written, secret)}@{domain}"


def reference_in_address(address: str, secret: str) -> str:
    """The request that a tagged address names, if the tag is one we signed. Empty otherwise."""
    match = _TAG.match(address)
    if not secret or match is None:
        return ""
    is_ours = hmac.compare_digest(_signature(match["reference"], secret), match["signature"].lower())
    return reference_in_text(match["reference"]) if is_ours else ""


def _signature(written: str, secret: str) -> str:
    """Of the tag in lower case, because some servers change the case of an address."""
    return hmac.new(secret.encode(), written.lower().encode(), sha256).hexdigest()[:_SIGNATURE_LENGTH]


def _parts(reference: str) -> tuple[Quarter | None, str]:
    year, _, rest = reference.partition(" ")
    number, _, partner = rest.partition(" ")
    try:
        return Quarter.parse(f"{year} {number}"), partner
    except PeriodError:
        return None, ""


def _is_later(other: Pointer, believed: Pointer) -> bool:
    return other.quarter is not None and believed.quarter is not None and other.quarter > believed.quarter


def _first(found: Iterable[Pointer]) -> Pointer | None:
    return next(iter(found), None)
