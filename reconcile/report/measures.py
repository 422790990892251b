"""Which tidy tables do the plots of accounts, rates, windows, regions, relays and coverage draw?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from reconcile.attacks import claim_order, day_of
from reconcile.frames import cells_of
from reconcile.model import Claim, Count
from reconcile.reconciliation.laws.misquote import misquotes
from reconcile.reconciliation.relays import Relay, relay_of, set_key
from reconcile.reconciliation.reports import Report as Told
from reconcile.reconciliation.reports import reports as statements_of
from reconcile.report.accounts import account, rates
from reconcile.report.regions import by_region
from reconcile.report.tallies import Report, Tally, latest, once, reports
from reconcile.report.voices import own

if TYPE_CHECKING:
    import pandas as pd

    from reconcile.report.week import Week

__all__ = ["accounts_frame", "coverage_frame", "rates_frame", "regions_frame", "relays", "relays_frame", "residuals_frame", "windows_frame"]

_MOSCOW_TIME = timezone(timedelta(hours=3))
_NAME = {"day": "datetime64[us]", "source": "string", "statement_id": "string"}
_BOUNDS = {"low": "Int64", "high": "Int64"}


def accounts_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Return one row per report and part: `day`, `source`, `statement_id`, `part`, `low`, `high`; part "launched" is the whole.

    Reports without a launch figure have no account and no rows; of one day, the speaker's own come first.
    """
    rows = []
    for report in sorted(once(reports(claims)), key=lambda report: (report.day, not _own(report), report.order)):
        entry = account(report)
        if entry.whole.count is not None:
            for part, tally in (("launched", entry.whole), *entry.parts):
                rows.append((*_named(report), part, *_bounds(tally)))
    return _frame({**_NAME, "part": "string", **_BOUNDS}, rows)


def residuals_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Return one row per standing report of a side's own: launched less every stated outcome, below zero where outcomes outnumber it."""
    rows = []
    for report in latest(reports(claims)):
        entry = account(report)
        if entry.unaccounted is not None and entry.parts and _own(report):
            low, high = cells_of(entry.unaccounted)
            beyond, _ = cells_of(Count(entry.excess))
            rows.append((*_named(report), -(beyond or 0) if entry.excess else low, 0 if entry.excess else high))
    return _frame({**_NAME, **_BOUNDS}, rows)


def rates_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Return one row per standing report of a side's own and definition: `low` and `high` are shares from 0 to 1."""
    rows = []
    for report in latest(reports(claims)):
        if _own(report):
            rows += [(*_named(report), rate.definition, rate.low, rate.high) for rate in rates([account(report)])]
    return _frame({**_NAME, "definition": "string", "low": "float64", "high": "float64"}, rows)


def windows_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Return one row per report: the hours it counts, as stated or as usually meant (`exact`), on Moscow's clock without a zone."""
    rows = []
    for report in reports(claims):
        metric = next((name for name in ("launched", "neutralized", "intercepted") if name in report.figures), None)
        if report.hours.usual is None or metric is None:
            continue
        side = report.figures[metric].claims[0].side
        start, end = (_wall(minute) for minute in report.hours.usual)
        rows.append((*_named(report), side, start, end, report.hours.exact, *_bounds(report.figures[metric])))
    return _frame({**_NAME, "side": "string", "start": "datetime64[us]", "end": "datetime64[us]", "exact": "bool", **_BOUNDS}, rows)


def regions_frame(claims: Iterable[Claim], attacker: str = "UA") -> pd.DataFrame:
    """Return one row per place (`region`): the bounds on drones brought down over it, by the defender's own statements."""
    chosen = tuple(claims)
    rows = [(region, *_bounds(tally)) for region, tally in by_region(chosen, attacker).items()]
    return _frame({"region": "string", **_BOUNDS}, rows)


def relays(claims: Iterable[Claim]) -> tuple[tuple[Claim, Claim], ...]:
    """Return pairs of an outlet's figure for drones and the figure of the speaker's own report that it relays, in the order of time.

    Which report is meant is told by its night or hours, or by its total. Figures that agree, and those that contradict the
    report; a figure that may count something else is left out.
    """
    told = [report for report in statements_of(claims) if not report.kind and report.body is not None]
    owned: dict[str, list[Told]] = {}
    for report in told:
        if report.own and report.body is not None:
            owned.setdefault(report.body.key, []).append(report)
    pairs: dict[tuple[Claim, Claim], None] = {}
    for report in told:
        owns = owned.get(report.body.key, []) if report.body is not None and not report.own else []
        relay = relay_of(report, owns)
        if relay is not None:
            pairs |= dict.fromkeys(_paired(relay, owns))
    return tuple(sorted(pairs, key=lambda pair: (claim_order(pair[0]), claim_order(pair[1]))))


def _paired(relay: Relay, owns: Sequence[Told]) -> Iterable[tuple[Claim, Claim]]:
    wrong = {(found.claims[0], found.claims[1]) for found in misquotes(relay, owns) if len(found.claims) == 2}
    for claim in relay.outlet.claims:
        same = [said for said in relay.own.claims if set_key(said) == set_key(claim)]
        alike = (said for said in same if (claim, said) in wrong or said.count.meets(claim.count))
        if claim.weapon == "drone" and claim.outcome and (said := next(alike, None)) is not None:
            yield claim, said


def relays_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Return one row per relayed figure: `day`, `source`, `statement_id`, `metric`, `scope`, its bounds and the speaker's own."""
    rows = [
        (
            day_of(told),
            told.source,
            told.statement_id,
            told.metric,
            told.scope,
            *cells_of(told.count),
            *cells_of(said.count),
        )
        for told, said in relays(claims)
    ]
    return _frame({**_NAME, "metric": "string", "scope": "string", **_BOUNDS, "own_low": "Int64", "own_high": "Int64"}, rows)


def coverage_frame(claims: Iterable[Claim], week: Week) -> pd.DataFrame:
    """Return one row per day and source: how many statements with figures of that day's attacks; 0 is no report, not zero drones."""
    seen: dict[tuple[str, date], set[str]] = {}
    for claim in claims:
        day = day_of(claim)
        if day is not None and day in week:
            seen.setdefault((claim.source, day), set()).add(claim.statement_id)
    rows = [(day, source, len(seen.get((source, day), ()))) for source in sorted({source for source, _ in seen}) for day in week.days]
    return _frame({"day": "datetime64[us]", "source": "string", "reports": "Int64"}, rows)


def _named(report: Report) -> tuple[Any, ...]:
    return report.day, report.source, report.statement_id


def _own(report: Report) -> bool:
    return own(next(iter(report.figures.values())).claims[0])


def _bounds(tally: Tally) -> tuple[int | None, int | None]:
    return cells_of(tally.count)


def _wall(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(_MOSCOW_TIME).replace(tzinfo=None)


def _frame(columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    import pandas as pd

    def value(cell: Any) -> Any:
        return datetime(cell.year, cell.month, cell.day) if isinstance(cell, date) and not isinstance(cell, datetime) else cell

    return pd.DataFrame(
        {name: pd.Series([value(row[place]) for row in rows], dtype=dtype) for place, (name, dtype) in enumerate(columns.items())}
    )
