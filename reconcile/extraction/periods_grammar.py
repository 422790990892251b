"""How is a mention of time written in a language: which words, in which order?

A language's `periods.toml` names classes of words ("from", "night", "month") and rules over those
classes ("from start until end"). A text becomes a short string with one character per time word;
the rules are one regular expression over that string, so unknown words cost next to nothing and a
mention can never reach across them.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import regex

from reconcile.model import ReconcileError

__all__ = ["Grammar", "PeriodLanguageError", "Rule", "Token", "Tokens", "compile_grammar", "grammar_of"]

LANGUAGES = Path(__file__).resolve().parent.parent / "languages"

# Classes that the text itself shows, in any language; the rest come from the language file.
SHAPES = ("hhmm", "either", "fulldate", "numdate", "isodate", "num", "year", "big", "broken")
GAPS = {"": "", ",": "comma", "-": "dash", "--": "dash", "(": "open", ")": "close", ".": "dot", ":": "colon", "/": "slash"}
GAPS |= {".,": "comma", ").": "close", "),": "close", '"': "", ",(": "open", "[": "open", "]": "close"}
BREAK = "/"

# Not \w, which takes the variation selector after an emoji for a letter.
LETTER = r"[\p{L}\p{N}_]"

NUMBERS = (
    r"(?P<isodate>\d{4}-\d{2}-\d{2})"
    r"|(?P<fulldate>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))"
    r"|(?P<meridian>\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\b\.?)"
    r"|(?P<hhmm>\d{1,2}:\d{2})(?::\d{2})?"
    r"|(?P<dotted>\d{1,2}\.\d{1,2})(?!\d|[.,]\d)"
    r"|(?P<number>\d{1,12})(?:-?(?P<ending>\L<endings>))?"
)


class PeriodLanguageError(ReconcileError):
    """A `periods.toml` that breaks its own rules."""


@dataclass(frozen=True, slots=True)
class Token:
    """One time word or number of a text: its class, its offsets, and its value (minutes, day, month, year …)."""

    kind: str
    start: int
    end: int
    value: Any = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """The time words of a text, and the same as a string of one character each, punctuation between them included."""

    tokens: tuple[Token, ...]
    codes: str
    places: tuple[int, ...]

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that stand between two positions of `codes`."""
        return self.tokens[bisect_left(self.places, start) : bisect_left(self.places, end)]


@dataclass(frozen=True, slots=True)
class Rule:
    """One order of words, and what it says: the kind of period, its role, and how to read its ends."""

    name: str
    pattern: str
    kind: str | None
    role: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's way of speaking of time, compiled."""

    lang: str
    zone: ZoneInfo
    published: datetime
    rules: tuple[Rule, ...]
    words: dict[str, tuple[str, Any]]
    codes: dict[str, str]
    lexer: regex.Pattern[str]
    scanner: regex.Pattern[str]

    def tokens(self, folded: str) -> Tokens:
        """Find the time words of a folded text, in order."""
        found: list[Token] = []
        codes: list[str] = []
        places: list[int] = []
        last, length = 0, 0
        for match in self.lexer.finditer(folded):
            token = self._token(match)
            gap = folded[last : token.start].strip(" \n")
            code = "" if not gap else self.codes.get(GAPS.get(gap, "?"), "") if len(gap) <= 2 and gap in GAPS else BREAK
            codes.append(code)
            length += len(code)
            places.append(length)
            codes.append(self.codes.get(token.kind, BREAK))
            length += 1
            found.append(token)
            last = token.end
        return Tokens(tuple(found), "".join(codes), tuple(places))

    def _token(self, match: regex.Match[str]) -> Token:
        start, end = match.span()
        shape = match.lastgroup
        if shape == "word":
            kind, value = self.words[" ".join(match.group().split())]
            return Token(kind, start, end, value)
        kind, value = _number(match)
        return Token(kind, start, end, value)


def _clock(hour: int, minute: int) -> int | None:
    """Minutes since midnight; 24:00 is 1440; None when no clock shows it."""
    return hour * 60 + minute if (hour < 24 and minute < 60) or (hour == 24 and minute == 0) else None


def _century(year: int) -> int:
    return year if year > 99 else 2000 + year


