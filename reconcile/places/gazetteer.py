"""Which places are known, and by which words, in every form that a text may use, do they go?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

import regex

__all__ = ["KINDS", "LANGUAGES", "Gazetteer", "Grammar", "Place", "Sense", "gazetteer", "grammar", "table", "words"]

KINDS = ("region", "city", "district", "sea", "compass", "country", "airfield", "landmark", "front")
LANGUAGES = ("en", "uk", "ru")
_ROWS = {"cities": "city", "districts": "district", "airfields": "airfield", "landmarks": "landmark"}
_QUOTED = {"uk": ("ru",), "ru": ("uk",)}  # texts in one quote names of regions in the other
_WORD = regex.compile(r"\p{L}+")
_FOLDED = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "–": "-"})


@dataclass(frozen=True, slots=True)
class Place:
    """What a name stands for: region codes, sorted; what kind of place it is; its usual English name."""

    codes: tuple[str, ...]
    kind: str
    name: str


@dataclass(slots=True)
class Sense:
    """How one run of words can be read: by itself, warily, only where its case is governed, or with a head noun of a class."""

    alone: Place | None = None
    governed: Place | None = None
    wary: Place | None = None
    headed: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words around names in one language; runs of words by their first word, the longest first."""

    heads: Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]
    before: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    links: frozenset[str]
    openers: frozenset[str]
    listing: frozenset[str]
    prepositions: frozenset[str]
    compass: Mapping[str, tuple[tuple[str, ...], ...]]
    attributes: Mapping[str, tuple[str, ...]]
    slighted: frozenset[str]
    elliptical: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All forms of all names in one language, by their first word, the longest first."""

    names: Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]]


@cache
def table(name: str) -> dict[str, Any]:
    """Return one of the TOML tables beside this module."""
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name as folded text shows them; hyphens, blanks and apostrophes only part them."""
    return tuple(_WORD.findall(text.lower().translate(_FOLDED)))


@cache
def _endings(lang: str, sort: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rules = table("grammar")[lang].get("endings", {}).get(sort, {})
    return tuple(sorted(((end, tuple(ends)) for end, ends in rules.items()), key=lambda rule: -len(rule[0])))


def _inflected(word: str, lang: str, sort: str) -> tuple[str, ...]:
    for end, ends in _endings(lang, sort):
        if word.endswith(end):
            stem = word[: len(word) - len(end)]
            return tuple(stem + other for other in ends)
    return (word,)


def _forms(name: str, lang: str, sort: str = "nouns") -> Iterator[tuple[str, ...]]:
    """Yield every form of a name as a run of words."""
    if name.startswith("=") or lang == "en":
        yield words(name)
        return
    fixed = frozenset(table("grammar")[lang]["text"]["fixed"])
    choices: list[tuple[tuple[str, ...], ...]] = []
    parts = name.lower().translate(_FOLDED).replace("-", " ").split()
    for place, part in enumerate(parts):
        stays = part.startswith("=") or part in fixed or (sort == "adjectives" and place < len(parts) - 1)
        forms = (part,) if stays else _inflected(part, lang, sort)
        choices.append(tuple(dict.fromkeys(words(form) for form in forms)))
    for chosen in product(*choices):
        yield tuple(word for run in chosen for word in run)


@cache
def grammar(lang: str) -> Grammar:
    """Return the words around names in a language."""
    raw = table("grammar")[lang]
    heads = {
        form: (sort, number == "many")
        for tongue in (*_QUOTED.get(lang, ()), lang)  # its own heads overrule those of a language it quotes
        for sort, numbers in table("grammar")[tongue]["heads"].items()
        for number in ("many", "one")
        for name in numbers[number]
        for form in _forms(name, tongue)
    }
    before = {form: sort for sort, names in raw["before"].items() for name in names for form in _forms(name, lang)}
    return Grammar(
        heads=_by_first({form: (form, *rest) for form, rest in heads.items()}),
        before=_by_last({form: (form, sort) for form, sort in before.items()}),
        links=frozenset(raw["text"]["links"]),
        openers=frozenset(raw["text"]["openers"]),
        listing=frozenset(raw["text"]["listing"]),
        prepositions=frozenset(raw["text"]["prepositions"]),
        compass={key: tuple(words(phrase) for phrase in raw["compass"][key]) for key in ("before", "after", "never", "country")},
        slighted=frozenset(raw["text"]["slighted"]),
        attributes={key: tuple(given) for key, given in raw["text"]["attributes"].items()},
        elliptical={key: tuple(given) for key, given in raw["text"]["elliptical"].items()},
    )


def _by_first(runs: Mapping[tuple[str, ...], Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for run in runs:
        found.setdefault(run[0], []).append(run)
    return {first: tuple(runs[run] for run in sorted(group, key=len, reverse=True)) for first, group in found.items()}


def _by_last(runs: Mapping[tuple[str, ...], Any]) -> dict[str, tuple[Any, ...]]:
    return _by_first({run[::-1]: value for run, value in runs.items()})


@cache
def gazetteer(lang: str) -> Gazetteer:
    """Return all forms of all names in a language; the places of regions.toml come before those of cities.toml."""
    senses = {form: Sense() for phrase in table("others")["nothing"][lang] for form in _forms(phrase, lang)}
    attributes = table("grammar")[lang]["text"]["attributes"]
    twofold, lemmas = (tuple(attributes[key]) if attributes["after"] else () for key in ("endings", "lemmas"))
    for place, sort, name in _named(lang):
        for form in _forms(name.lstrip("!~"), lang, "nouns" if sort == "names" or lang == "en" else "adjectives"):
            sense = senses.setdefault(form, Sense())
            if sort != "names":
                sense.headed.setdefault(sort, place)
            elif form[-1].endswith(twofold) and not name.endswith(lemmas):
                sense.governed = sense.governed or place
            elif name.startswith("!"):
                sense.wary = sense.wary or place
            else:
                sense.alone = sense.alone or place
    return Gazetteer(names=_by_first({form: (form, sense) for form, sense in (_quoted(lang) | senses).items()}))


def _quoted(lang: str) -> dict[tuple[str, ...], Sense]:
    """Return the adjectives of regions in the languages that texts in this one quote."""
    senses: dict[tuple[str, ...], Sense] = {}
    for tongue in _QUOTED.get(lang, ()):
        for place, sort, name in _named(tongue):
            if sort == "region" and place.kind == "region":
                for form in _forms(name, tongue, "adjectives"):
                    senses.setdefault(form, Sense()).headed.setdefault(sort, place)
    return senses


def _named(lang: str) -> Iterator[tuple[Place, str, str]]:
    """Yield each place with each of its names and the class of head noun that the name needs, or "names"."""
    for entry in table("others")["place"]:
        place = Place(tuple(sorted(entry["codes"])), entry["kind"], entry["title"]["en"])
        yield from ((place, sort, name) for sort, names in entry.get(lang, {}).items() for name in names)
    for code, entry in table("regions").items():
        place = Place((code,), entry.get("kind", "region"), entry["title"]["en"])
        yield from ((place, sort, name) for sort, names in entry.get(lang, {}).items() for name in names)
    for code, entry in table("cities").items():
        for key, kind in _ROWS.items():
            for row in entry.get(key, ()):
                spellings = [[name.strip() for name in cell.split("|")] for cell in row]
                place = Place((code,), kind, next(name for cell in spellings for name in cell if name).lstrip("!~="))
                for name in filter(None, spellings[LANGUAGES.index(lang)]):
                    if name.startswith("~"):
                        yield Place(place.codes, "district", place.name), "district", name
                    else:
                        yield place, "names", name
