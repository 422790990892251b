"""No pattern runs away: each is tried on texts made to tear at its repetitions."""

import dataclasses
import importlib
import itertools
import pkgutil
import re

import pytest
import regex

import reconcile
from reconcile.languages import LANGUAGES, language

SECONDS = 5  # what takes microseconds when it is sound
WORDS = [
    "a and ",
    "aa, ",
    "ab ",
    "и а ",
    "та в, ",
    "слово ",
    "слово, ",
    "5 ",
    "5, ",
    "12.",
    "- ",
    "a-b ",
    "a'b ",
    "(a) ",
    "в 5 ",
    "of the ",
]
MORE = ["2 drones, ", "из 5 ", "и ", "and ", "області, ", "над ", "збито ", "\n", "\n\n", " ", " ,", "- a, "]
TEXTS = [before + word * times + after for word in WORDS + MORE for times in (12, 60, 300) for before, after in (("", ""), ("x ", "~"))]
TEXTS += [(one + other) * 40 + "~" for one, other in itertools.combinations(WORDS, 2)]


def within(value):
    """Return the patterns that a value is or holds."""
    if isinstance(value, re.Pattern | regex.Pattern):
        return [value]
    if isinstance(value, type):
        return [one for one in vars(value).values() if isinstance(one, re.Pattern | regex.Pattern)]
    if dataclasses.is_dataclass(value):
        return [one for field in dataclasses.fields(value) for one in within(getattr(value, field.name))]
    return []


def made(value, module):
    """Return what a remembering function of a module makes for each language, by its code or itself; nothing if it takes neither."""
    if not hasattr(value, "cache_info") or value.__module__ != module.__name__:
        return []
    result = []
    for argument in [*LANGUAGES, *map(language, LANGUAGES)]:
        try:
            result += within(value(argument))
        except (AttributeError, LookupError, OSError, TypeError, ValueError):
            continue
    return result


def modules():
    for found in pkgutil.walk_packages(reconcile.__path__, "reconcile."):
        if not found.name.endswith("__main__"):
            yield pytest.importorskip(found.name) if found.name == "reconcile.distributed" else importlib.import_module(found.name)


def patterns():
    found = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in [*within(value), *made(value, module)]:
                found[pattern.pattern] = f"{module.__name__}.{name}"
    for code in LANGUAGES:
        words = language(code)
        for name, pattern in (*words.grammar.items(), *words.lexicon.patterns.items()):
            found[pattern.pattern] = f"{code}: {name}"
    return {source: name for source, name in found.items() if isinstance(source, str)}


def runs_away(pattern):
    compiled = regex.compile(pattern)
    for text in TEXTS:
        for search in (compiled.search, compiled.fullmatch):
            try:
                search(text, timeout=SECONDS)
            except TimeoutError:
                return text[:60]
    return None


def test_every_pattern_ends_on_texts_made_to_tear_at_it():
    found = patterns()
    assert len(found) > 300
    assert {name: text for source, name in found.items() if (text := runs_away(source)) is not None} == {}


def test_a_pattern_that_runs_away_is_told(monkeypatch):
    monkeypatch.setitem(globals(), "SECONDS", 0.2)
    assert runs_away(r"\s(?:[\w' -]{2,40}(?:,| and)\s){0,12}(?:[\w' -]{2,40}\s)?(?:in|of)\s") is not None
