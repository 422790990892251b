"""When did the counted things fly, and as of when were they counted?

A figure takes the period of its own sentence; else that of the sentence before about the same attack; in the
posts of an official channel, which speak of one attack, that of the post.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import regex

from reconcile.extraction.figures import Figure
from reconcile.extraction.marks import Marks, between
from reconcile.extraction.periods import WHICH_NIGHT, When
from reconcile.model import Period

__all__ = ["as_of", "period"]


_NEAR = 4  # sentences over which the one attack of a text goes on
_RIGHT_BEHIND = 2  # characters: "500 drones since September"
_ON = 5  # sentences over which additions to one report carry its time
_CLAUSE = regex.compile(r",(?!\d)|[;:.]")
_APPOSED = regex.compile(r"(?:,| -) ")
_WHERE = regex.compile(r",\s(?:where|which|who|whose)\s[^,;.]{0,100}$")
_RECORD = 120  # characters between "the largest" and "since"
_LEADS = 8  # How far a list may lie below the sentence that dates it, counted in heads.


def period(marks: Marks, figure: Figure, *, one_attack: bool) -> tuple[Period, bool]:
    """Return the period of a figure and whether it stands in its own sentence or list."""
    if figure.period_kind is not None:
        return Period(figure.period_kind), True
    here = _own(marks, figure)
    if (here is None or (here.kind == "window" and here.start is None)) and (behind := _told_behind(marks, figure)) is not None:
        return behind, True  # "… downed 16 drones in five hours. They were shot down from 15:00 to 20:00."
    if here is not None and not (figure.sentence and _said_only(marks, figure) and _only(marks, figure)):
        return here, True
    if one_attack:
        before = between(marks.attacks, 0, figure.start)
        if before or marks.attacks:
            return (before[-1] if before else marks.attacks[0]).period, True
        return Period(), True
    for _ in range(_LEADS):
        if figure.head is None or figure.head.sentence == figure.sentence:
            break
        figure = figure.head
        here = _own(marks, figure)
        if here is not None:
            return here, True
    if figure.sentence > 0:
        previous = marks.sentences[figure.sentence - 1]
        at = figure.sentence - 1
        while at and figure.sentence - at < _ON and not between(marks.timed, *_span(marks, at)) and _leads_back(marks, figure.sentence, at):
            at -= 1
        near = between(marks.attacks, *_span(marks, at))
        dateline = at < figure.sentence - 1 and not _tells(marks, at) and all(when.period.kind == "day" for when in near)
        if near and not dateline:
            return _wider(marks, _apposed(marks, near), at), False
        if between(marks.tallies, previous.start, figure.end):
            # A tally "as of 08:30" is of the attack that the text has told of.
            before = between(marks.attacks, 0, figure.start)
            return (_apposed(marks, before).period if before else Period()), False
    return _only(marks, figure) or Period(), False


def _told_behind(marks: Marks, figure: Figure) -> Period | None:
    """Return the hours that the next sentence gives if it counts nothing itself: it says when what was counted happened.

    What a list breaks down has the hours of the list.
    """
    if figure.sentence + 1 == len(marks.sentences) or figure.head is not None or marks.sentences[figure.sentence].item:
        return None
    start, end = _span(marks, figure.sentence + 1)
    hours = [when.period for when in between(marks.timed, start, end)]
    told = len(hours) == 1 and hours[0].kind == "window" and hours[0].start is not None
    return hours[0] if told and not between(marks.numbers, start, end) and not marks.sentences[figure.sentence + 1].item else None


def _said_only(marks: Marks, figure: Figure) -> bool:
    """Tell whether the sentence of a figure names no time but the day of the saying."""
    sentence = marks.sentences[figure.sentence]
    return all(when.role == "said" for when in between(marks.timed, sentence.start, sentence.end))


def _only(marks: Marks, figure: Figure) -> Period | None:
    """Return the one period that a text names for its attack, where it does so not far from a figure."""
    if "carried" not in marks.language.grammar:
        return None
    told = between(marks.attacks, 0, figure.start) or marks.attacks
    # The date at the head of a page is that of the night it ends.
    nights = {when.day for when in told if when.period.kind == "night"} - {None}
    told = [when for when in told if when.period.kind not in ("day", "moment") or when.day not in nights]
    if len({when.period for when in told}) != 1:
        return None
    first = marks.sentences[max(0, figure.sentence - _NEAR)].start
    last = marks.sentences[min(len(marks.sentences) - 1, figure.sentence + 1)].end
    return next((when.period for when in between(told, first, last)), None)


def _span(marks: Marks, index: int) -> tuple[int, int]:
    return marks.sentences[index].start, marks.sentences[index].end


def _leads_back(marks: Marks, index: int, before: int) -> bool:
    """Tell whether the sentence before one that names no time tells of the attack no more than who says it, or only adds to it."""
    return not _tells(marks, before) or _goes_on(marks, index, before)


def _tells(marks: Marks, index: int) -> bool:
    """Tell whether a sentence says how many, or what became of things."""
    return bool(between(marks.numbers, *_span(marks, index)) or between(marks.predicates, *_span(marks, index)))


def _goes_on(marks: Marks, index: int, before: int) -> bool:
    """Tell whether a sentence, and each one from `before` on, only adds to what was said ("In addition, …")."""
    goes_on, text = marks.language.grammar.get("goes_on"), marks.folded.text
    if goes_on is None:
        return False
    starts = (end - len(text[start:end].lstrip()) for start, end in (_span(marks, at) for at in {index, before}))
    return all(goes_on.match(text, start) for start in starts)


def _own(marks: Marks, figure: Figure) -> Period | None:
    """Return the period that a figure's own sentence names for it."""
    sentence = marks.sentences[figure.sentence]
    timed = between(marks.timed, sentence.start, sentence.end)
    here = [when for when in timed if not _compares(marks, when) and not _aside(marks, when, figure)]
    if not here:
        return None
    # "The ministry said on Monday": the day of the saying is the attack's only where nothing else says when.
    here = [when for when in here if when.role != "said"] or here
    before = [when for when in here if when.end <= figure.start]
    chosen = _beside(marks, here, figure) or (before[-1] if before else here[0])
    nights = [when for when in here if when.period.kind in ("night", "window") and when.role == "attack"]
    if chosen.period.kind == "day" and nights and "passive" in marks.language.grammar:
        chosen = nights[0]  # "On Wednesday the ministry announced that 34 were downed overnight"
    elif chosen.period.kind == "day":
        chosen = _finer(marks, nights, chosen, figure)
    beside = chosen is _beside(marks, here, figure)
    if chosen.role == "other" and not beside and chosen.start > figure.end + _RIGHT_BEHIND:
        chosen = next((when for when in here if when.role != "other"), chosen)
    figure.when = marks.folded.text[chosen.start : chosen.end]
    if chosen.doubt == WHICH_NIGHT:
        figure.doubt = figure.doubt or chosen.doubt
    return _told_on(marks, figure.sentence, _wider(marks, chosen, figure.sentence))


