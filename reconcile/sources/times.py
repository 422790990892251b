"""When was this published: the time that a source writes, as a moment with an offset, or unknown.

Three rulings hold for every reader:

- A time without an offset is read as UTC, because that is what scrapers, feeds and exports write when they write none.
- A day without a time is that day's 00:00 UTC. Exactly midnight UTC therefore means "the hour is not known".
- What is stated but cannot be read is an error, never silently unknown; slashed dates are refused, since 01/02 is two days.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

__all__ = ["moment"]

_DOTTED = re.compile(
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"
    r"(?:[ ,T]{1,3}(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
    r"(?: {0,2}(?:UTC|GMT)(?:(?P<sign>[+-])(?P<ahead>\d{2}):?(?P<more>\d{2}))?)?"
)
# Statements outside these years are a broken clock, and arithmetic on them overflows.
_YEARS = range(1900, 2200)
_LATEST_IN_SECONDS = 10_000_000_000


def moment(written: object) -> datetime | None:
    """Read a published time: ISO 8601, Unix seconds or milliseconds, RFC 2822, or 16.11.2024 08:12; None where nothing is written.

    Raises ValueError for what is written and cannot be read.
    """
    if written is None or written == "":
        return None
    try:
        read = _read(written)
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        read = None
    if read is None or read.year not in _YEARS:
        raise ValueError(f"{str(written)[:40]!r} is not a time; write 2024-11-16T08:12:00+02:00, 2024-11-16 or null")
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def _read(written: object) -> datetime | None:
    if isinstance(written, datetime):
        return written
    if isinstance(written, int | float) and not isinstance(written, bool):
        seconds = written if written < _LATEST_IN_SECONDS else written / 1000
        return datetime.fromtimestamp(seconds, UTC)
    if not isinstance(written, str) or len(written) > 100:
        return None
    text = written.strip()
    if text.isascii() and text.isdigit() and len(text) in (10, 13):
        return _read(int(text))
    if dotted := _DOTTED.fullmatch(text):
        return _dotted(dotted)
    try:
        return datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        return None if "/" in text else parsedate_to_datetime(text)


def _dotted(match: re.Match[str]) -> datetime:
    part = {name: int(value) for name, value in match.groupdict().items() if value and name != "sign"}
    zone = None
    if match["sign"]:
        ahead = timedelta(hours=part["ahead"], minutes=part["more"])
        zone = timezone(ahead if match["sign"] == "+" else -ahead)
    return datetime(
        part["year"], part["month"], part["day"], part.get("hour", 0), part.get("minute", 0), part.get("second", 0), tzinfo=zone
    )
