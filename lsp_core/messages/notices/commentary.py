"""Asking an outcome's owner for words, in every quarter in which it stays off track after the one that told them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from lsp_core.challenge.commentary import MOST_WORDS, said_of
from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment
from lsp_core.messages.keys import digest_key, things_told
from lsp_core.messages.notices.notice import Notice, NoticeKind
from lsp_core.messages.notices.plain_text import letter
from lsp_core.periods import Quarter
from lsp_core.wording import count_of, day_with_weekday


def commentary_notices(
    facts: CycleFacts, assessments: Sequence[Assessment], *, since: Mapping[str, Quarter], told: Collection[str] = ()
) -> list[Notice]:
    """To each owner one message about their outcomes that are off track still, with what they said last time.

    `since` and `told` are those of `off_track_notices`: what has only now gone off track is asked about there. Nobody
    is asked who has replied already.
    """
    return list(_notices(facts, [one for one in assessments if one.is_off_track and one.measure in since], told))


def _notices(facts: CycleFacts, still: Sequence[Assessment], told: Collection[str]) -> Iterator[Notice]:
    what = f"{NoticeKind.COMMENTARY} {facts.quarter}"
    by_owner: dict[str, dict[str, list[Assessment]]] = {}
    for one in still:
        if said_of(facts.said.commentaries, one.outcome, facts.quarter) is None:
            owner = facts.plan.outcome(one.outcome).owner
            by_owner.setdefault(owner, {}).setdefault(one.outcome, []).append(one)
    for owner, outcomes in by_owner.items():
        new = {code: judged for code, judged in outcomes.items() if code not in things_told(what, owner, told)}
        if new:
            yield _notice(facts, owner, new)


def _notice(facts: CycleFacts, owner: str, outcomes: Mapping[str, Sequence[Assessment]]) -> Notice:
    reference = f"{facts.quarter} {owner}"
    return Notice(
        key=digest_key(f"{NoticeKind.COMMENTARY} {facts.quarter}", owner, list(outcomes)),
        kind=NoticeKind.COMMENTARY,
        reference=reference,
        to=owner,
        subject=f"Your words for the pack: {count_of(len(outcomes), 'outcome')} still off track [{reference}]",
        text=letter(
            "commentary",
            facts.plan,
            owner,
            months=facts.quarter.months_label,
            most_words=MOST_WORDS,
            outcomes=[_asked(facts, code, judged) for code, judged in outcomes.items()],
            papers=_papers(facts),
        ),
    )


def _asked(facts: CycleFacts, outcome: str, judged: Sequence[Assessment]) -> dict[str, object]:
    names = {measure.code: measure.name for measure in facts.plan.measures_on(facts.quarter.end)}
    before = said_of(facts.said.commentaries, outcome, facts.quarter.previous)
    return {
        "name": facts.plan.outcome(outcome).name,
        "findings": [f"{names[one.measure]}: {one.why}" for one in judged],
        "before": before.parts if before is not None else (),
    }


def _papers(facts: CycleFacts) -> str:
    """When the first board's papers go out; empty where no meeting is in the calendar."""
    days = [dates.papers_go_out_on for dates in facts.dates.boards]
    return day_with_weekday(min(days)) if days else ""