def _told_on(marks: Marks, index: int, period: Period) -> Period:
    """Return a night without a date as that of the day on which its sentence says it was told ("overnight, it said on Monday")."""
    if period.kind != "night" or period.start is not None or period.days is not None:
        return period
    days = {when.day for when in between(marks.timed, *_span(marks, index)) if when.role == "said" and when.day is not None}
    return Period(period.kind, days=(days.pop(),) * 2) if len(days) == 1 else period


def _finer(marks: Marks, nights: Sequence[When], day: When, figure: Figure) -> When:
    """Return the night or hours that a sentence names beside a day, or behind a figure that no other follows.

    "The day before - in the night to 25 May"; "On 28 May the ministry told of 15 drones downed from 15:00 to 20:00".
    """
    for night in nights:
        first, last = sorted((day, night), key=lambda when: when.start)
        if _APPOSED.fullmatch(marks.folded.text, first.end, last.start):
            return night
        behind = night.start >= figure.end and day.start < figure.start and not _CLAUSE.search(marks.folded.text, figure.end, night.start)
        if behind and not between(marks.numbers, figure.end, night.start):
            return night
    return day


def _apposed(marks: Marks, whens: Sequence[When]) -> When:
    """Return the last of some mentions of time, or the night that it only dates ("last night, 9 September")."""
    last = whens[-1]
    if len(whens) > 1 and (whens[-2].period.kind, last.period.kind) == ("night", "day"):
        return whens[-2] if _APPOSED.fullmatch(marks.folded.text, whens[-2].end, last.start) else last
    return last


def _beside(marks: Marks, here: Sequence[When], figure: Figure) -> When | None:
    """Return the period of its own that a figure's clause ends with ("900 drones in May, 700 drones and 20 missiles in June")."""
    following = next((when for when in here if when.start > figure.end), None)
    own = following is not None and following.role == "other" and "passive" in marks.language.grammar
    return following if own and following and not _CLAUSE.search(marks.folded.text, figure.end, following.start) else None


def _aside(marks: Marks, when: When, figure: Figure) -> bool:
    """Tell whether a time stands in a clause about a place before a figure ("in Kursk, where troops came in August, 36 were downed")."""
    text = marks.folded.text
    if "passive" not in marks.language.grammar or not when.end < figure.start:
        return False
    led = _WHERE.search(text[max(0, when.start - _RECORD) : when.start])
    return led is not None and "," in text[when.end : figure.start]


def _compares(marks: Marks, when: When) -> bool:
    """Tell whether a time only says since when something is a record ("the largest attack since the war began")."""
    record = marks.language.grammar.get("record")
    wide = when.role == "other" or when.period.kind == "24h"
    return wide and record is not None and record.search(marks.folded.text, max(0, when.start - _RECORD), when.start) is not None


def _wider(marks: Marks, when: When, index: int) -> Period:
    """Return a period, or the 24 hours just spoken of where only a day is named after them ("in the past 24 hours … Yesterday")."""
    if when.period.kind != "day" or not index:
        return when.period
    before = between(marks.timed, marks.sentences[index - 1].start, marks.sentences[index - 1].end)
    return next((said.period for said in before if said.period.kind == "24h"), when.period)


def as_of(marks: Marks, figure: Figure) -> datetime | None:
    """Return the time of the tally that a figure stands in."""
    tallies = between(marks.tallies, 0, figure.end)
    return tallies[-1].as_of if tallies else None
