"""Which day and minute does a mention of time mean, given when the text was published?"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["Anchor", "Stamp", "day_of", "ends_of", "moment_of", "month_of", "night_of", "on_clock", "shifted", "year_of"]

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MIDNIGHT = 24 * 60

# A post may go out a little before the hour that it names as its last.
AHEAD = timedelta(hours=2)

# Dates outside these years are slips or noise; inside them no clock arithmetic can overflow.
YEARS = range(1900, 2200)

# A date without a year is taken from the ten months before the publication or the day after it;
# what falls elsewhere is a slip of the pen.
MEMORY = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the words say of one point in time: minutes since midnight, and as much of a date as they give.

    `shift` is in days from the publication ("today" 0, "yesterday" -1); `weekday` counts from Monday 0.
    """

    minutes: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    zone: ZoneInfo | None = None

    @property
    def dated(self) -> bool:
        """Whether the words name a day at all."""
        return self.day is not None or self.weekday is not None or self.shift is not None

    def on(self, other: Stamp) -> Stamp:
        """Return the stamp on the other's day, unless it names one of its own."""
        return self if self.dated else replace(other, minutes=self.minutes, zone=self.zone or other.zone)

    def borrowing(self, other: Stamp) -> Stamp:
        """Return the stamp with the month, year and zone that only the other one gives ("from 20 to 21 May")."""
        month = self.month if self.month is not None or self.day is None else other.month
        year = self.year if self.year is not None or self.day is None else other.year
        return replace(self, month=month, year=year, zone=self.zone or other.zone)


@dataclass(frozen=True, slots=True)
class Anchor:
    """When and by which clock a text was published; `moment` None when nobody knows."""

    zone: ZoneInfo
    moment: datetime | None

    @classmethod
    def of(cls, published: datetime | None, zone: ZoneInfo) -> Anchor:
        """Set the publication time to the text's own clock; a bare date (midnight UTC, or without an offset) is the whole of that day."""
        if published is None or published.year not in YEARS:
            return cls(zone, None)
        if published.time() == time(0) and not published.utcoffset():
            return cls(zone, published.replace(hour=23, minute=59, tzinfo=zone))
        if published.tzinfo is None:
            return cls(zone, published.replace(tzinfo=zone))
        return cls(zone, published.astimezone(zone))

    @property
    def day(self) -> date | None:
        """The day of the publication."""
        return None if self.moment is None else self.moment.date()

    def in_zone(self, zone: ZoneInfo | None) -> Anchor:
        """Return the same moment by another clock."""
        return self if zone is None or zone == self.zone else Anchor.of(self.moment, zone)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def shifted(day: date | None, days: int) -> date | None:
    """Return the day so many days later; None stays None."""
    return None if day is None else day + timedelta(days=days)


