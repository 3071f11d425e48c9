"""The keys of messages: each names what happened and who is told, so that nobody is told the same thing twice.

A digest tells several things at once, and some of them may have been told before, in another company; so its key lists
them, and `things_told` finds them again.
"""

from collections.abc import Collection, Sequence

_AFTER_OPENING = ": "
_BETWEEN = "; "


def key(what: str, person: str) -> str:
    """The key of a message about one thing: `request 2023-24 Q1 COUNCIL to sam`."""
    return f"{what} to {person}"


def digest_key(what: str, person: str, things: Sequence[str]) -> str:
    """The key of a message about several things: `off track 2023-24 Q1 to cat: AE4H; EV`."""
    return key(what, person) + _AFTER_OPENING + _BETWEEN.join(things)


def things_told(what: str, person: str, keys: Collection[str]) -> set[str]:
    """The things a person has been told in digests of one sort, from the keys of everything told so far."""
    opening = key(what, person) + _AFTER_OPENING
    return {thing for one in keys if one.startswith(opening) for thing in one.removeprefix(opening).split(_BETWEEN)}


def told_already(digest: str, keys: Collection[str]) -> bool:
    """Whether everything in a digest has been told before, be it in one message or several."""
    opening, _, things = digest.partition(_AFTER_OPENING)
    what, _, person = opening.rpartition(" to ")
    return things_told(what, person, keys).issuperset(things.split(_BETWEEN))
