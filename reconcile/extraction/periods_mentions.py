"""What does one mention of time say, once it is set against the calendar?"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import regex

from reconcile.extraction.periods_calendar import Anchor, Stamp, day_of, ends_of, moment_of, month_of, night_of, on_clock, shifted, year_of
from reconcile.extraction.periods_grammar import Grammar, Phrase, Rule, Token
from reconcile.model import Period

__all__ = ["WHICH_NIGHT", "Mention", "When", "mentions"]

WHICH_NIGHT = "which night"  # "the night of May 20" may be the one that ends on that day or the one that begins on it

HALF_DAY = 12 * 60
FULL_DAY = 2 * HALF_DAY


_UNSAID = Period()


class When(NamedTuple):
    """One mention of time: its offsets in the folded text, what it says, and what it holds for.

    `role` is "attack" (the period of an attack: later figures inherit it), "as_of" (the time of a tally: figures
    after it in the statement), "other" (a period that holds for the figures of its own clause alone), "said" (the day
    of the saying: that of the attack only where its sentence names no other) or "none" (a date or clock time that is
    no period). `day` is the day named: that on which a night ends. `doubt` says why the text's own date was not
    believed. `rule` names the pattern that read it.
    """

    start: int
    end: int
    period: Period = _UNSAID
    as_of: datetime | None = None
    role: str = "attack"
    day: date | None = None
    doubt: str | None = None
    rule: str = ""


def mentions(folded: str, grammar: Grammar) -> list[Mention]:
    """Return what the rules of a language find in a folded text, left to right."""
    return [Mention(rule, phrase, match) for phrase in grammar.phrases(folded) for rule, match in grammar.matches(phrase)]


class Mention(NamedTuple):
    """One match of one rule, not yet set against the calendar."""

    rule: Rule
    phrase: Phrase
    match: regex.Match[str]

    @property
    def start(self) -> int:
        """Where the mention begins in the folded text."""
        return self._span()[0]

    def read(self, anchor: Anchor, day: date | None, on: date | None, outset: date) -> tuple[When, ...]:
        """Return what the mention says.

        A tally's time without a date takes `day`, that of the period before it; hours without one are those of the day `on`
        that stands right before them. A window that opens on `outset`, the day the war began, is a running total.
        """
        beside = None if on is None else Stamp(day=on.day, month=on.month, year=on.year)
        held = {name: self._stamp(name) for name in self.rule.roles if self.match.end(name) > 0}
        if self.rule.role == "as_of":
            return (self._as_of(held["at"], anchor, day),)
        if self.rule.kind == "night":
            return (self._night(held, anchor),)
        if self._one_week():
            return (self._when(Period("week")),)
        if self.rule.kind == "window":
            return (self._window(held, anchor, beside, outset),)
        if self.rule.kind == "moment":
            return self._moments(held, anchor, beside)
        if self.rule.kind in ("month", "year"):
            return (self._when(Period(self.rule.kind, days=self._calendar(anchor))),)
        named = day_of(held["on"], anchor)[0] if "on" in held else None
        return (self._when(Period(self._kind(), days=_days(named, named)), day=named),)

    def _one_week(self) -> bool:
        """Tell whether a number of weeks is one: "in just one week" is a week like another."""
        counts = [token.value for token in self.phrase.within(*self.match.span()) if token.kind in ("num", "count")]
        return self.rule.kind == "window" and counts == [1] and any(t.kind == "week" for t in self.phrase.within(*self.match.span()))

    def _calendar(self, anchor: Anchor) -> tuple[date, date] | None:
        """Return the days of the one month or year that the words name, up to the publication; None where they name none."""
        held = self.phrase.within(*self.match.span())
        months, years = ([token.value for token in held if token.kind == kind] for kind in ("month", "year"))
        if len(months) > 1 or len(years) > 1 or any(token.kind in ("early", "late", "mid") for token in held):
            return None
        if not months and not years and not any(token.kind in ("this", "start", "beginning", "sofar") for token in held):
            return None
        return month_of(*months, *years, anchor=anchor) if self.rule.kind == "month" else year_of(*years, anchor=anchor)

    def _when(self, period: Period, *, day: date | None = None, mended: bool = False) -> When:
        first, last = self._span()
        return When(first, last, period, None, self.rule.role, day, "date mended" if mended else None, self.rule.name)

    def _span(self, name: str | int = 0) -> tuple[int, int]:
        held = self.phrase.within(*self.match.span(name))
        return held[0].start, held[-1].end

    def _kind(self) -> str | None:
        """Return the rule's kind; a count of hours other than 24 is a window."""
        if self.rule.kind != "24h" or "count" not in self.rule.roles or self.match.end("count") < 0:
            return self.rule.kind
        return "24h" if self.phrase.within(*self.match.span("count"))[0].value == 24 else "window"

    def _night(self, held: dict[str, Stamp], anchor: Anchor) -> When:
        onto, opens, closes = held.get("onto"), held.get("start"), held.get("end")
        if "by" in held:
            return self._named_night(day_of(held["by"], anchor)[0], anchor)
        day, mended = night_of(opens or held.get("eve"), onto, anchor)
        start = end = None
        if opens is not None and opens.minutes is not None and day is not None:
            evening = day if opens.minutes < HALF_DAY else shifted(day, -1)
            start = on_clock(evening, opens.minutes, anchor.in_zone(opens.zone).zone)
        if closes is not None and day is not None:
            end = on_clock(day, closes.minutes, anchor.in_zone(closes.zone).zone)
        elif opens is not None and closes is not None:
            start, end, mended = ends_of(opens, closes, anchor)
        elif opens is not None and day is None:
            start, mended = moment_of(opens, anchor)
        return self._when(Period("night", start, end, _days(day, day)), day=day, mended=mended)

    def _named_night(self, named: date | None, anchor: Anchor) -> When:
        """Return the night that a day names without saying whether it ends or begins on it: told at once, the one just past."""
        if named is None or anchor.day is None or (anchor.day - named).days <= 1:
            return self._when(Period("night"))
        after = shifted(named, 1)
        return self._when(Period("night", days=_days(after, after)), day=after)._replace(doubt=WHICH_NIGHT)

    def _window(self, held: dict[str, Stamp], anchor: Anchor, beside: Stamp | None, outset: date) -> When:
        start, end = held.get("start"), held.get("end")
        if beside is not None and start is not None and start.minutes is not None and not (end is not None and end.dated):
            start = start.on(beside)
        if start is not None and "on" in held:
            start = start.on(held["on"])
        if end is not None and "onto" in held:
            end = end.on(held["onto"])
        if start is not None and start.minutes is None and day_of(start, anchor)[0] == outset:
            return self._when(Period("since_start"))._replace(role="other")
        opening = closing = None
        mended = False
        if start is not None and end is not None:
            opening, closing, mended = ends_of(start, end, anchor)
        elif start is not None:
            opening, mended = moment_of(start, anchor)
        named = closing or opening
        first, last = (None if stamp is None else day_of(stamp, anchor)[0] for stamp in _both(start, end))
        days = _days(first, last) if opening is None and closing is None else None
        return self._when(Period("window", opening, closing, days), day=None if named is None else named.date(), mended=mended)

    def _moments(self, held: dict[str, Stamp], anchor: Anchor, beside: Stamp | None) -> tuple[When, ...]:
        """Return one moment, or two where the rule names a second clock time."""
        whens = []
        for name in ("at", "at2"):
            if name in held:
                stamp = held[name].on(held["at"])
                moment, mended = moment_of(stamp if beside is None else stamp.on(beside), anchor)
                period = Period("moment", moment, moment)
                whens.append(self._when(period, day=None if moment is None else moment.date(), mended=mended))
        if len(whens) == 1:
            return tuple(whens)
        return whens[0]._replace(end=self._span("at")[1]), whens[1]._replace(start=self._span("at2")[0])

    def _as_of(self, stamp: Stamp, anchor: Anchor, day: date | None) -> When:
        moment, mended = moment_of(stamp, anchor)
        if day is not None and not stamp.dated:
            beside = on_clock(day, stamp.minutes, anchor.in_zone(stamp.zone).zone)
            moment = beside if moment is None or (beside is not None and beside <= moment) else moment
        first, last = self._span()
        return When(first, last, Period(), moment, "as_of", None, "date mended" if mended else None, self.rule.name)

    def _stamp(self, role: str) -> Stamp:
        """Gather what the words of one role say: the hours from its clock, the rest from what stands beside it."""
        first, last = self.match.span(role)
        spans = self.match.spans("clock") if "clock" in self.match.re.groupindex else []
        clock = next(((start, end) for start, end in spans if first <= start < last), (first, first))
        zones = [token.value for token in self.phrase.within(first, last) if token.kind in ("zone", "utc")]
        fields: dict[str, int] = {}
        for token in (*self.phrase.within(first, clock[0]), *self.phrase.within(clock[1], last)):
            fields |= _date_fields(token)
        return Stamp(_minutes(self.phrase.within(*clock), role), zone=ZoneInfo(zones[0]) if zones else None, **fields)


