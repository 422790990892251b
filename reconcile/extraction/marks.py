"""Which words of a text matter, and where do they stand?

One pass per kind over the folded text: numbers, things (weapons and models), outcomes, places, periods and
speakers. Where two marks overlap, the one that explains more characters stands: a model number is no count,
an hour is no count, and "did not reach their targets" names no targets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar

import regex

from reconcile.extraction import periods
from reconcile.extraction.folding import Folded
from reconcile.extraction.numerals import Number, numbers
from reconcile.extraction.periods import When
from reconcile.languages import Language
from reconcile.model import Span
from reconcile.places import Mention
from reconcile.places import find as find_places

_START = attrgetter("start")
M = TypeVar("M", "Number", "Thing", "Predicate")

__all__ = ["Marks", "Predicate", "Sentence", "SpeakerMark", "Thing", "between", "scan"]


class _Standing(Protocol):
    @property
    def start(self) -> int: ...


S = TypeVar("S", bound=_Standing)


def between(marks: Sequence[S], start: int, end: int) -> Sequence[S]:
    """Return the marks that begin from `start` to before `end`; `marks` stand from left to right."""
    if not marks:
        return marks
    first = bisect_left(marks, start, key=_START)
    return marks[first : bisect_left(marks, end, first, key=_START)]


class Thing(NamedTuple):
    """A weapon word: what it is, which model if it names one, and whether its form means one thing."""

    start: int
    end: int
    weapon: str
    model: str | None
    singular: bool


class Predicate(NamedTuple):
    """Words that say an outcome; several outcomes where they are joined ("shot down or suppressed"), `parts` in their order."""

    start: int
    end: int
    outcomes: frozenset[str]
    parts: tuple[str, ...] = ()


class SpeakerMark(NamedTuple):
    """Words that name who says it, or point at a place."""

    start: int
    end: int
    name: str


class Sentence(NamedTuple):
    """A stretch that is read together; `item` when it is an item of a list that an earlier sentence heads."""

    start: int
    end: int
    item: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """All marks of one text, each list from left to right.

    `abroad` says that the text names another war. Of the mentions of time, `timed` name a period, `attacks` that of the attack, `tallies` the time of a count.
    """

    folded: Folded
    language: Language
    sentences: tuple[Sentence, ...]
    numbers: tuple[Number, ...]
    things: tuple[Thing, ...]
    predicates: tuple[Predicate, ...]
    places: tuple[Mention, ...]
    whens: tuple[When, ...]
    speakers: tuple[SpeakerMark, ...]
    ordinals: tuple[Span, ...] = ()
    pointers: tuple[SpeakerMark, ...] = ()
    abroad: bool = False
    timed: tuple[When, ...] = ()
    attacks: tuple[When, ...] = ()
    tallies: tuple[When, ...] = ()


_BULLET = r"[•▪▫◾◽■□●○◦‣🔹🔸🔵🔴🟠🟡🟢🟣⚪⚫🚀🛵☄💥❗❕✈🛩🎯*·]|- |[0-9]{1,2}[.)] |[a-zа-я]\) "
# Where it is worth asking whether a sentence ends, and whether a headline in capitals does.
_MAY_BREAK = re.compile(r"""[.!?\s](?:(?<=[.!?])(?=[.!?"')\]»\\\[\s])|(?<=\n)|(?<=\s)(?=\s))(?<=\S.)""", re.DOTALL)
_CAPITALS = re.compile(r"[A-Z\u00c0-\u03ff\u0400-\u042f\u0460-\u058f/'-]{5} ")
_BREAK = regex.compile(
    rf"(?<=[^\s])(?<!\b(?:обл|тис|млн|р-н|рн|ст|им|т\.г|г|т\.ч|мск|смт|с|м|буд|вул|стор|no|mr|mrs|ms|dr|gen|lt|col|st|u\.s|u\.k|jan|feb|mar|apr|aug|sept|sep|oct|nov|dec|a\.m|p\.m|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Brig|Capt|St|U\.S|U\.K|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)(?=\.))"
    rf"(?:[.!?]{{1,4}}[\"')\]»]{{0,3}}(?:\\?\[\d{{1,3}}\\?\]){{0,4}}(?=\s{{1,8}}[^\sa-zа-яіїєґ,;:)\-(])|(?=\s{{0,8}}\n)(?!(?<=[\p{{L}},\d-])\s{{0,8}}\n\s{{0,8}}[\p{{Ll}}(,;:)]|(?<=,)\s{{0,8}}\n\s{{0,8}}- \p{{Ll}})|(?<!\b(?:над|в|на|и|с|по|у|территори[еийюя]{{1,2}}|территориями|акватори[ийею]{{1,2}}|the|of|over))(?!(?<=\p{{L}})\s{{2,8}}- (?:над|в|у|на|по) )(?!(?<=\d|(?i:дв[ае]|три|четыре|пять|шесть|семь|восемь|девять|десять|дцать))\s{{2,8}}Б[Пп]?ЛА)(?=\s{{2,8}}(?:{_BULLET}|[А-ЯЁІЇЄҐ\p{{So}}\[])))",
)
# A headline in capitals that runs into its text on one line, and a rule of dashes, end what stands before them.
_HEADLINE = regex.compile(r"(?<=(?<!\p{L})[\p{Lu}/'-]{5,20}(?: [\p{Lu}\d/'-]{1,20}){2,10})(?=\s{1,3}\p{Lu}(?:\p{Ll}|\s\p{Ll}))")
_RULE = regex.compile(r"(?:[-_=] ?){4,40}")
# Signs without which a rule of dashes or an item of a digest is not sought.
_DASHES = re.compile(r"[-_=] ?[-_=] ?[-_=]")
_BULLETS = re.compile("[▪▫◾◽■□●○◦🔹🔸]")
# Each item of a digest that was put on one line tells news of its own.
_NEWS = regex.compile(r"(?<=[\p{L}\d\"»)]) (?=[▪▫◾◽■□●○◦🔹🔸] ?\"?(?:\p{Lu}|росі|рф|москв))")
_LONGEST = 4000  # characters; the longest list of a ministry post has some 1,500
_ITEM = regex.compile(rf"[\s*_\ufe0f]{{0,12}}(?:{_BULLET})")
_JOINED = regex.compile(
    r"(?:\s(?:силами|средствами)\s(?:пво|рэб|противовоздушной обороны|радиоэлектронной борьбы),?(?:\s(?:и|а также))\s)?\s{0,2}(?:/|,(?=\s(?:or|или|або|чи)\s)\s(?:or|или|або|чи)|,? а также|,|or|and|и|или|та|й|і|або|чи|и/или|та/або)?\s{0,2}(?:(?:their signals?|either|also|were|was|been|electronically|otherwise|были|было|був|були|успешно)\s){0,2}"
)


def _sentences(folded: Folded) -> tuple[Sentence, ...]:
    text, result, start = folded.cased, [], 0
    rare = [_RULE] if _DASHES.search(text) else []
    if _CAPITALS.search(text):
        rare.append(_HEADLINE)
    if _BULLETS.search(text):
        rare.append(_NEWS)
    breaks = {found.end() for pattern in rare for found in pattern.finditer(text)}
    last = 0
    for mark in _MAY_BREAK.finditer(text):
        if mark.start() >= last and (found := _BREAK.match(text, mark.start())):
            last = found.end()
            breaks.add(last)
    for end in sorted(breaks | {len(text)}):
        while end - start > _LONGEST:
            # No one writes such a sentence: cut at a blank, so that what is read together stays small.
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST) + 1 or start + _LONGEST
            result.append(Sentence(start, cut))
            start = cut
        if text[start:end].strip():
            result.append(Sentence(start, end, bool(_ITEM.match(text, start, end))))
        start = end
    return tuple(result)


def _things(found_things: Sequence[regex.Match[str]], language: Language) -> list[Thing]:
    result = []
    for found in found_things:
        weapon, model = language.thing_names[str(found.lastgroup)]
        result.append(Thing(found.start(), found.end(), weapon, model, bool(language.singular.fullmatch(found.group()))))
    return result


def _predicates(text: str, found_outcomes: Sequence[regex.Match[str]]) -> list[Predicate]:
    result: list[Predicate] = []
    for found in found_outcomes:
        named = str(found.lastgroup)
        if result and found.start() - result[-1].end < 40 and _JOINED.fullmatch(text, result[-1].end, found.start()):
            result[-1] = Predicate(result[-1].start, found.end(), result[-1].outcomes | {named}, (*result[-1].parts, named))
        else:
            result.append(Predicate(found.start(), found.end(), frozenset({named}), (named,)))
    return result


def _outside(marks: list[M], spans: list[tuple[int, int]]) -> list[M]:
    """Return the marks that overlap none of the spans; both are sorted."""
    result, at = [], 0
    for mark in marks:
        while at < len(spans) and spans[at][1] <= mark.start:
            at += 1
        if at == len(spans) or spans[at][0] >= mark.end:
            result.append(mark)
    return result


def _silent(matches: Mapping[str, Sequence[regex.Match[str]]], language: Language) -> bool:
    """Tell whether a text can make no claim: it lacks things, outcomes, or both numbers and single things."""
    if not matches:
        return True
    return not matches["numbers"] and not any(language.singular.fullmatch(found.group()) for found in matches["things"])


def scan(folded: Folded, language: Language, published: datetime | None) -> Marks:
    """Find all marks of a folded text; hours and dates are resolved against the time of publication."""
    text = folded.text
    matches = language.lexicon.matches(text, needed=("things", "outcomes"))
    if _silent(matches, language):
        return Marks(folded, language, (), (), (), (), (), (), ())
    whens = periods.find(text, language.code, published)
    things = _things(matches["things"], language)
    predicates = _predicates(text, matches["outcomes"])
    long_predicates = [(p.start, p.end) for p in predicates if p.end - p.start > 12]
    things = _outside(things, sorted([*long_predicates, *(found.span() for found in matches["speakers"])]))
    thing_spans = [(thing.start, thing.end) for thing in things]
    predicates = _outside(predicates, thing_spans)
    counts = _outside(numbers(text, language, matches), sorted((when.start, when.end) for when in whens))
    counts = list(_outside(counts, thing_spans))
    timed = tuple(when for when in whens if when.period.kind is not None and when.role != "as_of")
    return Marks(
        folded,
        language,
        _sentences(folded),
        tuple(counts),
        tuple(things),
        tuple(predicates),
        find_places(text, language.code, folded.cased),
        tuple(whens),
        tuple(SpeakerMark(found.start(), found.end(), str(found.lastgroup)) for found in matches["speakers"]),
        tuple(Span(*found.span()) for found in matches["ordinals"]),
        tuple(SpeakerMark(found.start(), found.end(), str(found.lastgroup).replace("_", "-")) for found in matches["pointers"]),
        bool(matches["other_wars"]),
        timed,
        tuple(when for when in timed if when.role == "attack"),
        tuple(when for when in whens if when.as_of is not None),
    )
