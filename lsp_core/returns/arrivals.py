"""By which way a file came, from whom and when: what is said about it to whoever is answered."""

from dataclasses import dataclass

from lsp_core.returns.pointers import Pointer

FOLDER = "folder"
E_MAIL = "e-mail"
TELEPHONE = "telephone"
CHANNELS = {FOLDER: "through the shared folder", E_MAIL: "by e-mail", TELEPHONE: "by telephone"}
"""Each way a file comes, in words."""


@dataclass(frozen=True)
class Arrival:
    """How one file came."""

    channel: str = FOLDER
    sender: str = ""
    """The address an e-mail came from; empty for any other way."""
    message_id: str = ""
    """Of the e-mail that brought it, so that the answer joins its conversation."""
    pointers: tuple[Pointer, ...] = ()
    """What the way it came says about whose it is."""


BY_FOLDER = Arrival()
BY_TELEPHONE = Arrival(TELEPHONE)
NOT_SENT = Arrival("")
"""Of a file that is only tried out."""


def came_in_words(arrival: Arrival, name: str) -> str:
    """For example `by e-mail from Sam Oduya`; empty for a file not sent. `name` is a person we know, or empty."""
    who = name or arrival.sender
    return f"{CHANNELS.get(arrival.channel, arrival.channel)}{f' from {who}' if who else ''}"
