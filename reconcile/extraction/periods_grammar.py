"""How is a mention of time written in a language: which words, in which order?

A language's `periods.toml` names classes of words ("from", "night", "month") and rules over those
classes ("from start until end"). A text becomes a short string with one character per time word;
the rules are one regular expression over that string, so unknown words cost next to nothing and a
mention can never reach across them.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import regex

from reconcile.extraction.periods_numbers import NUMBERS, READERS, SHAPES
from reconcile.languages import trie
from reconcile.model import ReconcileError

__all__ = ["Grammar", "PeriodLanguageError", "Phrase", "Rule", "Token", "compile_grammar", "grammar_of", "scanner_of"]

LANGUAGES = Path(__file__).resolve().parent.parent / "languages"

# What may stand between two time words; anything else parts them.
GAPS = {"": "", ",": "comma", "-": "dash", "--": "dash", "(": "open", ")": "close", ".": "dot", ":": "colon", "/": "slash"}
GAPS |= {".,": "comma", ").": "close", "),": "close", '"': "", ",(": "open", "[": "open", "]": "close"}
BREAK = "/"
LONGEST_GAP = 8
REMEMBERED = 1 << 12  # orders of time words; few texts use one that no other does


class PeriodLanguageError(ReconcileError):
    """A `periods.toml` that breaks its own rules."""


class Token(NamedTuple):
    """One time word or number of a text: its class, its offsets, and its value (minutes, day, month, year …)."""

    kind: str
    start: int
    end: int
    value: Any


class Phrase(NamedTuple):
    """Time words that stand together, and the same as a string of one character each, punctuation between them included.

    `places` says where in `codes` each token stands.
    """

    tokens: list[Token]
    codes: str
    places: list[int]

    def within(self, start: int, end: int) -> list[Token]:
        """Return the tokens that stand between two positions of `codes`."""
        return self.tokens[bisect_left(self.places, start) : bisect_left(self.places, end)]


@dataclass(frozen=True, slots=True)
class Rule:
    """One order of words, and what it says: the kind of period and its role.

    `sought` is its pattern over class characters; `reading` the same with its parts captured.
    """

    name: str
    pattern: str
    kind: str | None
    role: str
    examples: tuple[str, ...]
    sought: str
    reading: str

    @property
    def reader(self) -> regex.Pattern[str]:
        """The pattern that captures the parts, compiled when first needed."""
        return _compiled(self.reading)

    @property
    def roles(self) -> tuple[str, ...]:
        """The parts that the rule names."""
        return tuple(name for name in self.reader.groupindex if name != "clock")


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's way of speaking of time, compiled.

    `alone` holds the classes a word of which is a mention by itself, `lonely` the words of all others; `known` what was found in
    the orders of words met so far.
    """

    lang: str
    zone: ZoneInfo
    published: datetime
    outset: date
    rules: tuple[Rule, ...]
    words: dict[str, tuple[str, Any]]
    codes: dict[str, str]
    lexer: re.Pattern[str]
    scanner: re.Pattern[str]
    gaps: dict[str, str]
    alone: frozenset[str]
    lonely: frozenset[str]
    known: dict[str, tuple[tuple[Rule, regex.Match[str]], ...]] = field(default_factory=dict, init=False, compare=False)

    def phrases(self, folded: str) -> Iterator[Phrase]:
        """Yield the runs of time words of a folded text in which a rule might match."""
        run: list[re.Match[str]] = []
        gaps: list[str] = []
        last = -LONGEST_GAP - 1
        for found in self.lexer.finditer(folded):
            start, end = found.span()
            gap = self._gap(folded, last, start)
            if gap is None:
                if phrase := self._phrase(run, gaps):
                    yield phrase
                run, gaps = [found], [""]
            else:
                run.append(found)
                gaps.append(gap)
            last = end
        if phrase := self._phrase(run, gaps):
            yield phrase

    def _phrase(self, run: list[re.Match[str]], gaps: list[str]) -> Phrase | None:
        """Return some time words that stand together as a phrase; None for a lone word that no rule matches."""
        if len(run) < 2 and (not run or run[0][0] in self.lonely):
            return None
        tokens = list(map(self._token, run))
        if len(tokens) < 2 and self.codes.get(tokens[0].kind, BREAK) not in self.alone:
            return None
        codes, places = "", []
        for token, gap in zip(tokens, gaps, strict=True):
            places.append(len(codes) + len(gap))
            codes += gap + self.codes.get(token.kind, BREAK)
        return Phrase(tokens, codes, places)

    def _gap(self, folded: str, start: int, end: int) -> str | None:
        """Return what stands between two tokens as characters of a phrase; None when other words stand there."""
        if end - start > LONGEST_GAP:
            return None
        gap = folded[start:end]
        return "" if gap == " " else self.gaps.get(gap.strip(" \n"))

    def _token(self, match: re.Match[str]) -> Token:
        shape = match.lastgroup
        if shape == "word":
            text = match[0]
            kind, value = self.words.get(text) or self.words[" ".join(text.split())]
        else:
            kind, value = READERS[shape or ""](match[shape or 0])
        return Token(kind, *match.span(), value)

    def matches(self, phrase: Phrase) -> tuple[tuple[Rule, regex.Match[str]], ...]:
        """Return the rules that match in a phrase, left to right; the first rule that matches at a place wins."""
        known = self.known.get(phrase.codes)
        if known is None:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            known = self.known[phrase.codes] = tuple(self._matches(phrase.codes))
        return known

    def _matches(self, codes: str) -> Iterator[tuple[Rule, regex.Match[str]]]:
        for found in self.scanner.finditer(codes):
            rule = self.rules[int((found.lastgroup or "rule_0").removeprefix("rule_"))]
            match = rule.reader.match(codes, found.start())
            if match is not None:
                yield rule, match


