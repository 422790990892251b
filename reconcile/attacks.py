"""Which claims speak of one attack, and how surely do their hours lie inside, beside or across each other?

Hours are kept as three nested stretches: `core` (surely flown in), `usual` (as such words are usually
meant) and `hull` (possible at all). Two claims that name the same night have the same `name` and
therefore count the same hours, whatever these were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from reconcile.model import Attack, Claim

__all__ = ["SERIES_KINDS", "Hours", "Stretch", "claim_order", "day_of", "group", "hours", "is_tally", "midnight", "minute", "minutes"]

Stretch = tuple[int, int]
"""Minutes since 1970 (UTC), end exclusive."""

SERIES_KINDS = frozenset({"24h", "week", "month", "year", "since_start"})
"""Periods of tallies that are not one attack; they are held against each other, never against an attack."""

# Both ministries' "local" days start within an hour of each other all year round; a night is named by the day it ends on.
_LOCAL = timezone(timedelta(hours=3))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Moments beyond are drawn in: a broken clock must not overflow the arithmetic of days around it.
_FIRST, _LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)

# Hours of a night whose bounds the text does not give, counted from the midnight in it. The usual night runs
# from 20:00 to 07:00 (the ministry's own explicit nights); no night report seen began before 17:00 or ended after noon.
_NIGHT_CORE, _NIGHT_USUAL, _NIGHT_HULL = (0, 5), (-4, 7), (-7, 12)
_DAY_USUAL, _DAY_HULL = (7, 20), (-12, 24)
_MOMENT_HULL = 15  # minutes: "about 08:10"
_LONGEST = 26 * 60  # minutes: no attack reported as one was longer; longer windows are tallies of days
_SINCE = 36  # hours before publication that a text without any period may speak of


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that a claim counts, as far as its words fix them; equal names mean equal hours."""

    name: tuple[str, ...]
    core: Stretch | None
    usual: Stretch | None
    hull: Stretch | None

    @property
    def exact(self) -> bool:
        """Whether the text fixes both ends."""
        return self.core is not None and self.core == self.hull


