"""Which figures stand in short forms: "detected/destroyed: 12/9", "the third one hit"?"""

from __future__ import annotations

import regex

from reconcile.extraction.figure import Figure
from reconcile.extraction.marks import Marks, between
from reconcile.model import Count

__all__ = ["ordinals", "pairs"]

_PAIR = regex.compile(r"(?<![\d./])(?P<one>\d{1,6})\s?/\s?(?P<other>\d{1,6})(?![\d./])")


def pairs(marks: Marks, index: int) -> list[Figure]:
    """Return the two figures of each "12 / 9 (detected/destroyed)" in a sentence, each with its outcome."""
    sentence, text = marks.sentences[index], marks.folded.text
    result: list[Figure] = []
    for found in _PAIR.finditer(text, sentence.start, sentence.end):
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


def ordinals(marks: Marks, index: int) -> list[Figure]:
    """Return one figure for each ordinal that stands for a thing just counted ("two were downed, the third hit a depot")."""
    sentence, text = marks.sentences[index], marks.folded.text
    result: list[Figure] = []
    for found in marks.language.grammar["ordinals"].finditer(text, sentence.start, sentence.end):
        for predicate in between(marks.predicates, found.end(), found.end() + 3):
            if 0 < predicate.start - found.end() < 3 and sentence.start < found.start():
                result.append(
                    Figure(
                        found.start(),
                        predicate.end,
                        Count(1, 1),
                        index,
                        fixed=predicate.outcomes,
                        elliptical=True,
                        rule="ordinal and outcome",
                        doubt="ordinal",
                    )
                )
    return result
