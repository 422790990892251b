"""How do statements and claims lie in the ledger's tables, and how do they come back the same?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from reconcile.model import Claim, Statement

__all__ = ["CLAIM_FIELDS", "Extract", "claim_of", "claim_row", "content_hash", "filled", "is_figure_change", "statement_of"]

# None: the statement was given up, as when reading it took too long.
Extract = Callable[[Statement], tuple[Claim, ...] | None]

_MAX_INTEGER = 2**63 - 1
CLAIM_FIELDS = (
    *("metric", "weapon", "model", "low", "high", "approximate", "regions", "scope", "side", "attacker"),
    *("period_kind", "period_start", "period_end", "as_of", "quote", "start", "end", "speaker", "reach", "doubt", "within", "rule"),
)
# Where the words stand and how sure the reading is may change without the figure.
_NOT_FIGURES = ("statement_id", "quote", "start", "end", "doubt", "speaker")


def statement_of(row: Any) -> Statement:
    """Return the statement of a row (id, source, published, lang, title, url, restates, text)."""
    name, source, published, lang, title, url, restates, text = row
    moment = None if published is None else datetime.fromisoformat(published)
    return Statement(name, text, source, moment, lang, title, url, restates)


def content_hash(statement: Statement) -> str:
    """Return the hash of everything but the id; one moment written in two zones counts as one."""
    published = None if statement.published is None else statement.published.astimezone(UTC).isoformat()
    content = [statement.source, published, statement.lang, statement.title, statement.url, statement.restates, statement.text]
    # Each with its length before it, so that no two contents are written alike.
    written = "".join("-" if value is None else f"{len(value)}:{value}" for value in content)
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def filled(statement: Statement, known: Statement) -> Statement:
    """Return the statement with what it does not say taken from a known version: a scrape that lacks the time is no edit."""
    return replace(
        statement,
        source=statement.source or known.source,
        published=statement.published or known.published,
        lang=statement.lang or known.lang,
        title=statement.title or known.title,
        url=statement.url or known.url,
        restates=statement.restates or known.restates,
    )


def claim_row(claim: Claim) -> tuple[Any, ...]:
    """Return the claim as the values of `CLAIM_FIELDS`."""
    record = claim.to_record() | {"within": claim.within, "rule": claim.rule}
    for name in ("low", "high"):
        if record[name] is not None and record[name] > _MAX_INTEGER:
            record[name] = str(record[name])
    for name in ("regions", "reach"):
        record[name] = json.dumps(record[name])
    return tuple(record[name] for name in CLAIM_FIELDS)


def claim_of(statement: Statement, row: Any) -> Claim:
    """Return the claim of a row of `CLAIM_FIELDS`."""
    record = dict(zip(CLAIM_FIELDS, row, strict=True)) | {"statement_id": statement.id}
    record |= {"low": int(record["low"]), "high": None if record["high"] is None else int(record["high"])}
    record |= {name: json.loads(record[name]) for name in ("regions", "reach")}
    claim = Claim.from_record(record, source=statement.source, published=statement.published)
    return replace(claim, within=record["within"], rule=record["rule"])


def is_figure_change(before: tuple[Statement, Iterable[Claim]], after: tuple[Statement, Iterable[Claim]]) -> bool:
    """Tell whether an edit changed a figure: a claim's meaning, or any number written in digits.

    Without claims, a figure changed from word to word is not noticed; with them it is.
    """
    return _digits(before[0].text) != _digits(after[0].text) or _meanings(before[1]) != _meanings(after[1])


def _meanings(claims: Iterable[Claim]) -> list[str]:
    records = (claim.to_record() for claim in claims)
    return sorted(json.dumps({name: value for name, value in record.items() if name not in _NOT_FIGURES}) for record in records)


def _digits(text: str) -> list[str]:
    return sorted("".join(character if character.isdigit() else " " for character in text).split())
