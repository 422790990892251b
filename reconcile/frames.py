"""Which tables do statements, claims and findings make? Tidy data frames, their columns declared once.

One row is one statement, one claim or one finding. Every column keeps its name and type whatever the
input holds, so an empty frame plots and concatenates like a full one. Unknown is missing (`pd.NA`, `NaT`),
never zero: `high` is missing where the words name no upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import regex

from reconcile.attacks import day_of
from reconcile.model import Claim, Count, Finding, Statement

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CLAIM_COLUMNS", "FINDING_COLUMNS", "STATEMENT_COLUMNS", "cells_of", "claims_frame", "findings_frame", "statements_frame"]

_TEXT, _COUNT, _FLAG, _TIME, _DAY = "string", "Int64", "bool", "datetime64[us, UTC]", "datetime64[us]"

# name: (type, what it holds); the descriptions go into the Data Package
STATEMENT_COLUMNS: Mapping[str, tuple[str, str]] = {
    "id": (_TEXT, "unique id of the statement"),
    "source": (_TEXT, "who published it"),
    "published": (_TIME, "when it was published"),
    "lang": (_TEXT, "language of the text"),
    "title": (_TEXT, "title, where there is one"),
    "url": (_TEXT, "address, where there is one"),
    "restates": (_TEXT, "set when the text restates published figures and is no quotation: where the figures come from"),
    "text": (_TEXT, "the whole text as published"),
}
CLAIM_COLUMNS: Mapping[str, tuple[str, str]] = {
    "statement_id": (_TEXT, "the statement that makes the claim"),
    "source": (_TEXT, "who published the statement"),
    "published": (_TIME, "when the statement was published"),
    "day": (_DAY, "the date the attack is named by: a night by the date it ends on"),
    "metric": (_TEXT, "what is counted"),
    "weapon": (_TEXT, "kind of weapon counted"),
    "model": (_TEXT, "model, when the figure is for that model alone"),
    "low": (_COUNT, "lowest count that the words allow"),
    "high": (_COUNT, "highest count that the words allow; missing: no upper bound"),
    "approximate": (_FLAG, "the figure was hedged (about, some, nearly)"),
    "regions": (_TEXT, "region codes, separated by blanks; empty: whole country or not stated"),
    "scope": (_TEXT, "total: the statement's top figure; part: a figure inside a total"),
    "side": (_TEXT, "whose statement: UA, RU or missing"),
    "attacker": (_TEXT, "who sent the things counted: RU or UA"),
    "period_kind": (_TEXT, "kind of period counted"),
    "period_start": (_TIME, "start of the period, where stated"),
    "period_end": (_TIME, "end of the period, where stated"),
    "as_of": (_TIME, "time of the tally, where stated"),
    "quote": (_TEXT, "the exact words that carry the figure"),
    "start": (_COUNT, "offset of the quote in the text"),
    "end": (_COUNT, "offset of the end of the quote, exclusive"),
    "speaker": (_TEXT, "who says it"),
    "reach": (_TEXT, "regions the speaker can speak for; empty: whole country"),
    "doubt": (_TEXT, "why the reading is doubtful; missing: it is not"),
}
FINDING_COLUMNS: Mapping[str, tuple[str, str]] = {
    "number": (_COUNT, "number of the finding in this table, from 1"),
    "kind": (_TEXT, "kind of finding"),
    "severity": (_TEXT, "impossible, inconsistent, suspicious or note"),
    "attacker": (_TEXT, "who sent the things counted: RU, UA or missing"),
    "period_start": (_TIME, "start of the attack, where known"),
    "period_end": (_TIME, "end of the attack, where known"),
    "by": (_COUNT, "by how much, in things counted"),
    "balance": (_TEXT, "the arithmetic in one line"),
    "claims": (_TEXT, "the claims it rests on: statement_id[start:end], separated by blanks"),
    "mended_by": (_TEXT, "what each claim alone would have to be, separated by '; '"),
    "explanations": (_TEXT, "benign explanations that fit, separated by '; '"),
}

_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_LARGEST = 2**63 - 1  # what an Int64 column holds; a count beyond it keeps the bound that fits


def statements_frame(statements: Iterable[Statement]) -> pd.DataFrame:
    """Return one row per statement, in the order given."""
    return _frame(STATEMENT_COLUMNS, [[getattr(statement, name) for name in STATEMENT_COLUMNS] for statement in statements])


def claims_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Return one row per claim, in the order given."""
    return _frame(CLAIM_COLUMNS, [_claim_row(claim) for claim in claims])


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return one row per finding, numbered in the order given."""
    return _frame(FINDING_COLUMNS, [_finding_row(number, finding) for number, finding in enumerate(findings, start=1)])


def cells_of(count: Count | None) -> tuple[int | None, int | None]:
    """Return the bounds of a count as columns hold them; what is larger than a column holds keeps the bound that fits."""
    if count is None:
        return None, None
    return min(count.low, _LARGEST), None if count.high is None or count.high > _LARGEST else count.high


def _day(claim: Claim) -> date | None:
    try:
        day = day_of(claim)
        return day if day is not None and 1900 <= day.year < 2200 else None
    except OverflowError:  # the first or last day of the calendar, seen from another zone
        return None


def _claim_row(claim: Claim) -> list[Any]:
    low, high = cells_of(claim.count)
    fields = {
        **claim.to_record(),
        "source": claim.source or None,
        "published": claim.published,
        "day": _day(claim),
        "low": low,
        "high": high,
        "regions": " ".join(claim.regions),
        "reach": " ".join(claim.reach),
        "speaker": claim.speaker or None,
        "period_start": claim.period.start,
        "period_end": claim.period.end,
        "as_of": claim.as_of,
    }
    return [fields[name] for name in CLAIM_COLUMNS]


def _finding_row(number: int, finding: Finding) -> list[Any]:
    fields = {
        "number": number,
        "kind": finding.kind,
        "severity": finding.severity,
        "attacker": finding.attacker,
        "period_start": finding.start,
        "period_end": finding.end,
        "by": min(finding.by, _LARGEST),
        "balance": finding.balance,
        "claims": " ".join(f"{claim.statement_id}[{claim.span.start}:{claim.span.end}]" for claim in finding.claims),
        "mended_by": "; ".join(str(mend) for mend in finding.mended_by),
        "explanations": "; ".join(finding.explanations),
    }
    return [fields[name] for name in FINDING_COLUMNS]


def _frame(columns: Mapping[str, tuple[str, str]], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    import pandas as pd

    values = {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    return pd.DataFrame({name: _series(values[name], dtype) for name, (dtype, _) in columns.items()})


def _series(values: list[Any], dtype: str) -> pd.Series[Any]:
    import pandas as pd

    if dtype == _TIME:
        return pd.Series([_utc(value) for value in values], dtype=dtype)
    if dtype == _DAY:
        return pd.Series([None if value is None else datetime(value.year, value.month, value.day) for value in values], dtype=dtype)
    if dtype == _TEXT:
        return pd.Series([value if value is None else _storable(str(value)) for value in values], dtype=dtype)
    return pd.Series(values, dtype=dtype)


def _storable(text: str) -> str:
    """Return the text as a column can hold it: half a surrogate pair, which no encoding has, is U+FFFD; offsets stay true."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _utc(moment: datetime | None) -> datetime | None:
    """Return the moment in UTC; a moment without an offset is read as UTC."""
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