def minute(moment: datetime) -> int:
    """Return a moment in minutes since 1970; without an offset it is read by the local clocks."""
    return int((_aware(moment) - _EPOCH).total_seconds() // 60)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=_LOCAL)


def _moment(number: int) -> datetime:
    return (_EPOCH + timedelta(minutes=min(max(number, minute(_FIRST)), minute(_LAST)))).astimezone(_LOCAL)


def _local(moment: datetime) -> datetime:
    return min(max(_aware(moment), _FIRST), _LAST).astimezone(_LOCAL)


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins on the local clocks."""
    return datetime(day.year, day.month, day.day, tzinfo=_LOCAL)


def minutes(day: date, bounds: tuple[int, int]) -> Stretch:
    """Return a stretch of some hours, counted from a day's local midnight."""
    start = minute(midnight(day))
    return start + 60 * bounds[0], start + 60 * bounds[1]


def day_of(claim: Claim) -> date | None:
    """Return the day that names the claim's attack: the day on which its night ends, or its own day; None where nothing tells."""
    start, end = claim.period.start, claim.period.end
    if claim.period.kind == "night" and start is not None:
        # A night's start lies between the afternoon before and the small hours of the day that names it.
        return (_local(start) + timedelta(hours=10)).date()
    if claim.period.kind == "window" and start is not None and end is not None and _local(start).hour >= 17:
        return _local(end - timedelta(minutes=1)).date()
    moment = start or end
    if moment is None and claim.period.days is not None:
        return claim.period.days[1]
    moment = moment or claim.as_of or claim.published
    return None if moment is None else _local(moment).date()


def _until(stretch: Stretch, published: datetime | None) -> Stretch:
    """Cut a stretch at publication: nothing is counted before it happened."""
    if published is None:
        return stretch
    return stretch[0], max(stretch[0] + 1, min(stretch[1], minute(published)))


def _within(inner: Stretch, outer: Stretch) -> Stretch | None:
    low, high = max(inner[0], outer[0]), min(inner[1], outer[1])
    return (low, high) if low < high else None


def _night(claim: Claim, day: date) -> Hours:
    early = claim.published is not None and minutes(day, (0, 5))[0] <= minute(claim.published) < minutes(day, (0, 5))[1]
    name: tuple[str, ...] = ("night", day.isoformat())
    if early and claim.period.start is None and claim.published is not None:
        # Published while the night went on: it counts only the hours so far.
        name += (_local(claim.published).strftime("%H:%M"),)
    hull = _until(minutes(day, _NIGHT_HULL), claim.published)
    usual = _until(minutes(day, _NIGHT_USUAL), claim.published)
    core = _within(minutes(day, _NIGHT_CORE), usual)
    if claim.period.start is not None:
        start = minute(claim.period.start)
        last = minute(claim.as_of) if claim.as_of else usual[1]
        usual, hull = (start, max(last, start + 1)), (start, max(hull[1], last, start + 1))
        core = _within(minutes(day, _NIGHT_CORE), usual)
    return Hours(name, core, usual, hull)


def hours(claim: Claim) -> Hours:
    """Return the hours that a claim counts; all stretches None where neither the text nor its publication gives a time."""
    kind, start, end = claim.period.kind, claim.period.start, claim.period.end
    if start is not None and end is not None:
        first, last = minute(start), minute(end)
        if last > first:
            return Hours(("hours", str(first), str(last)), (first, last), (first, last), (first, last))
        around = (first - _MOMENT_HULL, first + _MOMENT_HULL)
        return Hours(("moment", str(first)), None, (first, first + 1), around)
    day = day_of(claim)
    if day is None:
        return Hours(("statement", claim.statement_id, str(kind)), None, None, None)
    if kind == "night":
        return _night(claim, day)
    if start is not None and claim.published is not None and minute(start) < minute(claim.published):
        # An open window: from its start until some time before the text appeared.
        span = (minute(start), minute(claim.published))
        return Hours(("since", str(span[0]), str(span[1])), None, span, span)
    if kind == "day":
        hull = _until(minutes(day, _DAY_HULL), claim.published)
        return Hours(("day", day.isoformat(), claim.statement_id), None, _within(minutes(day, _DAY_USUAL), hull) or hull, hull)
    last = minute(claim.published) if claim.published else minutes(day, (0, 24))[1]
    back = 12 * 60 if kind in {"window", "moment"} else _SINCE * 60
    usual = (max(last - back, min(minutes(day, _NIGHT_USUAL)[0], last - 1)), last)
    return Hours(("before", str(kind), str(last), claim.statement_id), None, usual, (last - back, last))


def is_tally(claim: Claim) -> bool:
    """Tell whether a claim counts days or more, not one attack."""
    start, end = claim.period.start, claim.period.end
    long = start is not None and end is not None and minute(end) - minute(start) > _LONGEST
    days = claim.period.days
    return claim.period.kind in SERIES_KINDS or long or (days is not None and days[0] < days[1])


def claim_order(claim: Claim) -> tuple[object, ...]:
    """Return the key that orders claims alike however they were read: by time, source, statement, place in the text, content."""
    published = minute(claim.published) if claim.published else -1
    bounds = claim.count.low, -1 if claim.count.high is None else claim.count.high
    what = claim.metric, claim.weapon, claim.model or "", claim.regions, claim.scope, *bounds, claim.count.approximate
    when = claim.period.kind or "", str(claim.period.start), str(claim.period.end), str(claim.as_of)
    who = claim.side or "", claim.attacker or "", claim.speaker, claim.reach, claim.doubt or ""
    return published, claim.source, claim.statement_id, claim.span.start, claim.span.end, what, when, who, claim.quote


def group(claims: Iterable[Claim]) -> tuple[Attack, ...]:
    """Return the attacks that the claims speak of, earliest first; tallies of days, weeks and counters are in none.

    Hours that overlap belong to one attack, hours that only touch do not; day reports without hours stand apart from nights; a text
    without any period joins the night of its day where one is reported.
    """
    ordered = sorted(dict.fromkeys(claims), key=claim_order)
    attacks: list[Attack] = []
    for attacker in ("RU", "UA", None):
        own = [(claim, hours(claim)) for claim in ordered if claim.attacker == attacker and not is_tally(claim)]
        attacks += _sweep(attacker, own)
    distant = datetime.max.replace(tzinfo=UTC)
    return tuple(sorted(attacks, key=lambda attack: (attack.start or distant, attack.attacker or "", claim_order(attack.claims[0]))))


def _sweep(attacker: str | None, own: list[tuple[Claim, Hours]]) -> list[Attack]:
    timed = [(claim, when.usual) for claim, when in own if when.usual and when.name[0] not in {"day", "before"}]
    groups: list[tuple[Stretch, list[Claim]]] = []
    for claim, (first, last) in sorted(timed, key=lambda pair: (pair[1], claim_order(pair[0]))):
        if groups and first < groups[-1][0][1]:
            reach, members = groups[-1]
            groups[-1] = (reach[0], max(reach[1], last)), [*members, claim]
        else:
            groups.append(((first, last), [claim]))
    loose: dict[tuple[str, ...], tuple[Stretch | None, list[Claim]]] = {}
    for claim, when in own:
        if when.name[0] not in {"day", "before", "statement"}:
            continue
        home = _home(claim, when, groups)
        if home is not None:
            groups[home][1].append(claim)
        else:
            day = day_of(claim)
            key = (when.name[0] if when.name[0] == "day" else "undated", day.isoformat() if day else claim.statement_id)
            loose.setdefault(key, (when.usual, []))[1].append(claim)
    found = [*groups, *loose.values()]
    return [
        Attack(attacker, _moment(span[0]) if span else None, _moment(span[1]) if span else None, tuple(sorted(members, key=claim_order)))
        for span, members in found
    ]


def _home(claim: Claim, when: Hours, groups: list[tuple[Stretch, list[Claim]]]) -> int | None:
    """Return the place of the group that a claim without hours joins: its statement's, else the latest that its hours cover."""
    mates = [index for index, (_, members) in enumerate(groups) if any(mate.statement_id == claim.statement_id for mate in members)]
    if mates and when.name[0] != "day":
        return mates[-1]
    day = day_of(claim)
    if when.name[0] != "before" or day is None:
        return None
    night = minutes(day, _NIGHT_CORE)
    covering = [index for index, (span, _) in enumerate(groups) if span[0] < night[1] and night[0] < span[1]]
    return covering[-1] if covering else None
