"""Nobody's answer can be worked out: from a small group, by difference, from unanimity, or from a second report."""

from collections.abc import Iterator
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_core.plan.bodies import Layer
from lsp_core.reviews.answers import Answer
from lsp_core.reviews.groups import ALIKE, Held, Published, is_alike, may_show_again, parts_of, publish
from lsp_core.reviews.model import Attribution
from lsp_core.reviews.results import question_result, round_results
from lsp_core.reviews.scales import PRACTICE
from lsp_core.reviews.spread import Spread, consensus
from tests.unit.reviews_sample import a_bench, answers_to, seed

MINIMUM = 5
Counts = tuple[int, ...]


def spread(*counts: int) -> Spread:
    return Spread(PRACTICE, counts)


def published(**parts: Counts) -> Published:
    return publish({part: spread(*counts) for part, counts in parts.items()}, PRACTICE, Attribution.LAYER, MINIMUM)


def test_a_group_below_the_minimum_is_not_shown_at_all() -> None:
    assert published(strategic=(1, 1, 1, 1)).whole.words == Held.TOO_FEW


def test_one_small_part_hides_every_part_because_the_whole_less_the_others_is_that_part() -> None:
    shown = published(strategic=(2, 2, 2, 2), executive=(1, 2, 2, 1), operational=(1, 1, 0, 1))
    assert shown.whole.spread == spread(4, 5, 4, 4)
    assert (shown.parts, shown.why_no_parts) == ({}, Held.PARTS)


def test_a_layer_that_nobody_answered_for_hides_nothing() -> None:
    shown = published(strategic=(2, 2, 2, 2), executive=(2, 2, 2, 1), operational=(0, 0, 0, 0))
    assert set(shown.parts) == {"strategic", "executive"}


def test_a_unanimous_group_is_told_as_within_one_level_and_so_is_one_with_a_dissenter() -> None:
    for counts in ((0, 0, 0, 9), (0, 0, 2, 7)):
        whole = published(strategic=counts).whole
        assert (whole.spread, whole.words, whole.lower_median) == (None, ALIKE, 3)


def test_a_unanimous_part_is_not_left_over_when_the_other_is_taken_from_the_whole() -> None:
    shown = published(strategic=(0, 0, 0, 8), operational=(2, 2, 2, 3))
    assert shown.whole.spread is not None
    assert all(part.spread is None for part in shown.parts.values())


def test_a_part_that_could_only_be_unanimous_has_not_even_its_middle_shown() -> None:
    assert published(strategic=(0, 0, 0, 5), operational=(9, 0, 0, 0)).parts == {}


def test_why_parts_are_hidden_is_one_sentence_for_the_small_and_the_alike() -> None:
    small = published(strategic=(2, 2, 2, 2), operational=(1, 1, 0, 1))
    alike = published(strategic=(0, 0, 0, 5), operational=(9, 0, 0, 0))
    assert small.why_no_parts == alike.why_no_parts


def test_people_who_do_not_know_do_not_make_a_group_large_enough() -> None:
    parts = {"strategic": Spread(PRACTICE, (1, 1, 1, 1), dont_know=4), "operational": spread(2, 2, 2, 2)}
    assert publish(parts, PRACTICE, Attribution.LAYER, MINIMUM).parts == {}


def test_in_a_body_round_people_were_told_that_their_answer_is_seen() -> None:
    shown = publish({"police": spread(0, 0, 0, 1)}, PRACTICE, Attribution.BODY, MINIMUM)
    assert shown.parts["police"].spread == spread(0, 0, 0, 1)


def test_there_is_one_way_of_dividing_a_round_and_an_anonymous_one_is_not_divided() -> None:
    answers = answers_to("Q", [1, 2], Layer.STRATEGIC) + answers_to("Q", [3], Layer.OPERATIONAL, start=2)
    assert set(parts_of(answers, Attribution.LAYER)) == {"strategic", "operational"}
    assert set(parts_of(answers, Attribution.ANONYMOUS)) == {""}
    assert len(parts_of(answers, Attribution.BODY)) == 3


def test_a_second_report_that_differs_by_one_person_is_not_made() -> None:
    first = frozenset((f"r{n}", 2) for n in range(9))
    joined = first | {("r9", 0)}
    changed = (first - {("r1", 2)}) | {("r1", 0)}
    many = first | {(f"r{n}", 0) for n in range(9, 14)}
    assert not may_show_again(first, joined, MINIMUM)
    assert not may_show_again(first, changed, MINIMUM)
    assert may_show_again(first, first, MINIMUM)
    assert may_show_again(first, many, MINIMUM)


def test_what_is_counted_of_a_hidden_distribution_is_hidden_too() -> None:
    answers = answers_to("PC-PR-S-4", [3] * 9 + [2], Layer.STRATEGIC)
    result = question_result(
        seed("performance-checklist").by_id["PC-PR-S-4"], answers, seed("performance-checklist"), a_bench()
    )
    assert (result.spread, result.contradicted, result.untested, result.claimed) == (None, None, None, 3)


