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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import regex

from reconcile.model import ReconcileError

__all__ = ["Grammar", "PeriodLanguageError", "Phrase", "Rule", "Token", "compile_grammar", "grammar_of", "scanner_of"]

LANGUAGES = Path(__file__).resolve().parent.parent / "languages"

# Classes that the text itself shows, in any language; the rest come from the language file.
SHAPES = ("hhmm", "dotted", "either", "fulldate", "isodate", "num", "year", "big", "broken", "decimal")
GAPS = {"": "", ",": "comma", "-": "dash", "--": "dash", "(": "open", ")": "close", ".": "dot", ":": "colon", "/": "slash"}
GAPS |= {".,": "comma", ").": "close", "),": "close", '"': "", ",(": "open", "[": "open", "]": "close"}
BREAK = "/"
LONGEST_GAP = 8

# Years that a text on this war can speak of; 2000 drones are no year.
YEARS = range(2010, 2050)

NUMBERS = (
    r"(?P<isodate>\d{4}-\d{2}-\d{2})"
    r"|(?P<fulldate>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))"
    r"|(?P<meridian>\d{1,2}(?:[:.]\d{2})? ?[ap](?:m\b|\.m\b\.?))"
    r"|(?P<clock>\d{1,2}:\d{2})(?::\d{2})?"
    r"|(?P<dotted>\d{1,2}\.\d{2})(?![.,]?\d)"
    r"|(?P<dashed>\d{1,2}-00)"
    r"|(?P<number>\d{1,12})(?:-?(?:ENDINGS))?"
)


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

    `sought` is its pattern over class characters; `reader` the same with its parts captured.
    """

    name: str
    pattern: str
    kind: str | None
    role: str
    examples: tuple[str, ...]
    sought: str
    reader: regex.Pattern[str]

    @property
    def roles(self) -> tuple[str, ...]:
        """The parts that the rule names."""
        return tuple(name for name in self.reader.groupindex if name not in CAPTURED)


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's way of speaking of time, compiled."""

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

    def phrases(self, folded: str) -> Iterator[Phrase]:
        """Yield the runs of time words of a folded text in which a rule might match."""
        tokens: list[Token] = []
        codes = ""
        places: list[int] = []
        for token in self._tokens(folded):
            gap = self._gap(folded, tokens[-1].end, token.start) if tokens else ""
            if gap is None:
                if len(tokens) > 1 or codes in self.alone:
                    yield Phrase(tokens, codes, places)
                tokens, codes, places, gap = [], "", [], ""
            tokens.append(token)
            places.append(len(codes) + len(gap))
            codes += gap + self.codes.get(token.kind, BREAK)
        if len(tokens) > 1 or codes in self.alone:
            yield Phrase(tokens, codes, places)

    def _gap(self, folded: str, start: int, end: int) -> str | None:
        """Return what stands between two tokens as characters of a phrase; None when other words stand there."""
        if end - start > LONGEST_GAP:
            return None
        gap = folded[start:end]
        return "" if gap == " " else self.gaps.get(gap.strip(" \n"))

    def _tokens(self, folded: str) -> Iterator[Token]:
        words = self.words
        for match in self.lexer.finditer(folded):
            shape = match.lastgroup
            if shape == "word":
                text = match[0]
                kind, value = words[text] if text in words else words[" ".join(text.split())]
            else:
                kind, value = READERS[shape or ""](match[shape or 0])
            yield Token(kind, *match.span(), value)

    def matches(self, phrase: Phrase) -> Iterator[tuple[Rule, regex.Match[str]]]:
        """Yield the rules that match in a phrase, left to right; the first rule that matches at a place wins."""
        for found in self.scanner.finditer(phrase.codes):
            rule = self.rules[int((found.lastgroup or "rule_0").removeprefix("rule_"))]
            match = rule.reader.match(phrase.codes, found.start())
            if match is not None:
                yield rule, match


def _minutes(hour: int, minute: int) -> int | None:
    """Minutes since midnight; 24:00 is 1440; None when no clock shows it."""
    return hour * 60 + minute if (hour < 24 and minute < 60) or (hour == 24 and minute == 0) else None


def _isodate(text: str) -> tuple[str, Any]:
    year, month, day = (int(part) for part in text.split("-"))
    return "isodate", (day, month, year)


def _fulldate(text: str) -> tuple[str, Any]:
    day, month, year = (int(part) for part in text.split("."))
    return "fulldate", (day, month, year if year > 99 else 2000 + year)


def _meridian(text: str) -> tuple[str, Any]:
    digits = re.findall(r"\d{1,2}", text)
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if not 1 <= hour <= 12 or minute > 59:
        return "broken", None
    return "hhmm", (hour % 12 + (12 if "p" in text else 0)) * 60 + minute


def _clock(text: str) -> tuple[str, Any]:
    hour, minute = text.split(":")
    minutes = _minutes(int(hour), int(minute))
    return ("hhmm", minutes) if minutes is not None else ("broken", None)


def _dotted(text: str) -> tuple[str, Any]:
    """Read "20.30" as a clock and "21.12" as a clock or a date: the rules choose by what stands beside it."""
    first, second = (int(part) for part in text.split("."))
    clock = _minutes(first, second)
    is_date = 1 <= first <= 31 and 1 <= second <= 12
    if clock is None:
        return ("either", (None, (first, second))) if is_date else ("decimal", None)
    return ("either", (clock, (first, second))) if is_date else ("dotted", clock)


