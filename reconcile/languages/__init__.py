"""Which words mean what, in each language?

A language is a folder of TOML files: `words.toml` (things, models, outcomes, hedges and the small words of
the grammar), `numerals.toml`, `speakers.toml`, `periods.toml` and `examples.toml`. Keys are meanings, values
are words; a word is a pattern over folded text, matched as a whole word. This module loads and compiles them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from reconcile.languages.patterns import Lexicon, alternatives, named, trie, whole
from reconcile.model import ReconcileError

__all__ = ["LANGUAGES", "Language", "LanguageError", "alternatives", "language", "trie", "whole"]

LANGUAGES = ("en", "uk", "ru")


class LanguageError(ReconcileError):
    """A language file that breaks its own rules."""


@dataclass(frozen=True)
class Language:
    """One language, compiled.

    `values` maps number words to their values, `groups` collective numbers to (value, plural lower bound or
    None), `plurals` number words that, alone, are a plural to its lower bound ("thousands"). `lexicon` finds the
    numbers, hedges, things, outcomes, speakers, ordinals, other wars and words that point at places ("the region") of a
    text in one pass: the name of the group that matched is the meaning. `grammar` holds the small words, each as one pattern.
    """

    code: str
    values: Mapping[str, int]
    groups: Mapping[str, tuple[int, int | None]]
    plurals: Mapping[str, int]
    halves: frozenset[str]
    thing_names: Mapping[str, tuple[str, str | None]]
    singular: regex.Pattern[str]
    speaker_names: Mapping[str, Mapping[str, Any]]
    grammar: Mapping[str, regex.Pattern[str]]
    raw: Mapping[str, Any]
    lexicon: Lexicon


def _load(code: str, name: str) -> dict[str, Any]:
    path = files(__package__) / code / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as problem:
        raise LanguageError(f"languages/{code}/{name}.toml: {problem}") from problem


_SCALE = 100  # "5 thousand", but "1,300 one-way drones"


def _numbers(
    values: Mapping[str, int], groups: Iterable[str], halves: Iterable[str], vague: Iterable[str], endings: str
) -> regex.Pattern[str]:
    word = trie(values)
    scale = trie(form for form, value in values.items() if value >= _SCALE)
    group = trie(groups)
    half = alternatives([*map(regex.escape, halves)])
    several = alternatives([*map(regex.escape, vague)])
    digits = (
        rf"(?:(?P<decimal>\d{{1,3}}[.,]\d{{1,2}})(?=[ ](?:{word}))|(?P<digits>\d{{1,3}}(?:[  ]\d{{3}}(?!\d)){{1,12}}"
        rf"|\d{{1,3}}(?:,\d{{3}}(?!\d)){{1,12}}|\d{{1,9}}(?![\d]|[.,:]\d))(?:{endings})?)"
    )
    several_words = rf"(?P<words>(?:{word})(?:(?:[ -]|[ -]and[ -])(?:{word})){{0,6}})"
    return regex.compile(
        rf"(?<![\w/]|\d[.,:]|[a-zа-яіїєґ]-)(?:{digits}(?:[ ](?P<scale>{scale}))?"
        rf"|(?:(?P<half>{half})[ -]?(?:a[ -])?)?(?:(?P<many>{several})[ ](?:of[ ])?)?(?:{several_words}[ -])?(?P<group>{group})"
        rf"|{several_words}"
        rf"|(?P<vague>{several}))(?![\w]|-[a-z])"
    )


@cache
def language(code: str) -> Language:
    """Load and compile a language by its code."""
    words, numerals, speakers = _load(code, "words"), _load(code, "numerals"), _load(code, "speakers")
    if not words:
        raise LanguageError(f"no language {code!r}: there are {', '.join(LANGUAGES)}")
    values = {form: int(value) for value, forms in numerals["values"].items() for form in forms}
    groups: dict[str, tuple[int, int | None]] = {}
    for entry in numerals["groups"].values():
        groups |= dict.fromkeys(entry["one"], (entry["value"], None))
        groups |= dict.fromkeys(entry["many"], (entry["value"], entry["plural_low"]))
    halves = frozenset(numerals["fractions"]["half"])
    vague = numerals["vague"]["several"]["words"]
    thing_names: dict[str, tuple[str, str | None]] = {}
    thing_words: dict[str, list[str]] = {}
    for weapon, entry in words["things"].items():
        thing_names[f"t_{weapon}"] = (weapon, None)
        thing_words[f"t_{weapon}"] = entry["heads"]
    for model, entry in words["models"].items():
        key = "m_" + model.replace("-", "_")
        thing_names[key] = (entry["weapon"], model)
        thing_words[key] = entry["words"]
    marks = {
        "numbers": _numbers(values, groups, halves, vague, alternatives(words["grammar"].get("number_endings", []))),
        "hedges": named({name: entry for name, entry in words["hedges"].items() if name != "after"}),
        "things": named(thing_words),
        "outcomes": named({name: entry["words"] for name, entry in words["outcomes"].items()}),
        "speakers": named({name: entry["words"] for name, entry in speakers.items()}),
        "ordinals": whole(alternatives(words["grammar"]["ordinals"])),
        "other_wars": whole(alternatives(words["grammar"]["other_wars"])),
        "pointers": named({place.replace("-", "_"): entry for place, entry in words.get("places", {}).items()}),
    }
    return Language(
        code=code,
        values=values,
        groups=groups,
        plurals={form: int(low) for low, forms in numerals.get("plurals", {}).items() for form in forms},
        halves=halves,
        thing_names=thing_names,
        singular=whole(alternatives([word for entry in words["things"].values() for word in entry["singular"]])),
        speaker_names=speakers,
        grammar={name: whole(alternatives(entry)) for name, entry in words["grammar"].items()},
        raw=words,
        lexicon=Lexicon(marks),
    )