def _class_codes(classes: list[str]) -> dict[str, str]:
    names = dict.fromkeys([*SHAPES, *filter(None, GAPS.values()), *classes])
    return {name: chr(0xE000 + number) for number, name in enumerate(names)}


WORD_IN_PATTERN = regex.compile(
    r"(?P<role>[a-z]\w{0,40})=(?:(?P<group>\()|(?P<held>\w{1,40}))|(?P<name>\w{1,40})|(?P<mark>[()|?])|(?P<blank>\s{1,200})"
)
# Macros whose words tell the hour; both are captured as "clock".
HOURS = ("clock", "hour")

# How a part of a pattern begins: in the scanner, which only seeks, and in a reader, which captures the part by its role.
PLAIN, NAMED = "(?:", "(?P<{}>"


def _expand(pattern: str, names: dict[str, str], opening: str) -> str:
    """Turn a pattern over names into one over class characters; `opening` is how a part begins, with `{}` for its role."""
    pieces = []
    position = 0
    while position < len(pattern):
        match = WORD_IN_PATTERN.match(pattern, position)
        if match is None:
            raise PeriodLanguageError(f"periods.toml: pattern {pattern!r} cannot be read at {pattern[position:]!r}")
        position = match.end()
        name = str(match["held"] or match["name"] or "")
        if name and name not in names:
            raise PeriodLanguageError(f"periods.toml: pattern {pattern!r} names {name!r}, which is no class: declare it under [words]")
        if match["group"]:
            pieces.append(opening.format(match["role"]))
        elif match["held"]:
            pieces.append(f"{opening.format(match['role'])}{names[name]})")
        elif name:
            pieces.append(names[name])
        elif match["mark"]:
            pieces.append("(?:" if match["mark"] == "(" else match["mark"])
    return "".join(pieces)


def _names(codes: dict[str, str], macros: dict[str, str], opening: str) -> dict[str, str]:
    """Return what each class and macro stands for; a macro may use those before it."""
    names = dict(codes)
    for name, pattern in macros.items():
        beginning = opening.format("clock") if name in HOURS else "(?:"
        names[name] = f"{beginning}{_expand(pattern, names, opening)})"
    return names


def scanner_of(rules: Iterable[Rule]) -> re.Pattern[str]:
    """Compile some rules into one pattern, in their order of precedence."""
    return re.compile("|".join(f"(?P<rule_{number}>{rule.sought})" for number, rule in enumerate(rules)))


def compile_grammar(record: dict[str, Any], lang: str) -> Grammar:
    """Compile the content of a `periods.toml`; a class that no list declares, or a word in two classes, is a `PeriodLanguageError`."""
    words: dict[str, tuple[str, Any]] = {}
    for kind, forms in record["words"].items():
        for form in forms:
            value = forms[form] if isinstance(forms, dict) else None
            if form in words:
                raise PeriodLanguageError(f"{lang}/periods.toml: {form!r} stands in two classes, {words[form][0]} and {kind}: keep one")
            words[form] = (kind, value)
    codes = _class_codes(list(record["words"]))
    plain = _names(codes, record["macros"], PLAIN)
    named = _names(codes, record["macros"], NAMED)
    rules = tuple(
        Rule(
            name=rule["name"],
            pattern=rule["pattern"],
            kind=rule.get("kind"),
            role=rule.get("role", "attack"),
            examples=tuple(rule["examples"]),
            sought=_expand(rule["pattern"], plain, PLAIN),
            reading=_expand(rule["pattern"], named, NAMED),
        )
        for rule in record["rule"]
    )
    # The standard library's \b, unlike regex's, does not take the variation selector after an emoji for a letter.
    blanks = trie(words).replace(re.escape(" "), r"[ \n]{1,3}")
    numbers = NUMBERS.replace("ENDINGS", "|".join(map(re.escape, record["endings"])))
    lexer = re.compile(rf"\b(?:(?=\d)(?<!\d[.,])(?:{numbers})|(?P<word>{blanks}))(?!\w)")
    scanner = scanner_of(rules)
    alone = frozenset(code for code in codes.values() if scanner.fullmatch(code))
    return Grammar(
        lang=lang,
        zone=ZoneInfo(record["zone"]),
        published=datetime.fromisoformat(record["published"]),
        outset=date.fromisoformat(record["outset"]),
        rules=rules,
        words=words,
        codes=codes,
        lexer=lexer,
        scanner=scanner,
        gaps={gap: codes.get(name, "") for gap, name in GAPS.items()},
        alone=alone,
        lonely=frozenset(word for word, (kind, _) in words.items() if codes.get(kind, BREAK) not in alone),
    )


@cache
def grammar_of(lang: str) -> Grammar:
    """Load and compile a language's `periods.toml` once; a language without one is a `PeriodLanguageError`."""
    path = LANGUAGES / lang / "periods.toml"
    try:
        return compile_grammar(tomllib.loads(path.read_text(encoding="utf-8")), lang)
    except FileNotFoundError:
        raise PeriodLanguageError(f"no words for time in language {lang!r}: add {path}") from None
    except (tomllib.TOMLDecodeError, re.error, regex.error) as error:
        raise PeriodLanguageError(f"{path}: {error}") from None
    except KeyError as error:
        raise PeriodLanguageError(f"{path}: {error} is missing: see the head of ru/periods.toml") from None