def _number(text: str) -> tuple[str, Any]:
    value = int(text)
    if value <= 31 and len(text) <= 2:
        return "num", value
    return ("year", value) if value in YEARS and len(text) == 4 else ("big", value)


READERS: dict[str, Callable[[str], tuple[str, Any]]] = {
    "isodate": _isodate,
    "fulldate": _fulldate,
    "meridian": _meridian,
    "clock": _clock,
    "dashed": lambda text: _clock(text.replace("-", ":")),
    "dotted": _dotted,
    "number": _number,
}


def _class_codes(classes: list[str]) -> dict[str, str]:
    names = dict.fromkeys([*SHAPES, *filter(None, GAPS.values()), *classes])
    return {name: chr(0xE000 + number) for number, name in enumerate(names)}


WORD_IN_PATTERN = regex.compile(r"(?P<role>[a-z]\w*)=(?:(?P<group>\()|(?P<held>\w+))|(?P<name>\w+)|(?P<mark>[()|?])|(?P<blank>\s+)")
# Macros whose words tell the hour; both are captured as "clock".
CAPTURED = ("clock", "hour")


def _expand(pattern: str, codes: dict[str, str], macros: dict[str, str], captured: tuple[str, ...]) -> str:
    """Turn a pattern over class names into one over class characters, which captures its roles and the macros named."""

    def named(name: str) -> str:
        if name in macros:
            inner = _expand(macros[name], codes, macros, captured)
            return f"(?P<clock>{inner})" if name in captured else f"(?:{inner})"
        if name not in codes:
            raise PeriodLanguageError(f"periods.toml: pattern {pattern!r} names {name!r}, which is no class: declare it under [words]")
        return codes[name]

    pieces = []
    position = 0
    while position < len(pattern):
        match = WORD_IN_PATTERN.match(pattern, position)
        if match is None:
            raise PeriodLanguageError(f"periods.toml: pattern {pattern!r} cannot be read at {pattern[position:]!r}")
        position = match.end()
        opening = f"(?P<{match['role']}>" if captured and match["role"] else "(?:"
        if match["group"]:
            pieces.append(opening)
        elif match["held"]:
            pieces.append(f"{opening}{named(match['held'])})")
        elif match["name"]:
            pieces.append(named(match["name"]))
        elif match["mark"]:
            pieces.append("(?:" if match["mark"] == "(" else match["mark"])
    return "".join(pieces)


def _trie(forms: Iterable[str]) -> str:
    """Write some words as one regular expression that shares their beginnings: five times as fast as listing them."""
    root: dict[str, Any] = {}
    for form in forms:
        branch = root
        for letter in form:
            branch = branch.setdefault(letter, {})
        branch[""] = {}

    def written(branch: dict[str, Any]) -> str:
        ways = [
            (r"[ \n]{1,3}" if letter == " " else re.escape(letter)) + written(rest) for letter, rest in sorted(branch.items()) if letter
        ]
        if not ways:
            return ""
        whole = ways[0] if len(ways) == 1 and "" not in branch else f"(?:{'|'.join(ways)})"
        return f"{whole}?" if "" in branch else whole

    return written(root)


def scanner_of(rules: Iterable[Rule]) -> re.Pattern[str]:
    """Compile some rules into one pattern, in their order of precedence."""
    return re.compile("|".join(f"(?P<rule_{number}>{rule.sought})" for number, rule in enumerate(rules)))


def compile_grammar(record: dict[str, Any], lang: str) -> Grammar:
    """Compile the content of a `periods.toml`; a class, macro or key that it does not declare is a `PeriodLanguageError`."""
    words: dict[str, tuple[str, Any]] = {}
    for kind, forms in record["words"].items():
        for form in forms:
            value = forms[form] if isinstance(forms, dict) else None
            if form in words:
                raise PeriodLanguageError(f"{lang}/periods.toml: {form!r} stands in two classes, {words[form][0]} and {kind}: keep one")
            words[form] = (kind, value)
    codes = _class_codes(list(record["words"]))
    macros = record["macros"]
    rules = tuple(
        Rule(
            name=rule["name"],
            pattern=rule["pattern"],
            kind=rule.get("kind"),
            role=rule.get("role", "attack"),
            examples=tuple(rule["examples"]),
            sought=_expand(rule["pattern"], codes, macros, ()),
            reader=regex.compile(_expand(rule["pattern"], codes, macros, CAPTURED)),
        )
        for rule in record["rule"]
    )
    # The standard library's \b, unlike regex's, does not take the variation selector after an emoji for a letter.
    numbers = NUMBERS.replace("ENDINGS", "|".join(map(re.escape, record["endings"])))
    lexer = re.compile(rf"\b(?:(?=\d)(?<!\d[.,])(?:{numbers})|(?P<word>{_trie(words)}))(?!\w)")
    scanner = scanner_of(rules)
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
        alone=frozenset(code for code in codes.values() if scanner.fullmatch(code)),
    )


@cache
def grammar_of(lang: str) -> Grammar:
    """Load and compile a language's `periods.toml` once; a language without one is a `PeriodLanguageError`."""
    path = LANGUAGES / lang / "periods.toml"
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PeriodLanguageError(f"no words for time in language {lang!r}: add {path}") from None
    except tomllib.TOMLDecodeError as error:
        raise PeriodLanguageError(f"{path}: {error}") from None
    return compile_grammar(record, lang)
