"""When did the counted things fly, and as of when were they counted?

A figure takes the period of its own sentence; else that of the sentence before about the same attack; in the
posts of an official channel, which speak of one attack, that of the post.
"""

from __future__ import annotations

from datetime import datetime

from reconcile.extraction.figures import Figure
from reconcile.extraction.marks import Marks
from reconcile.extraction.periods import When
from reconcile.model import Period

__all__ = ["as_of", "period"]


def _within(whens: list[When], start: int, end: int) -> list[When]:
    return [when for when in whens if start <= when.start < end]


def period(marks: Marks, figure: Figure, *, one_attack: bool) -> tuple[Period, bool]:
    """Return the period of a figure and whether it stands in its own sentence or list."""
    sentence = marks.sentences[figure.sentence]
    timed = [when for when in marks.whens if when.period.kind is not None and when.role != "as_of"]
    here = _within(timed, sentence.start, sentence.end)
    if here:
        before = [when for when in here if when.end <= figure.start]
        other = [when for when in here if when.role == "other"]
        chosen = before[-1] if before else here[0]
        if chosen in other and len(here) > len(other) and chosen.start > figure.end:
            chosen = next(when for when in here if when not in other)
        return chosen.period, True
    attack = [when for when in timed if when.role == "attack"]
    if one_attack:
        before = [when for when in attack if when.end <= figure.start]
        if before or attack:
            return (before[-1] if before else attack[0]).period, True
        return Period(), True
    if figure.head is not None and figure.head.sentence != figure.sentence:
        return period(marks, figure.head, one_attack=one_attack)
    if figure.sentence > 0:
        previous = marks.sentences[figure.sentence - 1]
        near = _within(attack, previous.start, previous.end)
        if near:
            return near[-1].period, False
    return Period(), False


def as_of(marks: Marks, figure: Figure) -> datetime | None:
    """Return the time of the tally that a figure stands in."""
    tallies = [when for when in marks.whens if when.as_of is not None and when.start < figure.end]
    return tallies[-1].as_of if tallies else None
