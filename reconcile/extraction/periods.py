"""Which times does a text speak of, and what does each hold for?

`find` returns every mention of time in a folded text, left to right and never overlapping: periods of
attacks ("overnight", "from 20:00 to 7:00"), times of a tally ("as of 09:00"), periods that hold for one
figure only ("in the past week"), and any other clock time or date, so that nobody reads it as a count.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from reconcile.extraction.periods_calendar import Anchor
from reconcile.extraction.periods_grammar import Grammar, grammar_of
from reconcile.extraction.periods_mentions import WHICH_NIGHT, Mention, When, mentions

__all__ = ["ROLES", "WHICH_NIGHT", "When", "find", "marked", "read"]

ROLES = ("attack", "as_of", "other", "said", "none")


def find(folded: str, lang: str, published: datetime | None, zone: ZoneInfo | None = None) -> tuple[When, ...]:
    """Return the mentions of time in a folded text.

    `zone` is the clock that the text's hours are read by; by default the language's own (Moscow for ru, Kyiv for uk and en).
    Without a publication time only what the text dates in full has a start and an end.
    """
    grammar = grammar_of(lang)
    return read(folded, grammar, Anchor.of(published, zone or grammar.zone))


def read(folded: str, grammar: Grammar, anchor: Anchor) -> tuple[When, ...]:
    """Return the mentions of time that a grammar finds in a folded text."""
    found: list[When] = []
    day: date | None = None
    for mention in mentions(folded, grammar):
        for when in mention.read(anchor, day, _named_before(folded, found, mention), grammar.outset):
            found.append(when)
            day = when.day if when.role == "attack" and when.day is not None else day
    return tuple(found)


def _named_before(folded: str, found: list[When], mention: Mention) -> date | None:
    """Return the one day that the words right before a mention name ("on Tuesday, between 20:00 and 22:00")."""
    last = found[-1] if found else None
    if last is None or last.role != "attack" or last.period.kind != "day":
        return None
    return last.day if folded[last.end : mention.start].strip() in {"", ","} else None


def marked(folded: str, whens: tuple[When, ...]) -> str:
    """Draw the mentions into the text, as the examples of the language files are written."""
    pieces, last = [], 0
    for when in whens:
        pieces += [folded[last : when.start], "[", folded[when.start : when.end], "|", _says(when), "]"]
        last = when.end
    return "".join([*pieces, folded[last:]])


def _says(when: When) -> str:
    words = [] if when.role == "attack" else [when.role.replace("_", " ")]
    words += [when.period.kind] if when.period.kind else []
    words += [f"{when.day:%m-%d}"] if when.day and when.period.start is None and when.period.end is None else []
    ends = (when.as_of,) if when.as_of else (when.period.start,) if when.period.kind == "moment" else (when.period.start, when.period.end)
    if any(ends):
        words.append("..".join("" if end is None else f"{end:%m-%d %H:%M}" for end in ends))
    return " ".join(words) + ("?" if when.doubt else "")