def _both(start: Stamp | None, end: Stamp | None) -> tuple[Stamp | None, Stamp | None]:
    """Return both ends of a stretch, each with the month and year that only the other gives."""
    return (start, end) if start is None or end is None else (start.borrowing(end), end.borrowing(start))


def _days(first: date | None, last: date | None) -> tuple[date, date] | None:
    return None if first is None or last is None or last < first else (first, last)


FIELDS = {"num": "day", "month": "month", "year": "year", "weekday": "weekday", "relative": "shift"}


def _date_fields(token: Token) -> dict[str, int]:
    """Return the fields of a date that one word gives."""
    if token.kind == "either":
        return dict(zip(("day", "month"), token.value[1], strict=True))
    if token.kind in ("fulldate", "isodate"):
        return dict(zip(("day", "month", "year"), token.value, strict=True))
    return {FIELDS[token.kind]: token.value} if token.kind in FIELDS else {}


def _minutes(tokens: list[Token], role: str) -> int | None:
    """Return the minutes since midnight that the words of one clock time name; a midnight that ends a window is 24:00."""
    minutes: int | None = None
    for token in tokens:
        if token.kind in ("hhmm", "dotted", "either"):
            minutes = token.value[0] if token.kind == "either" else token.value
        elif token.kind in ("big", "year"):
            minutes = token.value // 100 * 60 + token.value % 100 if token.value < 2400 and token.value % 100 < 60 else None
        elif token.kind in ("num", "hourword", "count"):
            minutes = token.value * 60 if minutes is None else minutes + token.value
        elif token.kind == "hours" and minutes is None:
            minutes = 60
        elif token.kind in ("midnight", "noon"):
            minutes = FULL_DAY if token.kind == "midnight" and role == "end" else token.value
        elif minutes is not None:
            minutes = _by_part(minutes, token.kind)
    return minutes if minutes is None or minutes <= FULL_DAY else None


def _by_part(minutes: int, part: str) -> int:
    """Move an hour of the twelve-hour clock to the part of the day named beside it ("8 in the evening" is 20:00)."""
    if (part == "evening" and minutes < HALF_DAY) or (part == "daytime" and minutes < HALF_DAY // 2):
        return minutes + HALF_DAY
    if part == "night" and 9 * 60 <= minutes <= HALF_DAY:
        return (minutes + HALF_DAY) % FULL_DAY
    return minutes
