"""The periods of a text are those that its language file marks in its examples, no more and no less."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from reconcile.extraction import periods_grammar
from reconcile.extraction.periods import ROLES, marked, read
from reconcile.extraction.periods_calendar import Anchor
from reconcile.extraction.periods_grammar import Grammar, PeriodLanguageError, Rule, compile_grammar, grammar_of, scanner_of
from reconcile.model import PERIOD_KINDS

LANGUAGES = ("en", "ru", "uk")
MARK = regex.compile(r"\[([^|\]]{1,200})\|[^\]]{0,60}\]")


def drawn(grammar: Grammar, example: str) -> str:
    """Read the words of an example and draw what was found into them."""
    words = MARK.sub(r"\1", example)
    return marked(words, read(words, grammar, Anchor.of(grammar.published, grammar.zone)))


def examples(lang: str) -> list[str]:
    return [example for rule in grammar_of(lang).rules for example in rule.examples]


def without_rule(grammar: Grammar, rule: Rule) -> Grammar:
    rules = tuple(other for other in grammar.rules if other is not rule)
    scanner = scanner_of(rules)
    return replace(grammar, rules=rules, scanner=scanner, alone=frozenset(grammar.codes.values()))


def without_word(grammar: Grammar, word: str) -> Grammar:
    return replace(grammar, words=grammar.words | {word: ("forgotten", None)})


@pytest.mark.parametrize(("lang", "example"), [(lang, example) for lang in LANGUAGES for example in examples(lang)])
def test_an_example_reads_exactly_as_it_is_marked(lang: str, example: str) -> None:
    assert drawn(grammar_of(lang), example) == example


@pytest.mark.parametrize(
    ("lang", "rule"), [(lang, rule) for lang in LANGUAGES for rule in grammar_of(lang).rules], ids=lambda part: getattr(part, "name", part)
)
def test_a_rule_is_needed_by_one_of_its_own_examples(lang: str, rule: Rule) -> None:
    grammar = without_rule(grammar_of(lang), rule)
    assert any(drawn(grammar, example) != example for example in rule.examples)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_is_needed_by_some_example(lang: str) -> None:
    grammar = grammar_of(lang)
    unneeded = [
        word
        for word in grammar.words
        if all(drawn(without_word(grammar, word), example) == example for example in examples(lang) if word in example)
    ]
    assert unneeded == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_a_kind_and_a_role_that_exist(lang: str) -> None:
    assert {rule.role for rule in grammar_of(lang).rules} <= set(ROLES)
    assert {rule.kind for rule in grammar_of(lang).rules} <= {None, *PERIOD_KINDS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rules_have_names_of_their_own(lang: str) -> None:
    names = [rule.name for rule in grammar_of(lang).rules]
    assert len(names) == len(set(names))


def record_of(lang: str) -> dict[str, object]:
    path = Path(periods_grammar.__file__).parent.parent / "languages" / lang / "periods.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("slip", "change", "says"),
    [
        ("a name without words", {"rule": [{"name": "x", "pattern": "from never", "examples": []}]}, "'never', which is no class"),
        ("a mark that patterns lack", {"rule": [{"name": "x", "pattern": "from [until]", "examples": []}]}, "cannot be read at '[until]'"),
        ("a word in two classes", {"words": {"from": ["с"], "until": ["с"]}, "macros": {}, "rule": []}, "stands in two classes"),
    ],
)
def test_a_language_file_that_breaks_its_rules_says_where(slip: str, change: dict[str, object], says: str) -> None:
    with pytest.raises(PeriodLanguageError, match=regex.escape(says)):
        compile_grammar(record_of("ru") | change, "ru")


def test_a_language_nobody_wrote_down_is_named() -> None:
    with pytest.raises(PeriodLanguageError, match="'xx'"):
        grammar_of("xx")
