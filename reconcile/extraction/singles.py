"""Which weapon words without a numeral mean one thing: "a drone was shot down", but no "drone attack" and no "debris of a drone"?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import regex

from reconcile.extraction.figure import Figure
from reconcile.extraction.gaps import words_of
from reconcile.extraction.marks import Marks, Sentence, Thing, between
from reconcile.languages import language

__all__ = ["known", "many", "opening", "stands_alone"]

_BACK = 60  # characters: no article and adjectives before a noun are longer
_MET = frozenset({"intercepted", "jammed", "neutralized"})
_STRIKES = regex.compile(
    r"(?:hits|strikes|hit|struck)\s(?!(?:recorded|reported|registered|in|at|on|across|were|was|are|kill|injur|target|by)\w{0,8}\s)\w"
)
_BE = regex.compile(r"\s(?:(?:was|has been|is|being)\s)?")
_TOLD_BEFORE = 3  # sentences
_PASSIVE = 12  # characters: "has been" and blanks
_TALLY = regex.compile(r"\s(?:and|,)\s\d")


@cache
def _of_another(code: str) -> regex.Pattern[str]:
    words = language(code)
    article, adjectives = words_of(words, "articles"), words_of(words, "adjectives")
    return regex.compile(
        rf"(?<!\w)(?:{words_of(words, 'not_after')})\s{{1,3}}(?:(?:{article})\s{{1,3}})?(?:(?:\w{{2,20}}-)?(?:{adjectives})\s{{1,3}}){{0,4}}[\"(]?$"
    )


@cache
def _led(code: str) -> regex.Pattern[str]:
    words = language(code)
    return regex.compile(rf"(?:(?<!\w)(?:{words_of(words, 'articles')})\s{{1,2}})?(?:(?:{words_of(words, 'adjectives')})\s{{1,3}}){{0,4}}$")


@lru_cache(maxsize=1 << 14)
def _width_led(code: str, before: str) -> int:
    """Return how many of the characters before a noun its article and adjectives take."""
    found = _led(code).search(before)
    return len(found.group()) if found and found.group().strip() else 0


@cache
def _article(code: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{words_of(language(code), 'articles')})\s")


def stands_alone(marks: Marks, sentence: Sentence, thing: Thing) -> bool:
    """Tell whether a thing is itself what is spoken of, not the kind, the remains or the means of something else."""
    words, text = marks.language, marks.folded.text
    before = text[max(sentence.start, thing.start - _BACK) : thing.start]
    if before.endswith("(") and text[thing.end : thing.end + 1] == ")":
        return False  # a short name behind the full one
    if _repelled(marks, thing, before):
        return True
    if _of_another(words.code).search(before) and not (thing.weapon == "missile" and _TALLY.match(text, thing.end)):
        return False
    uncounted = words.grammar.get("uncounted")
    if uncounted and uncounted.search(text, max(sentence.start, thing.start - 2 * _BACK), thing.start):
        return False
    verb = bool(between(marks.predicates, thing.end + 1, thing.end + 2))
    if "raid" in words.grammar and words.grammar["raid"].match(text, thing.end + 1):
        return False  # "intercepted a drone attack"
    kind = words.grammar["not_before"].match(text, thing.end + 1) and text[thing.end : thing.end + 1] in " -"
    return verb or not kind


def _repelled(marks: Marks, thing: Thing, before: str) -> bool:
    """Tell whether the attack of one thing was repelled ("отражена атака беспилотника"); the noun must show that it is one."""
    words, text = marks.language, marks.folded.text
    if "raids" not in words.grammar:
        return False
    ordinal = next(iter(between(marks.ordinals, thing.start - _BACK, thing.start)[-1:]), None)
    if words.grammar["invariable"].fullmatch(text, thing.start, thing.end) and (ordinal is None or ordinal.end != thing.start - 1):
        return False
    start = thing.start - _width_led(words.code, before) if ordinal is None or ordinal.end != thing.start - 1 else ordinal.start
    led = next(iter(between(marks.predicates, start - _BACK, start)[-1:]), None)
    met = led is not None and led.end == start - 1 and led.outcomes & _MET
    return bool(led and met and words.grammar["raids"].search(text, led.start, led.end))


def opening(marks: Marks, sentence: Sentence, thing: Thing, end: int) -> int | None:
    """Return where the words for a single thing begin; None where the language wants an article and there is none."""
    words, text = marks.language, marks.folded.text
    before = text[max(sentence.start, thing.start - _BACK) : thing.start]
    start = thing.start - _width_led(words.code, before)
    if "passive" not in words.grammar or _article(words.code).match(text, start, end):
        return start
    met = next(iter(between(marks.predicates, end + 1, end + _PASSIVE)), None)
    if met is not None and met.outcomes == {"hit"} and _STRIKES.match(text, met.start) and not text[sentence.start : start].strip(' \n"'):
        return start  # "Russian drone hits house in Sumy"
    if met is not None and met.outcomes & _MET and _BE.fullmatch(text, end, met.start) and not text[sentence.start : start].strip(' \n"'):
        return start  # "Ukrainian drone was destroyed over Tula", as telegrams and headlines put it
    # Headlines leave articles out: "attacks with Iskander missile and 206 drones".
    return start if thing.weapon == "missile" and _TALLY.match(text, end) else None


def known(marks: Marks, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Tell whether a bare noun opens a sentence and so means the one just told of ("a drone was downed. The drone was over the sea")."""
    sentence, text = marks.sentences[figure.sentence], marks.folded.text
    if (
        "recalls" not in marks.language.grammar
        or text[sentence.start : figure.start].strip(' \n"')
        or " " in text[figure.start : figure.end]
    ):
        return False
    near = (one for one in figures if one.start < figure.start and figure.sentence - one.sentence <= _TOLD_BEFORE)
    return any(one.single and one.weapon == figure.weapon and one.outcomes & _MET for one in near)


