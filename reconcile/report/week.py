"""Which days does a report cover?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

import regex

from reconcile.model import ReconcileError

__all__ = ["Week", "WeekError"]

_ISO_WEEK = regex.compile(r"(?P<year>[0-9]{4})-?W(?P<week>[0-9]{2})", regex.IGNORECASE)
_LONGEST = 366  # days; a table of days longer than a year is no report


class WeekError(ReconcileError):
    """A week or a pair of dates that names no days."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """The days from `first` to `last`, both included; most often an ISO week, Monday to Sunday.

    >>> Week.named("2024-W46")
    Week(first=datetime.date(2024, 11, 11), last=datetime.date(2024, 11, 17))
    >>> Week.named("2024-W46").before().label
    '2024-W45'
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise WeekError(f"the period ends on {self.last} before it starts on {self.first}: swap the dates")
        if (self.last - self.first).days >= _LONGEST:
            raise WeekError(f"{self.first} to {self.last} is longer than a year: report it in parts")

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the ISO week of that name, such as 2024-W46; raise WeekError where there is none."""
        if match := _ISO_WEEK.fullmatch(name.strip()):
            try:
                return cls(*(date.fromisocalendar(int(match["year"]), int(match["week"]), day) for day in (1, 7)))
            except ValueError:
                pass
        raise WeekError(f"not an ISO week: {name[:40]!r}; write it like 2024-W46")

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, in order."""
        return tuple(self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1))

    @property
    def label(self) -> str:
        """The ISO name of a whole week, else both dates."""
        year, week, weekday = self.first.isocalendar()
        if weekday == 1 and len(self.days) == 7:
            return f"{year}-W{week:02d}"
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def before(self, steps: int = 1) -> Week:
        """Return the equally long period that ends `steps` lengths before this one."""
        back = timedelta(days=len(self.days) * steps)
        return Week(self.first - back, self.last - back)
