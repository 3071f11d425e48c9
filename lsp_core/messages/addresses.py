"""Where a person's messages go: their e-mail address through the partnership's mail server, and their own targets.

An address is worked out at the moment of sending, from the plan and settings as they then are, so that correcting
either one is enough to set a stuck message free, and no secret is ever stored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from lsp_core.errors import DeliveryError
from lsp_core.plan.model import Person

MAIL = "mail"
"""The route to everybody: their e-mail address."""
EVERY_TAG = "all"
"""The target that hears everything, whatever a message's tag."""
_PLACEHOLDER = re.compile(r"\{secret:([A-Za-z0-9_]+)\}")


@dataclass(frozen=True)
class Address:
    """One place to hand one message to."""

    url: str = field(repr=False)
    """For Apprise, secrets filled in. Never print it; print `shown`."""
    shown: str
    """What may be printed: `sam@example.org`, or `the off-track target of Sam Person`."""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """Whatever must be struck out of anything said about a failure."""


def routes(person: Person, tag: str) -> tuple[str, ...]:
    """The ways a message with this tag goes to a person: always `mail`, and their target for the tag or for all.

    Each is a message of its own in the outbox, so that one that fails is tried again without repeating the others.
    """
    return (MAIL, *(target for target in dict.fromkeys((tag, EVERY_TAG)) if target in person.targets))


def address(person: Person, route: str, mail_url: str, secrets: Mapping[str, str]) -> Address:
    """Where one of a person's routes leads today.

    `mail_url` is an Apprise URL without a recipient, such as `mailto://smtp.example.org:25?from=team@example.org`, or
    the `folder_url` of a folder. Raises `DeliveryError` when a target or a secret is not there.
    """
    if route == MAIL:
        return filled(_with_recipient(mail_url, person.email), person.email, secrets)
    shown = f"{route} target of {person.name}"
    if route not in person.targets:
        raise DeliveryError(f"The {shown} is no longer in the plan", "Put it back in people.yaml, and load the plan.")
    return filled(person.targets[route], f"the {shown}", secrets)


def folder_url(folder: Path) -> str:
    """The mail URL that writes every e-mail into a folder and sends none."""
    path = folder.absolute().as_posix()
    return "eml://" + quote(path if path.startswith("/") else f"/{path}")


def _with_recipient(mail_url: str, email: str) -> str:
    """The address goes in as one quoted value, so nothing in it can be read as another setting or recipient."""
    return f"{mail_url}{'&' if '?' in mail_url else '?'}to={quote(email, safe='')}"


def filled(template: str, shown: str, secrets: Mapping[str, str]) -> Address:
    """The template with each `{secret:NAME}` replaced by its value, quoted for use in a URL."""
    used: list[str] = []

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if not secrets.get(name):
            raise DeliveryError(
                f"The way to {shown} needs the secret {name}, which is not set",
                f"Set LSP_SECRET_{name}, or take {{secret:{name}}} out of the address.",
            )
        used.append(secrets[name])
        return quote(secrets[name], safe="")

    url = _PLACEHOLDER.sub(value, template)
    return Address(url, shown, _strikeable(url, used))


def _strikeable(url: str, used: list[str]) -> tuple[str, ...]:
    """Every form a secret may take in what a library says: as set, as quoted, and the whole URL. Longest first."""
    try:
        password = urlsplit(url).password or ""
    except ValueError:
        password = ""
    plain = [*used, password]
    forms = {url, *plain, *(quote(secret, safe="") for secret in plain)}
    return tuple(sorted(filter(None, forms), key=len, reverse=True))
