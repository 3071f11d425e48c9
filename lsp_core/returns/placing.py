"""Which request a return answers, from everything that says so, and the questions to ask where that is in doubt.

The signs and their order are `lsp_core.returns.pointers`. Here they are held against the requests that were made and
the people who are known.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lsp_core.errors import ReturnRefusedError, WhichQuarterError
from lsp_core.findings import NOWHERE, Finding, Severity
from lsp_core.plan.model import Partner, Person, Plan
from lsp_core.requests.due import DataRequest
from lsp_core.returns.arrivals import Arrival
from lsp_core.returns.pointers import INSIDE, Pointer, Sign, Whose, sender_pointers, whose_is_it
from lsp_core.returns.rows import Reading
from lsp_core.wording import listed

_IN_THE_FILE = (*INSIDE, Sign.FILE_NAME)


@dataclass(frozen=True)
class Asked:
    """What has been asked of whom: what a return is held against to find its request."""

    plan: Plan
    requests: Mapping[str, DataRequest]
    """Every request made, by its reference in upper case."""
    open: Collection[str]
    """The references of those whose quarter takes returns."""


@dataclass(frozen=True)
class Place:
    """The request a return answers, and what to ask about that."""

    request: DataRequest
    findings: tuple[Finding, ...] = ()


def place(asked: Asked, reading: Reading, arrival: Arrival) -> Place:
    """The request a return answers. Raises `ReturnRefusedError` when it names none, or one we did not make, and
    `WhichQuarterError` when it could be for either of two quarters."""
    whose = whose_is_it(pointers(asked, reading, arrival))
    if whose.pointer is None:
        raise ReturnRefusedError(
            "The file does not say which request it answers",
            "Send the workbook that came with the request, or put its reference (such as 2023-24 Q1 COUNCIL) in the "
            "file's name.",
        )
    request = asked.requests.get(whose.pointer.reference.upper())
    if request is None:
        raise ReturnRefusedError(
            f"The file answers {whose.pointer.reference!r}, which is not a request this partnership has made",
            "Check the reference in the file's name, and that the workbook is this partnership's.",
        )
    _check_one_identity(whose)
    _check_quarter(whose, asked)
    return Place(request, tuple(_questions(asked, request, whose, arrival)))


def pointers(asked: Asked, reading: Reading, arrival: Arrival) -> list[Pointer]:
    """Every sign there is. What stands outside the file counts only where it names a request that was made: a subject
    may say anything. Whose address it is counts only where nothing else says."""
    found = [*reading.pointers, *(one for one in arrival.pointers if one.reference.upper() in asked.requests)]
    if found or not arrival.sender:
        return found
    people = {partner.code: addresses(asked.plan, partner) for partner in asked.plan.partners}
    return sender_pointers(arrival.sender, people, sorted(asked.open))


def people_of(plan: Plan, partner: Partner) -> list[Person]:
    """The people who may hear about a partner's return: its contact, the senior person, and whoever works there."""
    named = (partner.contact, partner.senior)
    return [person for person in plan.people if person.code in named or person.partner == partner.code]


def addresses(plan: Plan, partner: Partner) -> set[str]:
    """Their e-mail addresses, in lower case."""
    return {person.email.casefold() for person in people_of(plan, partner)}


def partner_named(asked: Asked, reading_pointers: Collection[Pointer]) -> Partner | None:
    """The one partner that every sign names, for a file that could not be placed; None when they name none or two."""
    named = {pointer.partner for pointer in reading_pointers}
    return next((p for p in asked.plan.partners if {p.code.upper()} == named), None)


def _check_one_identity(whose: Whose) -> None:
    other = whose.inside_disagrees
    if other is not None and whose.pointer is not None:
        raise ReturnRefusedError(
            f"The workbook says that it answers {whose.pointer.reference} ({whose.pointer.sign}) and also that it "
            f"answers {other.reference} ({other.sign})",
            "Copy the figures into the workbook that came with the request, and send that.",
        )


def _check_quarter(whose: Whose, asked: Asked) -> None:
    """Last quarter's workbook in answer to this quarter's request is either the wrong file, or this quarter's figures
    in the wrong file; taking it for either would be a guess."""
    believed, other = whose.pointer, whose.wrong_quarter
    if believed is None or other is None or believed.quarter is None or other.quarter is None:
        return
    raise WhichQuarterError(
        f"By {believed.sign} the file is for {believed.quarter.months_label}, and by {other.sign} it is for "
        f"{other.quarter.months_label}",
        f"For {other.quarter.months_label}, put the figures into the workbook {other.reference} that came with the "
        f"request, and send that. To correct {believed.quarter.months_label}, send this file in a new e-mail that "
        f"answers none of ours, under a name that says {believed.reference}.",
    )


def _questions(asked: Asked, request: DataRequest, whose: Whose, arrival: Arrival) -> list[Finding]:
    pointer = whose.pointer
    if pointer is None:
        return []
    senders = [p for p in asked.plan.partners if arrival.sender in addresses(asked.plan, p)]
    other = whose.other_partner
    if other is not None:
        return [_other_partner(request, pointer, f"{other.sign} says {other.reference}")]
    if senders and request.partner.code not in [partner.code for partner in senders]:
        theirs = listed(partner.name for partner in senders)
        return [_other_partner(request, pointer, f"{arrival.sender} is an address of {theirs}")]
    if arrival.sender and not senders:
        return [_unknown_sender(request, pointer, arrival.sender)]
    return []


def _other_partner(request: DataRequest, pointer: Pointer, but: str) -> Finding:
    return Finding(
        rule="WHO-001",
        severity=Severity.QUERY,
        where=NOWHERE,
        subject=request.reference,
        found=f"{pointer.sign} says {pointer.reference}, and {but}",
        expected=f"a file from one of the people of {request.partner.name}",
        remedy="If the file is yours, reply and say so. If it is not, tell us at once: its figures have been taken.",
        row=0,
    )


def _unknown_sender(request: DataRequest, pointer: Pointer, sender: str) -> Finding:
    return Finding(
        rule="WHO-002",
        severity=Severity.NOTE,
        where=NOWHERE,
        subject=request.reference,
        found=f"{sender}, an address we do not have for {request.partner.name}",
        expected="an address of one of its people",
        remedy="It was taken because the file says whose it is. If you do not know who sent it, tell us at once.",
        row=0,
    )
