"""How are claims extracted from more statements than one machine holds?

The same extraction over a Dask DataFrame of statements: partitions are read where they are, and a partition
whose worker dies is read again by another, with the same result. Needs the extra `scale`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reconcile.frames import claims_frame
from reconcile.model import ReconcileError, Statement
from reconcile.reading import read_claims
from reconcile.sources.times import moment

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["extract_frame", "extract_partition"]

_NEEDED = ("id", "text")
_OPTIONAL = ("source", "lang", "title", "url", "restates")


def _statement(row: dict[str, Any]) -> Statement:
    import pandas as pd

    known = {name: str(row[name]) for name in _OPTIONAL if name in row and not pd.isna(row[name])}
    published = row.get("published")
    when = None if published is None or pd.isna(published) else moment(str(published))
    return Statement(id=str(row["id"]), text=str(row["text"]), published=when, **known)


def extract_partition(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the claims of a frame of statements (columns `id`, `text`, and any of `source`, `published`, `lang` …)."""
    rows = frame.to_dict("records")
    claims = [claim for reading in read_claims(_statement({str(k): v for k, v in row.items()}) for row in rows) for claim in reading.claims]
    return claims_frame(claims)


def extract_frame(statements: Any) -> Any:
    """Return the claims of a Dask DataFrame of statements, as a Dask DataFrame with the columns of `claims_frame`.

    Partitions stay partitions and keep their order; nothing is computed until it is asked for.

    Raises:
        ReconcileError: a column that is needed is missing.
    """
    missing = [name for name in _NEEDED if name not in statements.columns]
    if missing:
        raise ReconcileError(f"statements lack the column {', '.join(missing)}: rename yours to {' and '.join(_NEEDED)}")
    return statements.map_partitions(extract_partition, meta=claims_frame([]), enforce_metadata=True)
