"""Do the periods of two figures tell that they are of two attacks?"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from reconcile.model import Claim

__all__ = ["by_night", "night_of", "other_attack", "other_days"]

_DATE = regex.compile(r"\d{1,2}\s\p{L}{3,12}|\p{L}{3,9}\s\d{1,2}")
_MORNING, _EVENING = 7, 18  # hours that no night has


def other_days(one: Claim, other: Claim) -> bool:
    """Tell whether the words name days for two figures that have none in common."""
    a, b = one.period.days, other.period.days
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


def other_attack(whole: Claim, part: Claim) -> bool:
    """Tell whether a figure cannot be a part of another: they are of other days, of 24 hours and of less, or start apart."""
    if other_days(whole, part):
        return True
    kinds = whole.period.kind, part.period.kind
    if "24h" in kinds and None not in kinds:
        return kinds[0] != kinds[1]
    if set(kinds) == {"day", "night"} and part.span.start < whole.span.start:
        return True  # "28 yesterday. Overnight, 64 in all"
    hours = part.period.start
    if kinds == ("night", "window") and hours is not None and _MORNING <= hours.hour < _EVENING:
        return True  # "From 9 to 11, 12 over Tula. In the night 60 were downed"
    return whole.period != part.period and None not in (whole.period.start, part.period.start)


def night_of(claim: Claim, words: str) -> str:
    """Return what names the night of a figure, by its day or by the words for it; nothing where no date does."""
    if claim.period.kind != "night":
        return ""
    if claim.period.days is not None:
        return str(claim.period.days)
    dates = _DATE.findall(words)
    return str(dates[-1]) if dates else ""


def by_night(members: Sequence[int], nights: Sequence[str]) -> list[list[int]]:
    """Part figures whose nights all have names ("72 on the night of 24 August; on the night of 21 August, 574")."""
    if "" in nights:
        return [list(members)]
    return [[i for i, night in zip(members, nights, strict=True) if night == named] for named in dict.fromkeys(nights)]
