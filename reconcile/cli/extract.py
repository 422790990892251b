"""`reconcile extract`: statements in, claims out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import click

from reconcile.cli.inputs import clean, hours, output, readings, sources
from reconcile.model import Claim, Count, Span

__all__ = ["extract_command"]

_COLUMNS = ("statement_id", "metric", "weapon", "count", "regions", "scope", "side", "attacker", "period", "quote")
_WIDEST = 44


def _cell(text: str, width: int = _WIDEST) -> str:
    flat = " ".join(clean(text).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def _row(claim: Claim) -> tuple[str, ...]:
    return (
        _cell(claim.statement_id, 28),
        claim.metric,
        claim.weapon if claim.model is None else f"{claim.weapon} {claim.model}",
        str(claim.count),
        _cell(" ".join(claim.regions), 30),
        claim.scope,
        claim.side or "–",
        claim.attacker or "–",
        hours(claim.period) or "–",
        _cell(claim.quote) + (" (?)" if claim.doubt else ""),
    )


def _table(claims: Iterator[Claim]) -> Iterator[str]:
    rows = [_COLUMNS, *map(_row, claims)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"


def _safe(value: Any) -> Any:
    """Return a table cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _csv(claims: Iterator[Claim]) -> Iterator[str]:
    buffer = io.StringIO()
    first = next(claims, None)
    columns = list(Claim("", "launched", Count(), "", Span(0, 0)).to_record())
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    for claim in chain([] if first is None else [first], claims):
        record = claim.to_record()
        record["regions"], record["reach"] = " ".join(record["regions"]), " ".join(record["reach"])
        writer.writerow({name: _safe(value) for name, value in record.items()})
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    if first is None:
        yield buffer.getvalue()


def _unclaimed(files: tuple[str, ...], options: dict[str, Any]) -> Iterator[str]:
    """Count the figures beside drone words that no pattern claimed, and show each with its words."""
    from reconcile.extraction import explain

    beside = claimed = 0
    for reading in readings(files, options):
        if reading.late:
            continue
        explanation = explain(reading.statement)
        claimed += len(explanation.claims)
        beside += len(explanation.unclaimed)
        for span in explanation.unclaimed:
            text = reading.statement.text
            before, after = _cell(text[max(0, span.start - 40) : span.start]), _cell(text[span.end : span.end + 40])
            yield f"{clean(reading.statement.id)}\t{before} [{_cell(span.of(text))}] {after}\n"
    share = beside / (beside + claimed) if beside + claimed else 0.0
    yield f"{beside} figures beside a drone word unclaimed, {claimed} claims: {share:.1%} unclaimed\n"


@click.command("extract")
@sources
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True, help="How to write the claims."
)
@click.option("-o", "--output", "path", metavar="FILE", help="Where to write; standard output without it.")
@click.option("--unclaimed", is_flag=True, help="List the figures beside drone words that no pattern claimed, and their share.")
def extract_command(files: tuple[str, ...], form: str, path: str | None, unclaimed: bool, **options: Any) -> None:
    """Write the claims that the statements in FILES make.

    FILES are texts, JSON Lines, CSV tables, articles, exports, feeds, folders, patterns, ledgers, or - for
    standard input.

    \b
    Examples:
      reconcile extract posts.jsonl
      reconcile extract article.txt --source guardian --published 2024-11-16T18:16Z
      reconcile extract posts.jsonl --format jsonl -o claims.jsonl
      reconcile extract posts.jsonl --unclaimed
    """
    claims = (claim for reading in readings(files, options) for claim in reading.claims)
    if unclaimed:
        lines = _unclaimed(files, options)
    elif form == "jsonl":
        lines = (json.dumps(claim.to_record(), ensure_ascii=False) + "\n" for claim in claims)
    else:
        lines = _csv(claims) if form == "csv" else _table(claims)
    with output(path) as out:
        for line in lines:
            out.write(line)
