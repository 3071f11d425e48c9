"""An owner's words: long enough to say something, short enough to be read, and the last of them count."""

import pytest

from lsp_core.challenge.commentary import MOST_WORDS, Commentary, check_commentary, said_of
from lsp_core.errors import LspError
from tests.factories import Q1, Q2, at


def words(why="Beds were slow to free.", quarter=Q2, **changes):
    values = {"doing": "", "when": "", "effect": "", "by": "Ann Person", "role": "Head of ann", "at": at(2023, 10, 20)}
    return Commentary(quarter, "URGENT", why, **{**values, **changes})


def test_a_commentary_of_exactly_as_many_words_as_a_pack_prints_is_taken():
    check_commentary(words("word " * (MOST_WORDS - 2), doing="two words"))


def test_one_word_more_is_refused_and_says_how_many_there_are():
    with pytest.raises(LspError, match=f"has {MOST_WORDS + 1} words"):
        check_commentary(words("word " * MOST_WORDS, effect="one"))


def test_no_words_are_no_commentary():
    with pytest.raises(LspError, match="needs words"):
        check_commentary(words(""))


def test_only_the_parts_that_were_said_are_printed():
    assert words(when="By March").parts == (("Why", "Beds were slow to free."), ("By when", "By March"))


def test_the_last_word_on_a_quarter_counts_and_other_quarters_do_not():
    first, last, other = words("First."), words("Last."), words("Other.", quarter=Q1)
    assert said_of([other, first, last], "URGENT", Q2) == last
    assert said_of([other], "URGENT", Q2) is None
    assert said_of([first], "HEALTHY", Q2) is None
