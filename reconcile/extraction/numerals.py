"""How many do these words say?

Digits with thousands marks and case endings, number words in every case, collective numbers ("two dozen",
"чотирма десятками"), unnumbered plurals ("десятки" is 20 or more), vague words ("several" is 2 or more) and
the hedges before them ("at least", "понад", "до") become intervals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from reconcile.languages import Language
from reconcile.model import Count

__all__ = ["Number", "hedged", "numbers", "value_of_words"]

MOST = 10_000_000  # No statement counts more things than this; a larger number is something else.
_RANGE = regex.compile(r"\s?(?:-|to|до|по|and|і|и)\s?")
_OPENED_BY = {"до": ("от", "від"), "по": ("от", "від"), "and": ("between",)}
_HEDGE_GAP = regex.compile(r"\s{1,3}(?:the |a |to )?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in folded text: what it says, and the hedge that stands before it (`start` includes the hedge)."""

    start: int
    end: int
    bare: int
    count: Count
    hedge: str | None = None
    vague: bool = False


def value_of_words(words: str, language: Language) -> int | None:
    """Return the value of a run of number words, or None where it is not one number.

    >>> from reconcile.languages import language
    >>> value_of_words("двадцать восемь", language("ru")), value_of_words("две тысячи сто", language("ru"))
    (28, 2100)
    """
    total = current = 0
    last = MOST
    for word in words.replace("-", " ").split():
        if word == "and":
            continue
        value = language.values[word]
        if value >= 1000 or (value == 100 and language.code == "en"):
            scaled = (current or 1) * value
            total, current = (total + scaled, 0) if value >= 1000 else (total, scaled)
            last = value
            continue
        # 20 8 is 28; 8 20 is two numbers.
        if current and not (value < last and (current % 100 == 0 or (value < 10 <= last and last >= 20))):
            return None
        current += value
        last = value
    return total + current


def _read(found: regex.Match[str], language: Language) -> tuple[Count, bool] | None:
    if found["vague"]:
        return Count(2, None, approximate=True), True
    if found["digits"]:
        if found["digits"].startswith("00"):
            return None  # The end of a number of more thousands than any count has.
        digits = found["digits"].replace(" ", "").replace(",", "")
        if not digits.isdecimal():
            return None  # A digit of a script that this Python does not know yet.
        number = int(digits)
        if found["scale"]:
            number *= language.values[found["scale"]]
        return (Count(number, number), False) if number <= MOST else None
    if found["decimal"] and found["decimal"].isascii():
        scale = language.values[found["scale"]] if found["scale"] else 0
        number = round(float(found["decimal"].replace(",", ".")) * scale)
        return (Count(number, number), False) if MOST >= number > scale >= 1000 else None
    if found["words"] in language.plurals and not found["group"]:
        return Count(language.plurals[found["words"]], None, approximate=True), True
    multiple: int | None = None
    if found["words"]:
        multiple = value_of_words(found["words"], language)
        if multiple is None:
            return None
    if not found["group"]:
        return None if multiple is None or multiple > MOST else (Count(multiple, multiple), False)
    value, plural_low = language.groups[found["group"]]
    if found["many"]:
        return Count(2 * value, None, approximate=True), True  # "several dozen" are dozens
    if plural_low is not None and multiple is None and not found["half"]:
        return Count(plural_low, None, approximate=True), True
    number = value * (multiple or 1)
    return (Count(number // 2, number // 2) if found["half"] else Count(number, number)), False


_ONE_ONLY = frozenset({"over", "at_least", "about", "under"})  # "more than hundreds" says no one


def hedged(count: Count, hedge: str | None) -> Count:
    """Return the interval that a hedge makes of a count."""
    match hedge:
        case "at_least":
            return Count(count.low, None, count.approximate)
        case "over":
            return Count(count.low + 1, None, count.approximate) if count.low == count.high else Count(count.low, None, count.approximate)
        case "at_most":
            return Count(0, count.high, count.approximate) if count.high is not None else count
        case "under":
            return Count(0, max(0, count.low - 1)) if count.low == count.high else count
        case "about":
            return Count(count.low, count.high, approximate=True)
        case _:
            return count


def numbers(folded: str, language: Language, matches: Mapping[str, Sequence[regex.Match[str]]] | None = None) -> list[Number]:
    """Return the numbers of a folded text from left to right, hedges and ranges read.

    `matches` are those of the language's lexicon, where the caller has them already.
    """
    matches = matches or language.lexicon.matches(folded)
    hedges = {found.end(): found for found in matches["hedges"]}
    none, grown = language.grammar.get("none"), language.grammar.get("grown_to")
    result: list[Number] = []
    for found in matches["numbers"]:
        read = _read(found, language)
        if read is None:
            continue
        count, vague = read
        start, hedge = found.start(), None
        for length in (1, 2, 3, 4, 5):
            before = hedges.get(start - length)
            if before is not None and _HEDGE_GAP.fullmatch(folded, before.end(), start):
                start, hedge = before.start(), before.lastgroup
                if hedge == "at_most" and grown is not None and grown.search(folded, max(0, start - 30), start):
                    hedge = None  # "rose to six" bounds nothing
                break
        previous = result[-1] if result else None
        if previous is not None and not vague and not previous.vague and _RANGE.fullmatch(folded, previous.end, found.start()):
            low, high = previous.count.low, count.high
            dash = folded[previous.end : found.start()].strip()
            from_word = folded[max(0, previous.start - 8) : previous.start].strip().split(" ")[-1:]
            opened = from_word[-1:] and from_word[-1] in _OPENED_BY.get(dash, ())
            if high is not None and 0 < low < high and (dash in {"-", "to"} or opened):
                result[-1] = Number(previous.start, found.end(), previous.bare, Count(low, high), previous.hedge)
                continue
        if hedge in _ONE_ONLY and found["group"] and count.high is None and language.groups[found["group"]][1] == count.low:
            value = language.groups[found["group"]][0]
            count, vague = Count(value, value), False  # "over a hundred", where one and many are spelled alike
        counted, end = hedged(count, hedge), found.end()
        if count.low == 1 and none is not None:
            said = none.match(folded, max(0, start - 4)) or none.match(folded, max(0, start - 3))
            if said is not None and said.end() == end:
                start, counted = said.start(), Count(0, 0)  # "not one"
        if folded[end : end + 1] == "+" and count.low == count.high:
            counted, end = Count(count.low, None), end + 1
        elif (more := language.grammar.get("or_more")) and (behind := more.match(folded, end + 1)):
            counted, end = Count(count.low, None, count.approximate), behind.end()
        elif (so := language.grammar.get("or_so")) and (behind := so.match(folded, end + (folded[end : end + 1] == " "))):
            counted, end = Count(count.low, count.high, approximate=True), behind.end()
        result.append(Number(start, end, found.start(), counted, hedge, vague))
    return result