def on_clock(day: date | None, minutes: int | None, zone: ZoneInfo) -> datetime | None:
    """Return the moment at which a day's clock shows so many minutes since midnight; 1440 is the next midnight."""
    if day is None or minutes is None:
        return None
    full_days, rest = divmod(minutes, MIDNIGHT)
    day = shifted(day, full_days)
    return None if day is None else datetime.combine(day, time(rest // 60, rest % 60), tzinfo=zone)


def _latest_at(minutes: int, anchor: Anchor) -> date | None:
    """Return the day on which the clock last showed these minutes before the publication, or is about to."""
    if anchor.moment is None:
        return None
    moment = on_clock(anchor.day, minutes, anchor.zone)
    return shifted(anchor.day, -1) if moment is not None and moment > anchor.moment + AHEAD else anchor.day


def moment_of(stamp: Stamp, anchor: Anchor) -> tuple[datetime | None, bool]:
    """Return the moment that a stamp names, and whether its date was mended; an hour without a day is the last before the publication."""
    anchor = anchor.in_zone(stamp.zone)
    if stamp.minutes is None:
        return None, False
    day, mended = day_of(stamp, anchor) if stamp.dated else (_latest_at(stamp.minutes, anchor), False)
    return on_clock(day, stamp.minutes, anchor.zone), mended


def day_of(stamp: Stamp, anchor: Anchor) -> tuple[date | None, bool]:
    """Return the day that a stamp names, and whether the text's own date had to be mended to give it."""
    today = anchor.day
    if stamp.day is not None and stamp.month is not None and stamp.year is not None:
        return _dated(_date(stamp.year, stamp.month, stamp.day), today)
    if today is None:
        return None, False
    if stamp.day is not None and stamp.month is not None:
        return _yearless(stamp.day, stamp.month, today)
    if stamp.day is not None:
        return _latest((_shifted_month(today, months, stamp.day) for months in (1, 0, -1, -2)), today), False
    if stamp.weekday is not None:
        return shifted(today, -((today.weekday() - stamp.weekday) % 7)), False
    return (None, False) if stamp.shift is None else (shifted(today, stamp.shift), False)


def _dated(day: date | None, today: date | None) -> tuple[date | None, bool]:
    """Keep a full date unless it lies in the future, or is this week's in last year's January."""
    if day is None or today is None:
        return day, False
    if day > today + DAY or (today.month == 1 and day.year == today.year - 1 and day.month == 1):
        for year in (today.year, today.year - 1):
            mended = _date(year, day.month, day.day)
            if mended is not None and timedelta(0) <= today - mended + DAY <= timedelta(days=8):
                return mended, True
    return (day, False) if day <= today + DAY else (None, True)


def _yearless(day: int, month: int, today: date) -> tuple[date | None, bool]:
    found = _latest((_date(year, month, day) for year in (today.year + 1, today.year, today.year - 1)), today)
    if found is not None and today - found <= MEMORY:
        return found, False
    mended = _latest((_shifted_month(today, months, day) for months in (0, -1)), today)
    return (mended, True) if mended is not None and today - mended <= 2 * DAY else (None, found is not None)


def _shifted_month(today: date, months: int, day: int) -> date | None:
    index = today.year * 12 + today.month - 1 + months
    return _date(index // 12, index % 12 + 1, day)


def _latest(days: Iterable[date | None], today: date) -> date | None:
    """Return the latest of some days that is not after tomorrow."""
    return max((day for day in days if day is not None and day <= today + DAY), default=None)


def ends_of(start: Stamp, end: Stamp, anchor: Anchor) -> tuple[datetime | None, datetime | None, bool]:
    """Return both ends of a window, and whether a date was mended: hours without a day lie just before the publication.

    A window that would end before it starts begins on the eve.
    """
    start, end = start.borrowing(end), end.borrowing(start)
    if end.minutes == 0 and not end.dated:
        end = replace(end, minutes=MIDNIGHT)
    anchor = anchor.in_zone(start.zone or end.zone)
    first, mended_first = day_of(start, anchor)
    last, mended_last = day_of(end, anchor)
    mended = mended_first or mended_last
    if not start.dated and not end.dated:
        last = _latest_at(end.minutes, anchor) if end.minutes is not None else None
        first = last
    elif not end.dated:
        last = first if (end.minutes or 0) > (start.minutes or 0) else shifted(first, 1)
    elif not start.dated:
        first = last
    nights = 1 if (start.minutes or 0) >= (end.minutes or 0) else 0
    timed = start.minutes is not None and end.minutes is not None
    if timed and first is not None and last is not None and _slipped(first, last, nights):
        mended = mended or first != last
        if anchor.day is not None and abs(anchor.day - first) < abs(anchor.day - last):
            last = shifted(first, nights)
        first = shifted(last, -nights)
    return on_clock(first, start.minutes, anchor.zone), on_clock(last, end.minutes, anchor.zone), mended


def _slipped(first: date, last: date, nights: int) -> bool:
    """Tell whether a window's days cannot both be right: it would end before it starts, or one names the wrong month."""
    return last < first + nights * DAY or (last - first > WEEK and (last - nights * DAY).day == first.day)


def month_of(*words: int, anchor: Anchor) -> tuple[date, date] | None:
    """Return the days, up to the publication, of a month named by its number, its number and year, or (no words) of the running one."""
    today = anchor.day
    if len(words) == 2:
        first = _date(words[1], words[0], 1)
    elif today is None:
        return None
    else:
        first = _latest((_date(today.year - back, words[0] if words else today.month, 1) for back in (0, 1)), today)
    if first is None:
        return None
    return _so_far(first, first + timedelta(days=monthrange(first.year, first.month)[1] - 1), today)


def year_of(*words: int, anchor: Anchor) -> tuple[date, date] | None:
    """Return the days, up to the publication, of a named year, or (no words) of the running one."""
    year = words[0] if words else anchor.day.year if anchor.day else None
    first = None if year is None else _date(year, 1, 1)
    return None if first is None else _so_far(first, date(first.year, 12, 31), anchor.day)


def _so_far(first: date, last: date, today: date | None) -> tuple[date, date] | None:
    last = last if today is None else min(last, today)
    return (first, last) if first <= last else None


def night_of(eve: Stamp | None, onto: Stamp | None, anchor: Anchor) -> tuple[date | None, bool]:
    """Return the day on which a night ends, from the day it is named by and the eve its bracket names.

    Where the two disagree one of them is a slip: the one nearest before the publication is believed.
    """
    if onto is not None and eve is not None:
        onto = onto.borrowing(eve)
    named, mended = day_of(onto, anchor) if onto is not None and onto.dated else (None, False)
    if eve is None or not eve.dated:
        return named, mended
    if named is not None and eve.month is None and (named - DAY).day == eve.day:
        return named, mended
    evening, _ = day_of(eve.borrowing(onto) if onto is not None else eve, anchor)
    following = evening if eve.minutes is not None and eve.minutes < MIDNIGHT // 2 else shifted(evening, 1)
    if named is None or following is None or eve.weekday is not None or named in (evening, following):
        return (named or following), mended or (anchor.day is not None and onto is not None and onto.dated and named is None)
    if anchor.day is None:
        return named, True
    today = anchor.day
    return min((named, following), key=lambda day: (abs((today - day).days), day != named)), True
