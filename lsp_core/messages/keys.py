"""The keys of messages: each names what happened and who is told, so that nobody is told the same thing twice.

A digest tells several things at once, and some of them may have been told before, in another company; so its key lists
them, and `things_told` finds them again.
"""

from collections.abc import Collection, Iterator, Sequence

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


def all_things_told(what: str, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """Everything told in digests of one sort, each with the person it was told to."""
    opening = key(what, "")
    for one in keys:
        if one.startswith(opening):
            person, after, things = one.removeprefix(opening).partition(_AFTER_OPENING)
            if after:
                yield from ((person, thing) for thing in things.split(_BETWEEN))