def test_no_respondent_is_named_in_anything_a_report_is_made_from() -> None:
    answers = [
        Answer(f"secret-{n}", "PC-PR-S-4", 2, 3, Layer.STRATEGIC, f"hidden-{n}", reason="mine alone") for n in range(9)
    ]
    results = round_results(seed("performance-checklist"), answers, a_bench())
    told = str([asdict(r.published) | {"gap": r.gap, "claim": r.claim} for r in results.questions]) + str(
        results.changed
    )
    assert not [word for word in ("secret", "hidden", "mine alone") if word in told]


def test_how_many_changed_on_seeing_the_facts_is_told_of_the_whole_round_or_not_at_all() -> None:
    few = [Answer(f"r{n}", "PC-PR-S-4", 3, 1, Layer.STRATEGIC) for n in range(4)]
    enough = [Answer(f"r{n}", "PC-PR-S-4", 3, 1, Layer.STRATEGIC) for n in range(6)]
    assert round_results(seed("performance-checklist"), few, a_bench()).changed is None
    changed = round_results(seed("performance-checklist"), enough, a_bench()).changed
    assert changed is not None
    assert changed.words == "On seeing the facts, 6 of 6 answers moved down and 0 moved up."


counts = st.tuples(*[st.integers(0, 6)] * 4)


def every(n: int, most: Counts) -> Iterator[Counts]:
    """Every way of taking n answers from those of the whole."""
    for a in range(min(n, most[0]) + 1):
        for b in range(min(n - a, most[1]) + 1):
            for c in range(min(n - a - b, most[2]) + 1):
                if n - a - b - c <= most[3]:
                    yield (a, b, c, n - a - b - c)


@given(counts, counts)
@settings(max_examples=150, deadline=None)
def test_a_hidden_part_cannot_be_worked_out_by_difference(strategic: Counts, operational: Counts) -> None:
    """Whoever has everything printed, and knows each part's size, can still not tell what a hidden part answered."""
    shown = published(strategic=strategic, operational=operational)
    if shown.whole.spread is None or not sum(strategic) or not sum(operational):
        return
    whole = shown.whole.spread.counts
    if any(part.spread for part in shown.parts.values()):
        assert all(part.spread and part.spread.n >= MINIMUM for part in shown.parts.values())
        return
    fitting = set()
    for guess in every(sum(strategic), whole):
        rest = tuple(w - g for w, g in zip(whole, guess, strict=True))
        printed = {part: (each.lower_median, each.words == ALIKE) for part, each in shown.parts.items()}
        guessed = {"strategic": spread(*guess), "operational": spread(*rest)}
        told = {part: (each.lower_median, is_alike(each, MINIMUM)) for part, each in guessed.items()}
        if not printed or printed == told:
            fitting.add(guess)
    assert len(fitting) > 1


@given(counts)
def test_a_group_whose_every_answer_is_known_is_never_shown_as_a_distribution(given_counts: Counts) -> None:
    if spread(*given_counts).is_unanimous:
        assert published(strategic=given_counts).whole.spread is None
        assert is_alike(spread(*given_counts), MINIMUM)


@given(st.lists(st.integers(0, 50), min_size=3, max_size=7).filter(any))
def test_consensus_is_between_nought_and_one_and_the_same_read_backwards(some: list[int]) -> None:
    measured = consensus(some)
    assert measured is not None
    assert -1e-9 <= measured <= 1 + 1e-9
    assert measured == pytest.approx(consensus(some[::-1]))
    assert measured == pytest.approx(consensus([2 * count for count in some]))


@given(st.integers(1, 40), st.integers(3, 7))
def test_consensus_is_whole_when_all_agree_and_nought_when_half_stand_at_either_end(n: int, width: int) -> None:
    assert consensus([n] + [0] * (width - 1)) == pytest.approx(1)
    assert consensus([n] + [0] * (width - 2) + [n]) == pytest.approx(0)


def test_of_no_answers_there_is_no_consensus_and_no_middle() -> None:
    assert consensus([0, 0, 0, 0]) is None
    assert spread(0, 0, 0, 0).lower_median is None


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
def test_the_lower_middle_is_an_answer_that_somebody_gave_with_at_least_half_at_or_below_it(
    positions: list[int],
) -> None:
    of = spread(*(positions.count(p) for p in range(4)))
    assert of.lower_median == sorted(positions)[(len(positions) - 1) // 2]


@given(counts, counts, counts)
@settings(max_examples=150, deadline=None)
def test_of_three_layers_none_below_the_minimum_is_left_over(one: Counts, two: Counts, three: Counts) -> None:
    """Parts are shown together or not at all: what is not shown is never the whole less what is."""
    given_parts = {"strategic": one, "executive": two, "operational": three}
    shown = published(**given_parts)
    heard = {part for part, given_counts in given_parts.items() if sum(given_counts)}
    assert set(shown.parts) in (set(), heard)
    distributions = [part for part in shown.parts.values() if part.spread is not None]
    assert len(distributions) in (0, len(heard))
    assert all(part.spread and part.spread.n >= MINIMUM and not part.spread.is_unanimous for part in distributions)
