"""Who stands in for whom on a day: a person who is away is not written to, the person who covers for them is."""

from datetime import date

from lsp_core.plan.model import Cover, Plan


def stands_in(plan: Plan, person: str, day: date) -> str:
    """The person written to in somebody's stead on a day; themselves when they are there, or when everybody who would
    cover for them is away too."""
    seen = [person]
    while (cover := _cover(plan, seen[-1], day)) is not None:
        if cover.by in seen:
            return person
        seen.append(cover.by)
    return seen[-1]


def may_stand_in(plan: Plan, person: str) -> set[str]:
    """The person and everybody who covers for them at any time, for finding what has been told in their stead."""
    found: set[str] = set()
    ahead = {person}
    while ahead:
        one = ahead.pop()
        found.add(one)
        ahead |= {cover.by for cover in plan.person(one).covers} - found
    return found


def _cover(plan: Plan, person: str, day: date) -> Cover | None:
    covers = plan.person(person).covers
    return next((cover for cover in covers if cover.first_day <= day <= cover.last_day), None)
