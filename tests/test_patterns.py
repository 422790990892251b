"""Quick search finds what slow search finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extraction.folding import fold
from reconcile.extraction.marked import parse
from reconcile.languages import LANGUAGES, language, trie
from reconcile.languages import patterns as module
from tests.test_examples import examples
from tests.test_hostile import PIECES


def spans(found):
    return {name: [match.span() for match in matches] for name, matches in found.items()}


def slowly(lexicon, text):
    """Find each pattern everywhere; a quotation mark that may open a name is left out, as the lexicon begins with words."""
    found = {name: list(pattern.finditer(text)) for name, pattern in lexicon.patterns.items()}
    return {name: [(one.start() + one[0].startswith('"'), one.end()) for one in matches] for name, matches in found.items()}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_lexicon_finds_what_each_of_its_patterns_finds(code):
    lexicon = language(code).lexicon
    for example in examples(code):
        text = fold(parse(example["text"])[0]).text
        assert spans(lexicon.matches(text)) == slowly(lexicon, text)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(LANGUAGES), st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30))
def test_the_lexicon_finds_the_same_in_any_text(code, pieces):
    lexicon = language(code).lexicon
    text = fold(" ".join(pieces)).text
    assert spans(lexicon.matches(text)) == slowly(lexicon, text)


def test_a_lexicon_that_forgets_finds_the_same(monkeypatch):
    monkeypatch.setattr(module, "_REMEMBERED", 3)
    lexicon = module.Lexicon(dict(language("en").lexicon.patterns))
    text = "at least 20 drones and 3 missiles were shot down over kursk, officials said"
    assert spans(lexicon.matches(text)) == slowly(lexicon, text)


def test_where_a_needed_pattern_finds_nothing_there_is_nothing():
    assert language("en").lexicon.matches("20 drones over kursk", needed=("things", "outcomes")) == {}


@given(st.lists(st.text(alphabet="abе.+ ", min_size=1, max_size=4), min_size=1, max_size=8), st.text(alphabet="abе.+ ", max_size=12))
def test_a_trie_is_found_where_one_of_its_words_is(words, text):
    assert bool(re.search(trie(words), text)) == any(word in text for word in words)
    assert all(re.fullmatch(trie(words), word) for word in words)