def _number(match: regex.Match[str]) -> tuple[str, Any]:
    """Return the class and the value of a match that begins with a digit."""
    if (text := match["isodate"]) is not None:
        year, month, day = (int(part) for part in text.split("-"))
        return "isodate", (day, month, year)
    if (text := match["fulldate"]) is not None:
        day, month, year = (int(part) for part in text.split("."))
        return "fulldate", (day, month, _century(year))
    if (text := match["meridian"]) is not None:
        return _meridian(text)
    if (text := match["hhmm"]) is not None:
        hour, minute = (int(part) for part in text.split(":"))
        minutes = _clock(hour, minute)
        return ("hhmm", minutes) if minutes is not None else ("broken", None)
    if (text := match["dotted"]) is not None:
        return _dotted(text)
    return _whole(match)


def _meridian(text: str) -> tuple[str, Any]:
    digits = regex.findall(r"\d{1,2}", text)
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if not 1 <= hour <= 12 or minute > 59:
        return "broken", None
    return "hhmm", (hour % 12 + (12 if "p" in text else 0)) * 60 + minute


def _dotted(text: str) -> tuple[str, Any]:
    """Read "20.30" as a clock, "21.12" as a clock or a date, "25.9" as a date: the rules choose by what stands beside it."""
    first, second = text.split(".")
    clock = _clock(int(first), int(second)) if len(second) == 2 else None
    date = (int(first), int(second), None) if 1 <= int(first) <= 31 and 1 <= int(second) <= 12 and len(second) == 2 else None
    if clock is not None and date is not None:
        return "either", (clock, date)
    if clock is not None:
        return "hhmm", clock
    return ("numdate", date) if date is not None else ("broken", None)


def _whole(match: regex.Match[str]) -> tuple[str, Any]:
    value = int(match["number"])
    if 1 <= value <= 31 or (value == 0 and len(match["number"]) <= 2):
        return "num", value
    if 2000 <= value <= 2099 and len(match["number"]) == 4:
        return "year", value
    return "big", value


def _class_codes(classes: list[str]) -> dict[str, str]:
    names = dict.fromkeys([*SHAPES, *filter(None, GAPS.values()), *classes])
    return {name: chr(0xE000 + number) for number, name in enumerate(names)}


WORD_IN_PATTERN = regex.compile(r"(?P<role>[a-z]\w*)=(?:(?P<group>\()|(?P<held>\w+))|(?P<name>\w+)|(?P<mark>[()|?])|(?P<blank>\s+)")


def _expand(pattern: str, codes: dict[str, str], macros: dict[str, str], suffix: str) -> str:
    """Turn a rule's pattern over class names into a regular expression over class characters."""

    def named(name: str) -> str:
        if name in macros:
            inner = _expand(macros[name], codes, macros, suffix)
            return f"(?P<{name}_{suffix}>{inner})" if name in ("clock", "date") else f"(?:{inner})"
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
        if match["group"]:
            pieces.append(f"(?P<{match['role']}_{suffix}>")
        elif match["role"]:
            pieces.append(f"(?P<{match['role']}_{suffix}>{named(match['held'])})")
        elif match["name"]:
            pieces.append(named(match["name"]))
        elif match["mark"]:
            pieces.append("(?:" if match["mark"] == "(" else match["mark"])
    return "".join(pieces)


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
    rules = tuple(
        Rule(rule["name"], rule["pattern"], rule.get("kind"), rule.get("role", "attack"), tuple(rule["examples"]))
        for rule in record["rule"]
    )
    branches = [f"(?:{_expand(rule.pattern, codes, record['macros'], str(n))})(?P<rule_{n}>)" for n, rule in enumerate(rules)]
    spelt = [
        regex.escape(form, special_only=True, literal_spaces=True).replace(" ", r"[ \n]{1,3}")
        for form in sorted(words, key=lambda form: (-len(form), form))
    ]
    lexer = regex.compile(
        rf"(?<!{LETTER})(?:(?<!\d[.,])(?:{NUMBERS})|(?P<word>{'|'.join(spelt)}))(?!{LETTER})",
        endings=list(record.get("endings", ())),
    )
    return Grammar(
        lang=lang,
        zone=ZoneInfo(record["zone"]),
        published=datetime.fromisoformat(record["published"]),
        rules=rules,
        words=words,
        codes=codes,
        lexer=lexer,
        scanner=regex.compile("|".join(branches)),
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
