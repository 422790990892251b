"""Which times does a text speak of, and what does each hold for?

`find` returns every mention of time in a folded text, left to right and never overlapping: periods of
attacks ("overnight", "from 20:00 to 7:00"), times of a tally ("as of 09:00"), periods that hold for one
figure only ("in the past week"), and any other clock time or date, so that nobody reads it as a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import regex

from reconcile.extraction.periods_calendar import Anchor, Stamp, day_of, ends_of, latest_at, night_of, on_clock
from reconcile.extraction.periods_grammar import Grammar, Rule, Token, Tokens, grammar_of
from reconcile.model import Period

__all__ = ["ROLES", "When", "find", "marked", "read"]

ROLES = ("attack", "as_of", "other", "none")
HALF_DAY = 12 * 60


@dataclass(frozen=True, slots=True)
class When:
    """One mention of time: its offsets in the folded text, what it says, and what it holds for.

    `role` is "attack" (the period of an attack: later figures inherit it), "as_of" (the time of a tally: figures
    after it in the statement), "other" (a period that holds for the figures of its own clause alone) or "none"
    (a date or clock time that is no period). `day` is the day named: that on which a night ends. `doubt` says why
    the text's own date was not believed. `rule` names the pattern that read it.
    """

    start: int
    end: int
    period: Period = Period()
    as_of: datetime | None = None
    role: str = "attack"
    day: date | None = None
    doubt: str | None = None
    rule: str = ""


def find(folded: str, lang: str, published: datetime | None, zone: ZoneInfo | None = None) -> tuple[When, ...]:
    """Return the mentions of time in a folded text.

    `zone` is the clock that the text's hours are read by; by default the language's own (Moscow for ru, Kyiv for uk and en).
    Without a publication time only what the text dates in full has a start and an end.
    """
    grammar = grammar_of(lang)
    return read(folded, grammar, Anchor.of(published, zone or grammar.zone))


def read(folded: str, grammar: Grammar, anchor: Anchor) -> tuple[When, ...]:
    """Return the mentions of time that a grammar finds in a folded text."""
    tokens = grammar.tokens(folded)
    found: list[When] = []
    day: date | None = None
    for match in grammar.scanner.finditer(tokens.codes):
        rule_name = match.lastgroup
        if rule_name is None:
            continue
        number = rule_name.removeprefix("rule_")
        mention = Mention(grammar.rules[int(number)], tokens, match, number)
        for when in mention.read(anchor, day):
            found.append(when)
            day = when.day if when.role == "attack" and when.day is not None else day
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Mention:
    """One match of one rule, not yet set against the calendar."""

    rule: Rule
    tokens: Tokens
    match: regex.Match[str]
    number: str

    def read(self, anchor: Anchor, day: date | None) -> tuple[When, ...]:
        """Return what the mention says; a tally's time without a date takes the day of the period before it."""
        roles = self.match.groupdict()
        held = {
            name: self._stamp(name) for name in ("start", "end", "eve", "onto", "on", "at", "at2") if roles.get(f"{name}_{self.number}")
        }
        if self.rule.role == "as_of":
            return (self._as_of(held.get("at", Stamp()), anchor, day),)
        if self.rule.kind == "night":
            return (self._night(held, anchor),)
        if self.rule.kind == "window":
            return (self._window(held, anchor),)
        if self.rule.kind == "moment":
            return self._moments(held, anchor)
        named = day_of(held["on"], anchor.in_zone(held["on"].zone))[0] if "on" in held else None
        return (self._when(Period(self._kind()), day=named),)

    def _kind(self) -> str | None:
        """Return the rule's kind; a count of hours other than 24 is a window."""
        if self.rule.kind != "24h" or self.match.re.groupindex.get(f"count_{self.number}") is None:
            return self.rule.kind
        counted = self.tokens.within(*self.match.span(f"count_{self.number}"))
        return "24h" if not counted or counted[0].value == 24 else "window"

    def _when(self, period: Period, *, day: date | None = None, mended: bool = False) -> When:
        first, last = self._span()
        return When(first, last, period, None, self.rule.role, day, "date mended" if mended else None, self.rule.name)

    def _span(self) -> tuple[int, int]:
        held = self.tokens.within(*self.match.span())
        return held[0].start, held[-1].end

    def _night(self, held: dict[str, Stamp], anchor: Anchor) -> When:
        onto, end = held.get("onto"), held.get("end")
        eve = held.get("start") or held.get("eve")
        day, mended = night_of(eve, onto, anchor)
        opening = closing = None
        if eve is not None and eve.minutes is not None:
            if day is None and not eve.dated:
                opening, closing, _ = ends_of(eve, end, anchor) if end is not None else (None, None, False)
            else:
                evening = day if day is None or eve.minutes < HALF_DAY else date.fromordinal(max(day.toordinal() - 1, 1))
                opening = on_clock(evening, eve.minutes, anchor.zone)
        if end is not None and day is not None:
            closing = on_clock(day, end.minutes, anchor.zone)
        return self._when(Period("night", opening, closing), day=day, mended=mended)

    def _window(self, held: dict[str, Stamp], anchor: Anchor) -> When:
        start, end = held.get("start"), held.get("end")
        if start is None and end is None:
            return self._when(Period("window"))
        if "on" in held and start is not None:
            start = start.on(held["on"])
        if "onto" in held and end is not None:
            end = end.on(held["onto"])
        if start is not None and end is not None:
            opening, closing, mended = ends_of(start, end, anchor)
        else:
            one = start if start is not None else end
            assert one is not None
            moment, mended = self._moment(one, anchor)
            opening, closing = (moment, None) if start is not None else (None, moment)
        named = closing or opening
        return self._when(Period("window", opening, closing), day=None if named is None else named.date(), mended=mended)

    def _moment(self, stamp: Stamp, anchor: Anchor) -> tuple[datetime | None, bool]:
        anchor = anchor.in_zone(stamp.zone)
        if stamp.minutes is None:
            return None, False
        if stamp.dated:
            day, mended = day_of(stamp, anchor)
            return on_clock(day, stamp.minutes, anchor.zone), mended
        return on_clock(latest_at(stamp.minutes, anchor), stamp.minutes, anchor.zone), False

    def _moments(self, held: dict[str, Stamp], anchor: Anchor) -> tuple[When, ...]:
        """Return one moment, or two where the rule names a second clock time."""
        moment, mended = self._moment(held["at"], anchor)
        first = self._when(Period("moment", moment, moment), day=None if moment is None else moment.date(), mended=mended)
        if "at2" not in held:
            return (first,)
        second = held["at2"].on(held["at"])
        later, _ = self._moment(second, anchor)
        inner = self.tokens.within(*self.match.span(f"at2_{self.number}"))
        outer = self.tokens.within(*self.match.span(f"at_{self.number}"))
        period = Period("moment", later, later)
        other = When(inner[0].start, first.end, period, None, self.rule.role, None if later is None else later.date(), None, self.rule.name)
        return When(first.start, outer[-1].end, first.period, None, first.role, first.day, first.doubt, first.rule), other

    def _as_of(self, stamp: Stamp, anchor: Anchor, day: date | None) -> When:
        first, last = self._span()
        if stamp.minutes is None:
            return When(first, last, role="none", day=day_of(stamp, anchor)[0], rule=self.rule.name)
        moment, mended = self._moment(stamp, anchor)
        if day is not None and not stamp.dated:
            beside = on_clock(day, stamp.minutes, anchor.in_zone(stamp.zone).zone)
            moment = beside if moment is None or (beside is not None and beside <= moment) else moment
        return When(first, last, Period(), moment, "as_of", None, "date mended" if mended else None, self.rule.name)

    def _stamp(self, role: str) -> Stamp:
        """Gather what the words of one role say: the hours from its clocks, the rest from what stands beside them."""
        first, last = self.match.span(f"{role}_{self.number}")
        clocks = self._spans("clock", first, last)
        minutes: int | None = None
        for span in clocks[:1]:
            minutes = _minutes(self.tokens.within(*span))
        fields: dict[str, int] = {}
        zone = None
        for token, place in self._placed(first, last):
            if token.kind == "zone":
                zone = ZoneInfo(token.value)
            elif not any(start <= place < end for start, end in clocks):
                fields |= _date_fields(token)
        return Stamp(minutes, zone=zone, **fields)

    def _spans(self, name: str, first: int, last: int) -> list[tuple[int, int]]:
        group = f"{name}_{self.number}"
        if group not in self.match.re.groupindex:
            return []
        return [(start, end) for start, end in self.match.spans(group) if first <= start and end <= last]

    def _placed(self, first: int, last: int) -> list[tuple[Token, int]]:
        return [(token, place) for token, place in zip(self.tokens.tokens, self.tokens.places, strict=True) if first <= place < last]


