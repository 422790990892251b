"""Do the periods of two figures tell that they are of two attacks?"""

from __future__ import annotations

from reconcile.model import Claim

__all__ = ["other_attack", "other_days"]

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
