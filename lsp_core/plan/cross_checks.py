"""What only makes sense across fields and entries: one function to a rule, in the order of `CHECKS`.

A rule looks at entries whose every field could be read; codes are looked after in `lsp_core.plan.references`, periods
in `period_checks`, and what a policy or a profile asks for in `policy_checks` and `profile_checks`. Each mistake is
told at the very cell or key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo, available_timezones

from lsp_core.plan.comparator_checks import check_comparator_figures, check_comparator_sets
from lsp_core.plan.declared import Declared
from lsp_core.plan.model import (
    Board,
    Comparator,
    ComparatorFigure,
    ComparatorSet,
    Frequency,
    Fund,
    History,
    Indicator,
    Measure,
    Outcome,
    Partner,
    Partnership,
    Person,
    Policies,
    Risk,
    Target,
    Theme,
)
from lsp_core.plan.policy_checks import check_agreed_tolerances, check_policies, check_policies_suit
from lsp_core.plan.profile_checks import check_bands, check_profile, check_target
from lsp_core.plan.whole_checks import check_wholes
from lsp_core.plan.written import Entry, Mistakes, Place, quoted, suggestion

MESSAGE_TAGS = ("requests", "reminders", "off-track", "packs", "all")
"""What a person can have an address of its own for."""


@dataclass(frozen=True)
class Draft:
    """Everything that could be read, before it is known to make sense together."""

    partnership: tuple[Declared[Partnership], ...]
    """One, or none when it could not be read; the same of `policies`."""
    policies: tuple[Declared[Policies], ...]
    partners: tuple[Declared[Partner], ...]
    people: tuple[Declared[Person], ...]
    themes: tuple[Declared[Theme], ...]
    outcomes: tuple[Declared[Outcome], ...]
    boards: tuple[Declared[Board], ...]
    indicators: tuple[Declared[Indicator], ...]
    measures: tuple[Declared[Measure], ...]
    targets: tuple[Declared[Target], ...]
    funds: tuple[Declared[Fund], ...]
    risks: tuple[Declared[Risk], ...]
    history: tuple[Declared[History], ...]
    comparators: tuple[Declared[Comparator], ...]
    comparator_sets: tuple[Declared[ComparatorSet], ...]
    comparator_figures: tuple[Declared[ComparatorFigure], ...]

    @cached_property
    def versions(self) -> dict[str, list[Declared[Measure]]]:
        """Every version of each measure, by its code."""
        found: dict[str, list[Declared[Measure]]] = {}
        for measure in self.measures:
            found.setdefault(measure.value.code, []).append(measure)
        return found


def cross_check(draft: Draft, mistakes: Mistakes) -> None:
    """Holds every rule against the draft."""
    for check in CHECKS:
        check(draft, mistakes)


def _time_zone(draft: Draft, mistakes: Mistakes) -> None:
    for partnership in draft.partnership:
        zone = partnership.value.time_zone
        try:
            ZoneInfo(zone)
        except (OSError, ValueError, KeyError):
            right = suggestion(zone, sorted(available_timezones()), "write Europe/London; other places are")
            mistakes.add(partnership.place("time_zone"), f"time_zone {quoted(zone)} is not a time zone", right)


def _challenger_is_not_the_owner(draft: Draft, mistakes: Mistakes) -> None:
    for outcome in draft.outcomes:
        if outcome.value.challenger == outcome.value.owner:
            wrong = f"challenger {quoted(outcome.value.owner)} is the outcome's owner too"
            mistakes.add(outcome.place("challenger"), wrong, "name somebody else, or leave it out")


def _message_tags(draft: Draft, mistakes: Mistakes) -> None:
    for person in draft.people:
        targets = person.written.values.get("targets")
        for tag in targets.values if isinstance(targets, Entry) else ():
            if tag not in MESSAGE_TAGS:
                place = targets.name_places[tag] if isinstance(targets, Entry) else person.place("targets")
                mistakes.add(place, f"{quoted(tag)} is no kind of message", suggestion(tag, MESSAGE_TAGS))


def _covers_make_sense(draft: Draft, mistakes: Mistakes) -> None:
    for person in draft.people:
        covers = person.value.covers
        for n, cover in enumerate(covers):
            if cover.by == person.value.code:
                wrong = f"{quoted(cover.by)} would cover for themselves"
                mistakes.add(person.place("covers", n, "by"), wrong, "name somebody else")
            if cover.last_day < cover.first_day:
                wrong = f"last_day {cover.last_day} is before first_day, {cover.first_day}"
                mistakes.add(person.place("covers", n, "last_day"), wrong, "give the first day away, then the last")
            if any(cover.first_day <= one.last_day and one.first_day <= cover.last_day for one in covers[:n]):
                wrong = "these days overlap with another of the person's covers"
                mistakes.add(person.place("covers", n, "first_day"), wrong, "let one person cover on each day")


def _requests_can_be_answered(draft: Draft, mistakes: Mistakes) -> None:
    for policies in draft.policies:
        rule = policies.value.requests
        if rule.due_after_quarter <= rule.opens_after_quarter:
            wrong = f"figures are due {_days(rule.due_after_quarter)} after the quarter's end and asked for only"
            mistakes.add(
                policies.place("requests", "due_after_quarter"),
                f"{wrong} {_days(rule.opens_after_quarter)} after it",
                "make due_after_quarter the later of the two",
            )
        if rule.escalate is not None and rule.escalate < 1:
            mistakes.add(
                policies.place("requests", "escalate"),
                f"escalate {rule.escalate} would tell the senior person before the figures are late",
                "make it 1 or more, or write never",
            )


def _risk_bands_ascend_from_1(draft: Draft, mistakes: Mistakes) -> None:
    for policies in draft.policies:
        above = 0
        for n, band in enumerate(policies.value.risks.bands):
            place = policies.place("risks", "bands", n, "from_score")
            if n == 0 and band.from_score != 1:
                mistakes.add(place, f"the first band begins at {band.from_score}", "begin it at 1, the lowest score")
            elif band.from_score <= above:
                wrong = f"band {quoted(band.name)} begins at {band.from_score}, no higher than the one before it"
                mistakes.add(place, wrong, "list the bands lowest first, each from a higher score")
            above = band.from_score
        if not policies.value.risks.bands:
            mistakes.add(policies.place("risks", "bands"), "there are no bands", "begin with one from_score 1")


def _nothing_said_twice(draft: Draft, mistakes: Mistakes) -> None:
    definitions = [((m.value.code, m.value.valid_from), m.place("valid_from")) for m in draft.measures]
    _once(definitions, "the measure has a definition from this date", "give the later a later date", mistakes)
    targets = [
        ((t.value.measure, t.value.kind, t.value.period, t.value.valid_from), t.place("valid_from"))
        for t in draft.targets
    ]
    _once(targets, "this period's target or baseline was agreed on this date", "keep one of the two", mistakes)
    figures = [((h.value.measure, h.value.period), h.place("period")) for h in draft.history]
    _once(figures, "there is a figure for this measure and period", "keep one of the two", mistakes)


def _once(told: Iterable[tuple[object, Place]], wrong: str, right: str, mistakes: Mistakes) -> None:
    first: dict[object, Place] = {}
    for key, place in told:
        if first.setdefault(key, place) is not place:
            mistakes.add(place, f"{wrong} already, on line {first[key].line}", right)


def _yearly_measures_say_when(draft: Draft, mistakes: Mistakes) -> None:
    for measure in draft.measures:
        value = measure.value
        quarterly = value.frequency is Frequency.QUARTERLY
        if quarterly and value.asked_in is not None:
            wrong = f"asked_in {value.asked_in} is for yearly measures, and {value.code} is quarterly"
            mistakes.add(measure.place("asked_in"), wrong, "leave it blank, as it is asked for every quarter")
        if quarterly and value.years_behind:
            wrong = f"years_behind {value.years_behind} is for yearly measures, and {value.code} is quarterly"
            mistakes.add(measure.place("years_behind"), wrong, "leave it blank")
        if not quarterly and value.asked_in is None:
            wrong = f"{value.code} is yearly ({value.frequency}), and asked_in is blank"
            mistakes.add(measure.place("asked_in"), wrong, "give the quarter whose request asks for it, 1 to 4")


def _policies_can_decide(draft: Draft, mistakes: Mistakes) -> None:
    for policies in draft.policies:
        check_policies(policies, mistakes)
        check_policies_suit(policies, draft.measures, mistakes)
        check_agreed_tolerances(policies, draft.versions, draft.targets, mistakes)


def _profiles_have_what_they_need(draft: Draft, mistakes: Mistakes) -> None:
    for measure in draft.measures:
        check_profile(measure, mistakes)
    for target in draft.targets:
        check_target(target, draft.versions, mistakes)
    check_bands(draft.targets, mistakes)


def _comparators_can_be_compared(draft: Draft, mistakes: Mistakes) -> None:
    check_comparator_sets(draft.comparator_sets, mistakes)
    check_comparator_figures(draft.comparator_figures, draft.versions, mistakes)


def _wholes_can_be_worked_out(draft: Draft, mistakes: Mistakes) -> None:
    check_wholes(draft.measures, draft.versions, draft.history, mistakes)


def _bounds_leave_room(draft: Draft, mistakes: Mistakes) -> None:
    for measure in draft.measures:
        if _bounds_cross(measure.value):
            wrong = f"minimum {measure.value.minimum} is above the maximum, {measure.value.maximum}"
            mistakes.add(measure.place("minimum"), wrong, "give the lowest figure that can be right, then the highest")


def _bounds_cross(measure: Measure) -> bool:
    return measure.minimum is not None and measure.maximum is not None and measure.minimum > measure.maximum


def _fractions_are_whole(draft: Draft, mistakes: Mistakes) -> None:
    for measure in draft.measures:
        for given, absent in (("numerator", "denominator"), ("denominator", "numerator")):
            if getattr(measure.value, given) and not getattr(measure.value, absent):
                wrong = f"{absent} is blank, and {given} is given"
                mistakes.add(measure.place(absent), wrong, "say what both count, or leave both blank")


def _proxies_lead_somewhere(draft: Draft, mistakes: Mistakes) -> None:
    leads_to = {code: {v.value.proxy for v in versions if v.value.proxy} for code, versions in draft.versions.items()}
    for measure in draft.measures:
        code, proxy = measure.value.code, measure.value.proxy
        if proxy == code:
            mistakes.add(measure.place("proxy"), f"{code} is its own proxy", "name another measure, or leave it blank")
        elif proxy is not None and code in _reached(proxy, leads_to):
            wrong = f"proxy {quoted(proxy)} leads back to {code}"
            mistakes.add(measure.place("proxy"), wrong, "let one measure of the circle have no proxy")


def _reached(start: str, leads_to: dict[str, set[str]]) -> set[str]:
    """Every measure a chain of proxies comes to."""
    reached: set[str] = set()
    ahead = {start}
    while ahead:
        code = ahead.pop()
        reached.add(code)
        ahead |= leads_to.get(code, set()) - reached
    return reached


def _figures_can_be_right(draft: Draft, mistakes: Mistakes) -> None:
    rows: tuple[Declared[Target] | Declared[History], ...] = (*draft.targets, *draft.history)
    for row in rows:
        versions = [version.value for version in draft.versions.get(row.value.measure, ())]
        if versions and not any(_within(row.value.value, version) for version in versions):
            lowest, highest = versions[-1].minimum, versions[-1].maximum
            wrong = f"value {row.value.value} is not one {row.value.measure} can have"
            right = f"measures.csv lets it run from {_or_any(lowest)} to {_or_any(highest)}"
            mistakes.add(row.place("value"), wrong, right)


def _within(value: Decimal, measure: Measure) -> bool:
    if _bounds_cross(measure):
        return True
    above = measure.minimum is None or value >= measure.minimum
    return above and (measure.maximum is None or value <= measure.maximum)


def _or_any(bound: Decimal | None) -> str:
    return "anything" if bound is None else f"{bound}"


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"


CHECKS = (
    _time_zone,
    _challenger_is_not_the_owner,
    _message_tags,
    _covers_make_sense,
    _requests_can_be_answered,
    _risk_bands_ascend_from_1,
    _nothing_said_twice,
    _yearly_measures_say_when,
    _policies_can_decide,
    _profiles_have_what_they_need,
    _bounds_leave_room,
    _fractions_are_whole,
    _proxies_lead_somewhere,
    _wholes_can_be_worked_out,
    _figures_can_be_right,
    _comparators_can_be_compared,
)
