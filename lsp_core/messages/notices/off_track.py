"""Telling an outcome's owner, once, that something has gone off track, and once that it has come back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from lsp_core.challenge.commentary import MOST_WORDS
from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment, Verdict
from lsp_core.messages.keys import digest_key, things_told
from lsp_core.messages.notices.notice import Notice, NoticeKind
from lsp_core.messages.notices.owed import meetings_in_words
from lsp_core.messages.notices.plain_text import letter
from lsp_core.observations import Vintage
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure
from lsp_core.wording import amount, count_of, day_with_weekday, period_in_words

MOST_IN_ONE_MESSAGE = 5
"""Measures. More would not be read; and the key, which names them all, stays short enough to be kept."""
_BACK = frozenset({Verdict.ON_TRACK, Verdict.WATCH, Verdict.EARLY_WARNING})
"""Judged on a figure of its own, and off track no more. A missing figure clears nothing."""


def off_track_notices(
    facts: CycleFacts,
    assessments: Sequence[Assessment],
    *,
    since: Mapping[str, Quarter],
    told: Collection[str] = (),
) -> list[Notice]:
    """To each owner one message about what has gone off track this quarter, and one about what has cleared.

    `since` holds, for each measure that was off track when last judged before this quarter, the first quarter of that
    run. `told` is the keys of what owners were told before; with it, judging a quarter again tells only what is new.
    """
    gone = [one for one in assessments if one.is_off_track and one.measure not in since]
    back = [one for one in assessments if one.verdict in _BACK and _was_off_track(facts, one, since, told)]
    return [
        *_digests(NoticeKind.OFF_TRACK, facts, gone, since, told),
        *_digests(NoticeKind.CLEARED, facts, back, since, told),
    ]


def _was_off_track(facts: CycleFacts, one: Assessment, since: Mapping[str, Quarter], keys: Collection[str]) -> bool:
    """In an earlier quarter, or in this one before it was judged again."""
    return one.measure in since or one.measure in things_told(
        f"{NoticeKind.OFF_TRACK} {facts.quarter}", facts.plan.outcome(one.outcome).owner, keys
    )


def _digests(
    kind: NoticeKind,
    facts: CycleFacts,
    assessments: Iterable[Assessment],
    since: Mapping[str, Quarter],
    keys: Collection[str],
) -> Iterator[Notice]:
    """A message for each owner about what they have not been told yet, a few measures in each."""
    what = f"{kind} {facts.quarter}"
    by_owner: dict[str, list[Assessment]] = {}
    for one in sorted(assessments, key=lambda a: a.measure):
        owner = facts.plan.outcome(one.outcome).owner
        if one.measure not in things_told(what, owner, keys):
            by_owner.setdefault(owner, []).append(one)
    for owner, theirs in by_owner.items():
        for few in _in_groups(theirs, MOST_IN_ONE_MESSAGE):
            yield _digest(kind, facts, owner, few, since)


def _digest(
    kind: NoticeKind, facts: CycleFacts, owner: str, few: Sequence[Assessment], since: Mapping[str, Quarter]
) -> Notice:
    reference = f"{facts.quarter} {owner}"
    measures = {measure.code: measure for measure in facts.plan.measures_on(facts.quarter.end)}
    return Notice(
        key=digest_key(f"{kind} {facts.quarter}", owner, [one.measure for one in few]),
        kind=kind,
        reference=reference,
        to=owner,
        subject=f"{_headline(kind, few, measures)} [{reference}]",
        text=letter(
            "off_track" if kind is NoticeKind.OFF_TRACK else "cleared",
            facts.plan,
            owner,
            months=facts.quarter.months_label,
            count=count_of(len(few), "measure"),
            are="is" if len(few) == 1 else "are",
            findings=[_finding(facts, one, measures[one.measure], since) for one in few],
            boards=_boards(facts, few),
            most_words=MOST_WORDS,
        ),
    )


def _headline(kind: NoticeKind, few: Sequence[Assessment], measures: Mapping[str, Measure]) -> str:
    """With one measure its name; with several their number."""
    named = measures[few[0].measure].name if len(few) == 1 else count_of(len(few), "measure")
    verb = "is" if len(few) == 1 else "are"
    return f"{named} {verb} {'off track' if kind is NoticeKind.OFF_TRACK else 'no longer off track'}"


def _finding(facts: CycleFacts, one: Assessment, measure: Measure, since: Mapping[str, Quarter]) -> dict[str, object]:
    """One measure for the owner to read: the figure, the target, why the rule fired, and what it is beside the past."""
    observation = one.observation
    value = observation.value if observation is not None else None
    partner = facts.plan.partner(measure.partner)
    return {
        "name": measure.name,
        "outcome": facts.plan.outcome(one.outcome).name,
        "period": period_in_words(one.period),
        "figure": (observation.in_its_place if observation else "") or "none"
        if value is None
        else amount(value, measure),
        "target": "none agreed" if one.target is None else amount(one.target.value, measure),
        "is_provisional": observation is not None and observation.vintage is Vintage.PROVISIONAL,
        "verdict": one.verdict.value,
        "why": one.why,
        "beside": _beside(one),
        "note": observation.note if observation is not None else "",
        "since": since.get(one.measure, facts.quarter).months_label,
        "partner": partner.name,
        "contact": facts.plan.person(partner.contact),
    }


def _beside(one: Assessment) -> list[str]:
    """Against the past and the year's end, where there is anything to say."""
    compared = [one.against_last, one.against_last_year]
    past = [comparison.sentence for comparison in compared if comparison.earlier is not None]
    return past + ([one.forecast.sentence] if one.forecast is not None else [])


def _boards(facts: CycleFacts, few: Sequence[Assessment]) -> dict[str, str] | None:
    """When it goes to the boards that look at these outcomes, and when their papers go out; None where none is due."""
    outcomes = {one.outcome for one in few}
    looking = [
        dates
        for dates in facts.dates.boards
        if outcomes & {outcome.code for outcome in facts.plan.outcomes_of(dates.board)}
    ]
    if not looking:
        return None
    first_papers = min(dates.papers_go_out_on for dates in looking)
    return {"meetings": meetings_in_words(looking), "papers": day_with_weekday(first_papers)}


def _in_groups(items: Iterable[Assessment], size: int) -> Iterator[list[Assessment]]:
    remaining = iter(items)
    while group := list(islice(remaining, size)):
        yield group
