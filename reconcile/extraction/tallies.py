"""Which figures stand in short forms: "detected/destroyed: 12/9", "downed 26/37 missiles", "the third one hit"?"""

from __future__ import annotations

import regex

from reconcile.extraction.figure import Figure
from reconcile.extraction.gaps import gaps
from reconcile.extraction.marks import Marks, between
from reconcile.model import Count

__all__ = ["ordinals", "pairs", "shares", "singly"]

_LED = 40  # characters: the longest words of an outcome
_NEAR = 11  # characters: "had been" and blanks
_AUXILIARY = regex.compile(r"\s{1,2}(?:(?:was|were|had|has been|had been|is)\s)?\"?")
_PAIR = regex.compile(r"(?<![\d./])(?P<one>[0-9]{1,6})\s?/\s?(?P<other>[0-9]{1,6})(?![\d./])")
_SHARE = regex.compile(r"(?<![\d./\w-])(?P<one>[0-9]{1,5})\s?[/\\]\s?(?P<other>[0-9]{1,5})(?![\d./])")
_ITEMS = 12  # items of a list, and characters of it, over which its head holds
_LIST = 600
_BULLET = 12  # characters between the colon of a head and its first item
_MET = frozenset({"intercepted", "jammed", "neutralized"})


def pairs(marks: Marks, index: int) -> list[Figure]:
    """Return the two figures of each "12 / 9 (detected/destroyed)" in a sentence, each with its outcome."""
    sentence, text = marks.sentences[index], marks.folded.text
    result: list[Figure] = []
    for found in _PAIR.finditer(text, sentence.start, sentence.end) if "/" in text else ():
        for predicate in between(marks.predicates, found.start() - 80, found.end() + 4):
            behind = 0 <= predicate.start - found.end() < 4 and "(" in text[found.end() : predicate.start]
            ahead = 0 <= found.start() - predicate.end < 25 and ":" in text[predicate.end : found.start()]
            if (behind or ahead) and len(predicate.parts) == 2:
                for group, outcome in zip(("one", "other"), predicate.parts, strict=True):
                    number = int(found[group])
                    result.append(
                        Figure(
                            *found.span(group),
                            Count(number, number),
                            index,
                            fixed=frozenset({outcome}),
                            elliptical=True,
                            rule="pair of outcomes",
                        )
                    )
                break
    return result


def shares(marks: Marks, index: int) -> list[Figure]:
    """Return both figures of each "downed 26/37 missiles" in a sentence: how many of how many."""
    sentence, text = marks.sentences[index], marks.folded.text
    result: list[Figure] = []
    headed = sentence.item or text[max(0, sentence.start - _BULLET) : sentence.start].rstrip(" \n▪▫➖•◾◽-").endswith(":")
    heads = marks.sentences[max(0, index - _ITEMS)].start if headed else sentence.start
    for found in _SHARE.finditer(text, sentence.start, sentence.end) if "/" in text or "\\" in text else ():
        one, other = int(found["one"]), int(found["other"])
        if any(thing.end > found.start() for thing in between(marks.things, found.start() - _LED, found.start())):
            continue  # "Shahed 131/136 UAVs"
        said = [p for p in between(marks.predicates, max(heads, found.start() - _LIST), found.start()) if p.outcomes & _MET]
        thing = next(iter(between(marks.things, found.end(), min(sentence.end, found.end() + 60))), None)
        if one > other or not said or thing is None or not gaps(marks.language).to_thing.fullmatch(text, found.end(), thing.start):
            continue
        models = (thing.model,) if thing.model else ()
        whole = Figure(found.start("other"), thing.end, Count(other, other), index, thing.weapon, models, rule="whole of a share")
        whole.fixed = frozenset({"launched"})
        portion = Figure(found.start(), thing.end, Count(one, one), index, thing.weapon, models, rule="share of a whole")
        portion.fixed, portion.portion_of = said[-1].outcomes, whole
        result += [portion, whole]
    return result


def singly(marks: Marks, index: int) -> list[Figure]:
    """Return the figure of "single drones were downed over A, B and C": one each."""
    words, sentence = marks.language.grammar.get("singly"), marks.sentences[index]
    found = words.finditer(marks.folded.text, sentence.start, sentence.end) if words else ()
    return [Figure(one.start(), one.end(), Count(1, 1), index, "drone", distributive=True, single=True, rule="one each") for one in found]


def _placed(marks: Marks, end: int) -> bool:
    """Tell whether a place follows with nothing but a word for "over" before it."""
    near = between(marks.places, end, end + _LED)
    return bool(near) and gaps(marks.language).to_place.fullmatch(marks.folded.text, end, near[0].start) is not None


def ordinals(marks: Marks, index: int) -> list[Figure]:
    """Return one figure for each ordinal that stands for a thing just counted ("two were downed, the third hit a depot")."""
    sentence = marks.sentences[index]
    result: list[Figure] = []
    for found in between(marks.ordinals, sentence.start, sentence.end):
        for predicate in between(marks.predicates, found.end, found.end + _NEAR):
            if _AUXILIARY.fullmatch(marks.folded.text, found.end, predicate.start) and sentence.start < found.start:
                result.append(
                    Figure(
                        found.start,
                        predicate.end,
                        Count(1, 1),
                        index,
                        fixed=predicate.outcomes,
                        elliptical=True,
                        rule="ordinal and outcome",
                        doubt="ordinal",
                    )
                )
        if marks.folded.text.startswith("another", found.start) and _placed(marks, found.end):
            # "One over the Bryansk region, and another over Crimea."
            result.append(Figure(found.start, found.end, Count(1, 1), index, more=True, elliptical=True, rule="number and place"))
        led = next((p for p in between(marks.predicates, found.start - _LED, found.start) if found.start - p.end == 1), None)
        if led is not None and marks.folded.text.startswith("another", found.start):
            # "Shot down one drone and jammed another."
            one = Figure(led.start, found.end, Count(1, 1), index, fixed=led.outcomes, elliptical=True, rule="outcome and another")
            result.append(one)
    return result
