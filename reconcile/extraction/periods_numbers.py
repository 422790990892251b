"""What might a number in a text say of time: a clock, a date, a day, a year, or nothing?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

__all__ = ["NUMBERS", "READERS", "SHAPES"]

# The classes that a number can belong to, in any language.
SHAPES = ("hhmm", "dotted", "either", "fulldate", "isodate", "num", "year", "big", "broken", "decimal")

# Years that a text on this war can speak of; 2000 drones are no year.
YEARS = range(2010, 2050)

NUMBERS = (
    r"(?P<isodate>\d{4}-\d{2}-\d{2})"
    r"|(?P<fulldate>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))"
    r"|(?P<meridian>\d{1,2}(?:[:.]\d{2})? ?[ap](?:m\b|\.m\b\.?))"
    r"|(?P<clock>\d{1,2}:\d{2})(?::\d{2})?"
    r"|(?P<dotted>\d{1,2}\.\d{2})(?![.,]?\d)"
    r"|(?P<dashed>\d{1,2}-00)"
    r"|(?P<number>\d{1,12})(?:-?(?:ENDINGS))?"
)


def _minutes(hour: int, minute: int) -> int | None:
    """Minutes since midnight; 24:00 is 1440; None when no clock shows it."""
    return hour * 60 + minute if (hour < 24 and minute < 60) or (hour == 24 and minute == 0) else None


def _isodate(text: str) -> tuple[str, Any]:
    year, month, day = (int(part) for part in text.split("-"))
    return "isodate", (day, month, year)


def _fulldate(text: str) -> tuple[str, Any]:
    day, month, year = (int(part) for part in text.split("."))
    return "fulldate", (day, month, year if year > 99 else 2000 + year)


def _meridian(text: str) -> tuple[str, Any]:
    digits = re.findall(r"\d{1,2}", text)
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if not 1 <= hour <= 12 or minute > 59:
        return "broken", None
    return "hhmm", (hour % 12 + (12 if "p" in text else 0)) * 60 + minute


def _clock(text: str) -> tuple[str, Any]:
    hour, minute = text.split(":")
    minutes = _minutes(int(hour), int(minute))
    return ("hhmm", minutes) if minutes is not None else ("broken", None)


def _dotted(text: str) -> tuple[str, Any]:
    """Read "20.30" as a clock and "21.12" as a clock or a date: the rules choose by what stands beside it."""
    first, second = (int(part) for part in text.split("."))
    clock = _minutes(first, second)
    is_date = 1 <= first <= 31 and 1 <= second <= 12
    if clock is None:
        return ("either", (None, (first, second))) if is_date else ("decimal", None)
    return ("either", (clock, (first, second))) if is_date else ("dotted", clock)


def _number(text: str) -> tuple[str, Any]:
    value = int(text)
    if value <= 31 and len(text) <= 2:
        return "num", value
    return ("year", value) if value in YEARS and len(text) == 4 else ("big", value)


READERS: dict[str, Callable[[str], tuple[str, Any]]] = {
    "isodate": _isodate,
    "fulldate": _fulldate,
    "meridian": _meridian,
    "clock": _clock,
    "dashed": lambda text: _clock(text.replace("-", ":")),
    "dotted": _dotted,
    "number": _number,
}
