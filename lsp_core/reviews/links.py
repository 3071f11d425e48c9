"""The links of a delivery chain, each rated from both of its ends."""

from collections.abc import Iterable
from dataclasses import dataclass

WEAK_UP_TO = 2
ENDS_DISAGREE_FROM = 2


@dataclass(frozen=True)
class Link:
    """Something that one body passes to another: money, a plan, a service, data."""

    giver: str
    taker: str
    passes: str
    said_by_giver: int | None = None
    """Its strength from 1 to 4 as the giving end sees it; None when that end has not said."""
    said_by_taker: int | None = None
    has_risk_or_action: bool = False

    @property
    def strength(self) -> int | None:
        """The lower of what the two ends say: a link is as strong as its weaker end finds it."""
        said = [strength for strength in (self.said_by_giver, self.said_by_taker) if strength is not None]
        return min(said, default=None)

    @property
    def ends_disagree(self) -> bool:
        """Whether the two ends see two different links."""
        if self.said_by_giver is None or self.said_by_taker is None:
            return False
        return abs(self.said_by_giver - self.said_by_taker) >= ENDS_DISAGREE_FROM

    @property
    def is_weak(self) -> bool:
        """Whether it belongs on its outcome's exception page, and has to have a risk or an action."""
        return self.strength is not None and self.strength <= WEAK_UP_TO

    @property
    def said(self) -> str:
        """What the page prints."""
        name = f"{self.giver} to {self.taker} ({self.passes})"
        if self.ends_disagree:
            return (
                f"{name}: the two ends disagree: {self.giver} says {self.said_by_giver} of 4, "
                f"{self.taker} says {self.said_by_taker}"
            )
        return f"{name}: {self.strength} of 4" if self.strength is not None else f"{name}: nobody has said"


def weakest(links: Iterable[Link], most: int = 3) -> tuple[Link, ...]:
    """The weakest few, those whose ends disagree before others as weak."""
    rated = [link for link in links if link.strength is not None]
    return tuple(
        sorted(rated, key=lambda link: (link.strength or 0, not link.ends_disagree, link.giver, link.taker))[:most]
    )


def unattended(links: Iterable[Link]) -> tuple[Link, ...]:
    """The weak links with neither a risk nor an action."""
    return tuple(link for link in links if link.is_weak and not link.has_risk_or_action)