def many(marks: Marks, figure: Figure) -> bool:
    """Tell whether the words beside a noun that has no plural form say that there were many ("БПЛА уничтожены")."""
    grammar, text = marks.language.grammar, marks.folded.text
    if grammar["many_after"].match(text, figure.end + 1):
        return True
    thing = next((t for t in between(marks.things, figure.start, figure.end)), None)
    if thing is not None and "plural_form" in grammar and grammar["plural_form"].fullmatch(text, thing.start, thing.end):
        return not any(one.end() == thing.start for one in grammar["of_one"].finditer(text, max(0, thing.start - 40), thing.start))
    if thing is None or not grammar["invariable"].fullmatch(text, thing.start, thing.end):
        return False
    if any(grammar["many_things"].fullmatch(word) for word in text[max(0, thing.start - 25) : thing.start].replace('"', " ").split()[-1:]):
        return True
    if _governed(marks, thing):
        return True
    near = [
        *between(marks.predicates, figure.start - 80, figure.start)[-1:],
        *between(marks.predicates, figure.end, figure.end + 60)[:1],
    ]
    near.sort(key=lambda p: max(figure.start - p.end, p.start - figure.end))
    return bool(near) and bool(grammar["many_met"].search(text, near[0].start, near[0].end))


def _governed(marks: Marks, thing: Thing) -> bool:
    """Tell whether another noun stands right before a noun without case forms, and so governs it ("an airfield of UAVs")."""
    grammar, text = marks.language.grammar, marks.folded.text
    word = regex.search(r"(?<!\w)([\w'-]{4,30})\"? $", text[max(0, thing.start - 34) : thing.start])
    if word is None or "nouns" not in grammar:
        return False
    start = thing.start - len(word.group())
    ends = [
        *(mark.end for mark in between(marks.predicates, start - 60, thing.start)),
        *(mark.end for mark in between(marks.places, start - 60, thing.start)),
        *(mark.end for mark in between(marks.whens, start - 60, thing.start)),
        *(mark.end for mark in between(marks.numbers, start - 60, thing.start)),
    ]
    return not any(end > start for end in ends) and grammar["nouns"].fullmatch(word.group(1)) is not None
