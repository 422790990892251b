"""How are counts, days, hours and changes put into words?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import regex

from reconcile import places
from reconcile.attacks import Hours
from reconcile.model import Claim, Count, Finding
from reconcile.report.voices import name_of

__all__ = [
    "METRICS",
    "balance_words",
    "changed",
    "claim_words",
    "counted",
    "day_words",
    "days_words",
    "hours_words",
    "moment_words",
    "spoken",
    "stated",
]

_MOSCOW_TIME = timezone(timedelta(hours=3))
METRICS = {
    "launched": "launched",
    "intercepted": "shot down",
    "jammed": "jammed or lost",
    "neutralized": "shot down or jammed",
    "hit": "hit",
    "airborne": "still in the air",
    "left": "left the airspace",
    "hit_locations": "places hit",
    "debris_locations": "places with debris",
}
_METRIC = regex.compile(r"\b(?:intercepted|neutralized|airborne)\b")
_THINGS = {
    "fpv": ("FPV drone", "FPV drones"),
    "mixed": ("drone or other weapon", "drones and other weapons"),
    "boat": ("uncrewed boat", "uncrewed boats"),
    "aircraft": ("aircraft", "aircraft"),
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def stated(count: Count | None) -> str:
    """Return a count in words: "83", "at least 81", "0 to 12", "about 50", "not stated"."""
    if count is None:
        return "not stated"
    hedge = "about " if count.approximate else ""
    low = f"{count.low:,}".replace(",", "\u202f")
    if count.high is None:
        return f"at least {hedge}{low}" if count.low else "unknown"
    high = f"{count.high:,}".replace(",", "\u202f")
    return f"{hedge}{low}" if count.low == count.high else f"{hedge}{low} to {high}"


def day_words(day: date) -> str:
    """Return a date as people read it, with its weekday."""
    return f"{day:%a} {day.day} {_MONTHS[day.month - 1]}"


def balance_words(finding: Finding) -> str:
    """Return a finding's arithmetic as people say it, with its outlets under the names by which they are known."""
    words = f" {finding.balance} "
    for source in sorted({claim.source for claim in finding.claims if claim.source}, key=lambda name: (-len(name), name)):
        for after in (" ", ","):
            words = words.replace(f" {source}{after}", f" {name_of(source)}{after}")
    return spoken(words)[1:-1]


def spoken(words: str) -> str:
    """Return the reconciler's words with the metrics as people say them: "55 shot down", not "55 intercepted"."""
    return _METRIC.sub(lambda match: METRICS[match[0]], words)


def days_words(first: date, last: date) -> str:
    """Return a span of days as people write it: "11–17 November 2024", "28 October – 3 November 2024"."""
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {_MONTHS[first.month - 1]}{year} – {end}"


def moment_words(moment: datetime) -> str:
    """Return a time as people write it, with its zone: "16 November 2024, 08:30 UTC+02:00"."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()


def hours_words(when: Hours, day: date) -> str:
    """Return the hours that a report counts, on Moscow's clock: "night", "08:00–12:00", "about 13:30", "hours not stated"."""
    kind = when.name[0]
    if kind == "night":
        return "night"
    if when.usual is None or kind not in {"hours", "moment", "since"}:
        return "during the day" if kind == "day" else "hours not stated"
    first, last = (_wall(minute) for minute in when.usual)
    if kind == "moment":
        return f"about {first:%H:%M}"
    end = "24:00" if (last.hour, last.minute) == (0, 0) else f"{last:%H:%M}"
    start = f"{first:%H:%M}" if first.date() == day else f"{first.day} {_MONTHS[first.month - 1]} {first:%H:%M}"
    return f"from {start}" if kind == "since" else f"{start}–{end}"


def _wall(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(_MOSCOW_TIME)


def changed(now: Count, then: Count) -> str | None:
    """Return how much more or less than before, with bounds; None where either has no upper bound.

    >>> changed(Count(535, 535), Count(616, 616)), changed(Count(181, 230), Count(200, 200))
    ('81 fewer (−13 %)', 'between 19 fewer and 30 more')
    """
    if now.high is None or then.high is None:
        return None
    low, high = now.low - then.high, now.high - then.low
    if low == high == 0:
        return "the same"
    hedge = "about " if now.approximate or then.approximate else ""
    if low == high:
        share = f" ({'+' if low > 0 else '−'}{abs(low) / then.low:.0%})".replace("%", " %") if then.low else ""
        return f"{hedge}{abs(low)} {'more' if low > 0 else 'fewer'}{share}"
    if low >= 0:
        return f"{hedge}{low} to {high} more"
    return f"{hedge}{-high} to {-low} fewer" if high <= 0 else f"between {hedge}{-low} fewer and {high} more"


def counted(claim: Claim) -> str:
    """Return what a claim counts, in words: "drones (shahed) shot down", "missile (kh-59) launched", "places hit"."""
    one, metric = claim.count.high == 1, METRICS.get(claim.metric, claim.metric)
    if claim.metric.endswith("_locations"):
        return metric.replace("places", "place") if one else metric
    name = _THINGS.get(claim.weapon, (claim.weapon, f"{claim.weapon}s"))[0 if one else 1]
    return f"{name} ({claim.model}) {metric}" if claim.model else f"{name} {metric}"


def claim_words(claim: Claim) -> str:
    """Return a claim in words: "55 drones (shahed) shot down over Odesa region"."""
    over = f" over {', '.join(places.name(code, 'en') for code in claim.regions)}" if claim.regions else ""
    return f"{stated(claim.count)} {counted(claim)}{over}"
