"""Which figures does a text state by pointing at another: "all 27", "all of them", "all but two", "none of the 14"?

"All 27 were shot down" says twice how many there were: as many were launched. "All but two" is the difference
from the launched; "all of them" and "both" repeat the figure that they point at and are quoted from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from reconcile.extraction.figure import Figure
from reconcile.extraction.marks import Marks, Predicate, Thing, between
from reconcile.model import Count

__all__ = ["followed", "lead", "resolve"]

_BACK = 2  # sentences: further back no one knows what "them" means
_OUT_OF = 10  # characters between "161 targets" and "199 vehicles": "out of"
_PERCENT = regex.compile(r"\d\s?(?:%|per ?cent)")
_LAUNCHED = frozenset({"launched"})
_GAP = regex.compile(r"[\s,-]{0,3}(?:\w{1,12}\s){0,3}")


def _antecedent(figures: Sequence[Figure], at: int, sentence: int, weapon: str | None = None) -> Figure | None:
    """Return the last launched figure, of a weapon if one is named, that stands before an offset, not far back."""
    figures = [f for f in figures if weapon is None or f.weapon == weapon]
    near = [f for f in figures if f.start < at and sentence - f.sentence <= _BACK and not f.location and not f.single and f.outcomes]
    launched = [f for f in near if f.outcomes == _LAUNCHED]
    return launched[-1] if launched else None


def _excepted(figure: Figure, figures: Sequence[Figure]) -> Figure | None:
    whole = figure.portion_of or _antecedent([f for f in figures if f is not figure], figure.start, figure.sentence)
    if whole is None or whole.count.low != whole.count.high or figure.count.low != figure.count.high:
        return None
    left = whole.count.low - figure.count.low
    hedged = whole.count.approximate or figure.count.approximate
    return replace(figure, count=Count(left, left, hedged), rule="all but") if left >= 0 else None


def _said_of(marks: Marks, start: int, end: int) -> Predicate | None:
    """Return the outcome that stands directly before or behind words that point at all."""
    text = marks.folded.text
    for predicate in between(marks.predicates, start - 40, end + 40):
        if predicate.start >= end and regex.fullmatch(_GAP, text[end : predicate.start]):
            return predicate
        if predicate.end <= start and not text[predicate.end : start].strip():
            return predicate
    return None


def _several(marks: Marks, named: Thing, meant: Figure) -> bool:
    """Tell whether "all targets" points at a sentence that names other weapons too: then no figure says how many they were."""
    if named.weapon != "mixed" or meant.weapon == "mixed":
        return False
    sentence = marks.sentences[meant.sentence]
    return any(thing.weapon not in (meant.weapon, "mixed", "location") for thing in between(marks.things, sentence.start, sentence.end))


def _pointing(marks: Marks, figures: Sequence[Figure], told: Sequence[Figure]) -> list[Figure]:
    """Return the figures that "all of them" and "both" stand for; words that hold a figure told, "all five drones", do not point."""
    result: list[Figure] = []
    if not any(figure.outcomes == _LAUNCHED for figure in figures):
        return result
    text = marks.folded.text
    for index, sentence in enumerate(marks.sentences):
        for found in marks.language.grammar["all_of_them"].finditer(text, sentence.start, sentence.end):
            said = _said_of(marks, found.start(), found.end())
            named = next(iter(between(marks.things, found.start(), found.end())), None)
            meant = _antecedent(figures, found.start(), index, named.weapon if named and named.weapon != "mixed" else None)
            if said is None or meant is None or said.outcomes == _LAUNCHED or (named and _several(marks, named, meant)):
                continue
            here = [f for f in told if f.sentence == index]
            if any(f.bracket or (f.start < said.end and said.start < f.end) for f in here):
                continue
            if any(f.start < found.end() and found.start() < f.end and not f.single for f in here):
                continue
            if marks.language.grammar["both"].match(found.group()) and meant.count.low != 2:
                continue
            pointed = replace(meant, start=found.start(), end=found.end(), sentence=index, outcomes=said.outcomes, own=True, places=[])
            result.append(replace(pointed, quoted=meant, portion_of=None, head=None, part_cue=False, rule="all of them"))
    return result


def _sent_more(figure: Figure, launched: set[tuple[str | None, Count]]) -> bool:
    """Tell whether as many of the kind, or more, are said to have been launched: "all five" are then some of those."""
    return any(weapon == figure.weapon and count.low >= figure.count.low for weapon, count in launched)


def resolve(marks: Marks, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a text with those that point at others read."""
    result: list[Figure] = []
    launched = {(f.weapon, f.count) for f in figures if f.outcomes == _LAUNCHED}
    for figure in figures:
        if figure.excepted:
            if (rest := _excepted(figure, figures)) is not None:
                result.append(rest)
            continue
        if figure.none_of and figure.outcomes:
            figure.outcomes = _LAUNCHED
        result.append(figure)
        if figure.sent:
            result.append(replace(figure, outcomes=_LAUNCHED, rule="sent, and what became of it"))
        whole = figure.everything and figure.outcomes - _LAUNCHED and not figure.location and figure.rule == "number and thing"
        if whole and not _sent_more(figure, launched):
            result.append(replace(figure, outcomes=_LAUNCHED, rule="all of a number"))
    return sorted([*result, *_pointing(marks, result, figures)], key=lambda figure: (figure.sentence, figure.start, -figure.end))


def lead(marks: Marks, figures: Sequence[Figure], whole: Figure) -> None:
    """Let the kind beside a whole be a whole too ("of 728 drones and 13 missiles launched")."""
    at = next(i for i, other in enumerate(figures) if other is whole)
    for other in figures[at + 1 : at + 2]:
        joined = marks.language.grammar["conjunction"].fullmatch(marks.folded.text[whole.end : other.start].strip())
        if joined and other.weapon != whole.weapon:
            other.outcomes, other.head = _LAUNCHED, None


def followed(marks: Marks, figures: Sequence[Figure], whole: Figure) -> bool:
    """Tell whether "of 140 drones" is followed by what became of them, or of what share."""
    for other in figures:
        near = other.start > whole.end or 0 < whole.start - other.end < _OUT_OF
        if other is not whole and other.own and other.outcomes - _LAUNCHED and near:
            return True
    # "Of the 5,312 drones launched, just under 80% were downed."
    sentence = marks.sentences[whole.sentence]
    opens = len(marks.folded.text[sentence.start : whole.start].strip()) <= _OUT_OF
    return "passive" in marks.language.grammar and opens and _PERCENT.search(marks.folded.text, whole.end, sentence.end) is not None
