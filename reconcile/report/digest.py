"""What does the week say? Headline figures, accounts, rates, regions, relays and records, each with its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from reconcile.attacks import is_tally
from reconcile.model import Claim, Count
from reconcile.report.accounts import DECOYS_SINCE, MERGED_SINCE, Account, Rate, account, rates
from reconcile.report.evidence import Evidence
from reconcile.report.regions import MOSCOW, Window, by_region, by_window, kind_of_place
from reconcile.report.tallies import Report, Tally, at_night, brought_down, latest, once, reports, series, union
from reconcile.report.voices import own, regular_voice, voice
from reconcile.report.week import Week
from reconcile.report.words import changed

__all__ = ["Digest", "Headline", "Past", "Side", "digest"]

_BACK = 4  # weeks that the mean is taken over


@dataclass(frozen=True, slots=True)
class Past:
    """The same figure in an earlier week: how many reports state it, and on how many days."""

    week: Week
    tally: Tally
    stating: int
    days: int


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure of a side for the week: what it counts, the tally, and the same for the weeks before.

    `stating` is how many reports state it, on `days` days; `earlier` holds the weeks before, the nearest first;
    weeks without any report are left out.
    """

    name: str
    what: str
    tally: Tally
    stating: int
    days: int
    earlier: tuple[Past, ...]

    @property
    def mean(self) -> Count | None:
        """The mean of the earlier weeks, rounded outwards; None where fewer than four weeks have a figure."""
        counts = [past.tally.count for past in self.earlier if past.tally.count is not None]
        if len(counts) < _BACK:
            return None
        highs = [count.high for count in counts]
        high = None if None in highs else -(-sum(high for high in highs if high is not None) // len(highs))
        return Count(sum(count.low for count in counts) // len(counts), high, any(count.approximate for count in counts))

    @property
    def addends(self) -> tuple[Claim, ...]:
        """The claims that the mean rests on."""
        return tuple(claim for past in self.earlier for claim in past.tally.claims)

    def alike(self, past: Past) -> bool:
        """Tell whether a week before is told as fully as this one: as many days, and no more than twice as many reports in either."""
        return past.days == self.days and past.stating <= 2 * self.stating and self.stating <= 2 * past.stating

    @property
    def thin(self) -> bool:
        """Whether a week before is not told as fully as this one, so that its figure may be lower for that reason alone."""
        return not all(self.alike(past) for past in self.earlier)

    @property
    def change(self) -> str | None:
        """How much more or less than in the week before; None where that cannot be said."""
        past = self.earlier[0] if self.earlier else None
        if past is None or self.tally.count is None or past.tally.count is None or not self.alike(past):
            return None
        return changed(self.tally.count, past.tally.count)


@dataclass(frozen=True, slots=True)
class Side:
    """One side's own telling of the attacks on it."""

    attacker: str
    speaker: str
    definition: str
    reports: tuple[Report, ...]
    headlines: tuple[Headline, ...]
    missing: tuple[date, ...]
    no_night: tuple[date, ...]
    relayed: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """All that the report prints, besides findings and statements."""

    week: Week
    sides: tuple[Side, ...]
    accounts: tuple[Account, ...]
    replaced: frozenset[str]
    rates: tuple[Rate, ...]
    pooled: tuple[Rate, ...]
    breaks: tuple[tuple[date, str], ...]
    regions: tuple[tuple[str, str, Tally], ...]
    windows: tuple[Window, ...]
    other_weapons: tuple[Claim, ...]
    series_claims: tuple[Claim, ...]


def digest(evidence: Evidence, week: Week) -> Digest:
    """Return what the evidence says of the week."""
    everything = reports(evidence.anchors)
    mine = evidence.in_week(week)
    accounts = tuple(account(report) for report in once(everything) if report.day in week and "launched" in report.figures)
    last = {report.statement_id for report in latest(entry.report for entry in accounts)}
    standing = [entry for entry in accounts if entry.report.statement_id in last and _is_own(entry.report)]
    found = rates(standing)
    return Digest(
        week,
        tuple(_side(attacker, everything, week) for attacker in ("RU", "UA")),
        tuple(sorted(accounts, key=lambda entry: (entry.report.day, not _is_own(entry.report), entry.report.order))),
        frozenset(entry.report.statement_id for entry in accounts) - last,
        found,
        _pooled(standing),
        _breaks(week),
        tuple((code, kind_of_place(code), tally) for code, tally in _ranked(by_region(mine, "UA"))),
        by_window([report for report in series(everything, "UA") if report.day in week], mine),
        tuple(claim for claim in mine if claim.weapon not in {"drone", "fpv"} and claim.scope == "total"),
        tuple(claim for claim in mine if is_tally(claim)),
    )


def _is_own(report: Report) -> bool:
    return own(next(iter(report.figures.values())).claims[0])


def _ranked(found: dict[str, Tally]) -> list[tuple[str, Tally]]:
    return sorted(found.items(), key=lambda item: (-(item[1].count.low if item[1].count else 0), item[0] != MOSCOW, item[0]))


def _side(attacker: str, everything: Sequence[Report], week: Week) -> Side:
    regular = series(everything, attacker)
    mine = tuple(report for report in regular if report.day in week)
    nights = {report.day for report in mine if at_night(report)}
    side = "UA" if attacker == "RU" else "RU"
    body = next((voice(report.source) for report in regular), None) or regular_voice(side)
    days = {report.day for report in mine}
    return Side(
        attacker,
        body.name(),
        body.definition,
        mine,
        tuple(_headlines(attacker, regular, week)),
        tuple(day for day in week.days if day not in days),
        tuple(day for day in week.days if day in days and day not in nights) if nights else (),
        any(report.attacker == attacker and report.day in week and "launched" in report.figures for report in everything),
    )


_UKRAINIAN = (
    ("launched", "drones launched at Ukraine"),
    ("brought_down", "shot down or jammed"),
    ("intercepted", "of them shot down"),
    ("jammed", "of them jammed or lost"),
    ("hit", "drones that hit"),
)
_RUSSIAN = (("brought_down", "drones brought down over Russia, Crimea and the seas"), ("by_night", "of them in the night reports"))


def _headlines(attacker: str, regular: Sequence[Report], week: Week) -> Iterable[Headline]:
    for name, what in _UKRAINIAN if attacker == "RU" else _RUSSIAN:
        tally, stating, days = _weekly(name, regular, week)
        if stating:
            back = [(week.before(step), *_weekly(name, regular, week.before(step))) for step in range(1, _BACK + 1)]
            yield Headline(name, what, tally, stating, days, tuple(Past(*past) for past in back if past[2]))


def _weekly(name: str, regular: Sequence[Report], week: Week) -> tuple[Tally, int, int]:
    """Return the week's tally, how many reports state it and on how many days; no upper bound where a day or report is silent."""
    mine = [report for report in regular if report.day in week and (name != "by_night" or at_night(report))]
    stated = [(report, tally) for report in mine if (tally := _figure(name, report)).count is not None]
    days = {report.day for report, _ in stated}
    tally = union([(report.hours, tally) for report, tally in stated])
    silent = len(stated) < len(mine) or len(days) < len(week.days)
    if tally.count is not None and silent:
        tally = Tally(Count(tally.count.low, None, tally.count.approximate), tally.claims)
    return tally, len(stated), len(days)


def _figure(name: str, report: Report) -> Tally:
    return brought_down(report) if name in {"brought_down", "by_night"} else report.figures.get(name, Tally(None))


def _pooled(standing: Sequence[Account]) -> tuple[Rate, ...]:
    """Return the week's rates: sums over the reports that state both figures, never across the merge of the definitions."""
    pooled = []
    for definition, merged in product(("brought_down", "shot_down"), (False, True)):
        era = [entry for entry in standing if (entry.report.day >= MERGED_SINCE) == merged]
        both = [(entry, rate) for entry in era for rate in rates([entry]) if rate.definition == definition]
        wholes = [entry.whole.count for entry, _ in both if entry.whole.count is not None]
        if not both or any(count.high is None for count in wholes):
            continue
        launched = sum(count.high for count in wholes if count.high is not None), sum(count.low for count in wholes)
        low = sum(rate.low * (entry.whole.count.high or 0) for entry, rate in both if entry.whole.count) / launched[0]
        high = sum(rate.high * entry.whole.count.low for entry, rate in both if entry.whole.count) / launched[1]
        claims = tuple(claim for _, rate in both for claim in rate.claims)
        pooled.append(Rate(both[-1][0].report.day, definition, low, min(1.0, high), claims))
    return tuple(pooled)


def _breaks(week: Week) -> tuple[tuple[date, str], ...]:
    """Return the changes of definition that fall into the week or the weeks it is compared with."""
    known = (
        (DECOYS_SINCE, "decoys are counted among the launched from this day on"),
        (MERGED_SINCE, "shot down and jammed are one figure from this day on"),
    )
    return tuple((day, what) for day, what in known if week.before(_BACK).first < day <= week.last)
