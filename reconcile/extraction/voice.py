"""On which side of an outcome does its figure stand, where word order carries the syntax?

"Downed 40" and "40 were downed" differ by voice alone. Languages whose grammar names no `passive` words tell
by cases and endings instead, and this module has no say in them.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from reconcile.extraction.figure import Figure
from reconcile.extraction.marks import Marks, Predicate, between

__all__ = ["direction", "participle", "subject", "told_of"]

_MET = frozenset({"intercepted", "jammed", "neutralized"})
_CLAUSE = regex.compile(r"[,;:.()]")
_ENDED = regex.compile(r"[,.]")
_AUXILIARIES = 3  # words: "were reportedly also downed"
_PERCENT = regex.compile(r"\s?(?:%|per ?cent)")
_BY = regex.compile(r"\s(?:by|with)\s")
_TOLD = regex.compile(r"\s(?:that|which)\s(?:were|was|had been|have been|(?:his|its|their|our|the)\s(?:[\w'-]{1,20}\s){1,3})\s?")
_MANAGED = regex.compile(r"\s(?:managed|succeeded in|(?:was|were) able)\sto\s$")
_BACK = 20  # characters: "were able to"
_LONG = 300  # characters between an attempt and what became of it
_THE = regex.compile(r"\s(?:the\s)?")
_NEAR = 2  # characters: a figure or number right behind an outcome is its object


def direction(marks: Marks, predicate: Predicate, figures: Sequence[Figure]) -> str:
    """Return "left", "right", "before" (left or nowhere), "nowhere" or, where voice is no guide, ""."""
    grammar, text, end = marks.language.grammar, marks.folded.text, predicate.end
    if "passive" not in grammar:
        return ""
    by = _BY.match(text, end)
    if (text.endswith(" by", 0, end) and any(0 <= figure.start - end <= _NEAR for figure in figures)) or (
        by and any(figure.start == by.end() for figure in figures)
    ):
        return "right"
    if (
        "hit" in predicate.outcomes
        and text.endswith(" to ", 0, predicate.start)
        and not _MANAGED.search(text[max(0, predicate.start - _BACK) : predicate.start])
    ):
        return "nowhere"  # "missiles to hit the grid" are launched for it
    before = _CLAUSE.split(text[max(0, predicate.start - 40) : predicate.start])[-1].split()[-_AUXILIARIES:]
    active = text[predicate.start : end].split()[0].endswith("ing")
    if not active and before[-1:] != ["to"] and any(grammar["passive"].fullmatch(word) for word in before):
        return "nowhere" if predicate.outcomes == {"neutralized"} and _attempted(marks, predicate) else "left"
    if any(0 <= figure.start - end <= _NEAR and "," not in text[end : figure.start] for figure in figures):
        return "right"
    if by and by.group() == " by ":
        return "left"
    near = [number for number in between(marks.numbers, end + 1, end + _NEAR + 1) if not _ENDED.search(text[end : number.start])]
    numbered = any(not _PERCENT.match(text, number.end) for number in near)
    elsewhere = grammar["object"].match(text, end + 1) and not between(marks.things, end, end + 45)
    if predicate.outcomes & _MET and (numbered or elsewhere):
        return "nowhere"
    # "The missile that hit Poland was fired at a drone": a place is what was hit.
    placed = "hit" in predicate.outcomes and any(_THE.fullmatch(text, end, p.start) for p in between(marks.places, end, end + _NEAR + 4))
    return "before" if placed else ""


def _attempted(marks: Marks, predicate: Predicate) -> bool:
    """Tell whether what was stopped is an attempt, not the things it was made with: "an attempt to attack with 25 drones was stopped"."""
    text, attempt = marks.folded.text, marks.language.grammar.get("attempt")
    clause = text[
        max(text.rfind(".", 0, predicate.start), text.rfind("\n", 0, predicate.start), predicate.start - _LONG) + 1 : predicate.start
    ]
    return attempt is not None and attempt.search(clause) is not None


def participle(marks: Marks, end: int, predicate: Predicate) -> bool:
    """Tell whether words of launching right behind a figure only say of which things it speaks: "downed 18 missiles fired at it"."""
    sent = marks.folded.text[predicate.start : predicate.end].endswith(("ed", "sent"))
    return "passive" in marks.language.grammar and predicate.outcomes == {"launched"} and sent and predicate.start - end == 1


def told_of(marks: Marks, end: int, predicate: Predicate) -> bool:
    """Tell whether a clause about what was sent says what became of it ("attacked with 20 drones that were shot down")."""
    return "passive" in marks.language.grammar and _TOLD.match(marks.folded.text, end, predicate.start) is not None


def subject(marks: Marks, figures: Sequence[Figure], index: int, predicate: Predicate) -> bool:
    """Tell whether a figure can be the subject of a passive outcome: no other number and no new subject stands between."""
    start = figures[index].end
    for number in between(marks.numbers, start, predicate.start):
        if not number.vague and not any(figure.start <= number.start < figure.end for figure in figures):
            return False  # but "a dozen drones aimed at several districts were downed"
    grammar, text = marks.language.grammar, marks.folded.text
    return not any(grammar[name].search(text, start, predicate.start) for name in ("subject", "all_of_them"))


def has_object(marks: Marks, figure: Figure, predicate: Predicate) -> bool:
    """Tell whether a number right behind an outcome is its object, a comma parting it from a figure ("40 drones, struck 17 sites")."""
    text, following = marks.folded.text, between(marks.numbers, predicate.end, predicate.end + _NEAR + 1)
    directly = bool(following) and text[predicate.end : following[0].start].isspace()
    return directly and "," in text[max(figure.end, predicate.start - 3) : predicate.start]
