"""`reconcile check`: statements in, contradictions out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from reconcile.cli.inputs import clean, output, readings, sources
from reconcile.model import Finding

__all__ = ["check_command"]


def _card(finding: Finding) -> Iterator[str]:
    when = " – ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in (finding.start, finding.end) if moment)
    by = f", by {finding.by}" if finding.by else ""
    yield f"{finding.severity.upper()}: {finding.kind}{by}{f' ({when})' if when else ''}\n"
    yield f"  {clean(finding.balance)}\n"
    for claim in finding.claims:
        quote = " ".join(clean(claim.quote).split())
        where = f"{clean(claim.statement_id)}, {claim.span.start}–{claim.span.end}"
        yield f"    {claim.metric} {claim.count}: “{quote}” ({where}{', ' + clean(claim.speaker) if claim.speaker else ''})\n"
    if finding.mended_by:
        yield f"  mended by: {' | '.join(str(mend) for mend in finding.mended_by)}\n"
    for explanation in finding.explanations:
        yield f"  perhaps: {clean(explanation)}\n"
    yield "\n"


def _text(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        yield from _card(finding)
    counts = {
        severity: sum(finding.severity == severity for finding in findings)
        for severity in ("impossible", "inconsistent", "suspicious", "note")
    }
    yield ", ".join(f"{count} {severity}" for severity, count in counts.items()) + "\n"


@click.command("check")
@sources
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True, help="How to write the findings."
)
@click.option("-o", "--output", "path", metavar="FILE", help="Where to write; standard output without it.")
@click.option("--record", metavar="LEDGER", help="Also store the findings in a ledger, where `decide` can judge them.")
def check_command(files: tuple[str, ...], form: str, path: str | None, record: str | None, **options: Any) -> int:
    """Say which claims of the statements in FILES cannot be true together, and by how much.

    Exit status: 0 when nothing contradicts, 1 when some finding is impossible or inconsistent, 2 when the
    input could not be read.

    \b
    Examples:
      reconcile check article.txt --source guardian --published 2024-11-16T18:16Z
      reconcile check article.txt posts.jsonl --format jsonl
      reconcile check archive.db --record archive.db
    """
    from reconcile.reconciliation import check

    statements, claims = [], []
    for reading in readings(files, options):
        statements.append(reading.statement)
        claims += reading.claims
    findings = check(claims, statements)
    if record is not None:
        from reconcile.ledger import record_findings, writable

        with writable(record) as ledger:
            record_findings(ledger, findings, datetime.now(UTC))
    with output(path) as out:
        for line in _text(findings) if form == "text" else (json.dumps(f.to_record(), ensure_ascii=False) + "\n" for f in findings):
            out.write(line)
    return int(any(finding.severity in ("impossible", "inconsistent") for finding in findings))