def _date_fields(token: Token) -> dict[str, int]:
    """Return the fields of a date that one word gives."""
    if token.kind in ("fulldate", "isodate", "numdate", "either"):
        day, month, year = token.value[1] if token.kind == "either" else token.value
        return {"day": day, "month": month} | ({} if year is None else {"year": year})
    fields = {"num": "day", "month": "month", "year": "year", "weekday": "weekday", "relative": "shift"}
    return {fields[token.kind]: token.value} if token.kind in fields and token.value is not None else {}


def _minutes(tokens: tuple[Token, ...]) -> int | None:
    """Return the minutes since midnight that the words of one clock time name ("8 in the evening" is 20:00)."""
    minutes: int | None = None
    for token in tokens:
        if token.kind in ("hhmm", "either"):
            minutes = token.value[0] if token.kind == "either" else token.value
        elif token.kind in ("big", "year"):
            minutes = token.value // 100 * 60 + token.value % 100 if token.value < 2400 and token.value % 100 < 60 else None
        elif token.kind == "num":
            minutes = token.value * 60 if minutes is None else minutes + token.value
        elif token.kind in ("midnight", "noon"):
            minutes = token.value if minutes is None else minutes
        elif (
            token.kind in ("evening", "daytime")
            and minutes is not None
            and minutes < (HALF_DAY if token.kind == "evening" else HALF_DAY // 2)
        ):
            minutes += HALF_DAY
        elif token.kind == "night" and minutes is not None and 20 // 2 * 60 <= minutes <= HALF_DAY:
            minutes = (minutes + HALF_DAY) % (2 * HALF_DAY)
    return minutes if minutes is None or minutes <= 2 * HALF_DAY else None


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
    moment = when.period.kind == "moment"
    ends = (when.as_of,) if when.as_of else (when.period.start,) if moment else (when.period.start, when.period.end)
    if any(ends):
        words.append("..".join("" if end is None else f"{end:%m-%d %H:%M}" for end in ends))
    return " ".join(words) + ("?" if when.doubt else "")
