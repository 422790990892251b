"""`reconcile check`: statements in, contradictions out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from reconcile.cli.inputs import clean, known_at, output, readings, sources
from reconcile.model import SEVERITIES, Claim, Finding, Mend
from reconcile.reconciliation.knowledge import benign_words

__all__ = ["check_command"]


_SENT_BY = {"RU": "Russia's attack", "UA": "Ukraine's attack", None: "both sides' attacks"}


def _card(finding: Finding) -> Iterator[str]:
    when = " – ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in (finding.start, finding.end) if moment)
    by = f" by {finding.by}" if finding.by else ""
    yield f"{finding.severity.upper()}: {finding.kind}{by} ({', '.join(filter(None, (_SENT_BY[finding.attacker], when)))})\n"
    yield f"  {clean(finding.balance)}\n"
    for key, claims in _by_statement(finding.claims):
        said = ", ".join(f"{claim.metric.replace('_', ' ')} {claim.count} “{' '.join(clean(claim.quote).split())}”" for claim in claims)
        speaker = clean(claims[0].speaker)
        yield f"    {clean(key)}{f' ({speaker})' if speaker else ''}: {said}\n"
    if finding.mended_by:
        yield f"  mended by: {' | '.join(_mend(mend) for mend in finding.mended_by)}\n"
    told = [clean(text) for text in finding.explanations]
    own = [text for text in told if text not in benign_words()]
    for text in own:
        yield f"  {text}\n"
    if rest := [text for text in told if text not in own]:
        yield f"  perhaps: {'; '.join(rest)}\n"
    yield "\n"


def _by_statement(claims: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.statement_id, []).append(claim)
    return list(grouped.items())


def _mend(mend: Mend) -> str:
    """Write a mend for people: `launched 85 or more`."""
    count, metric = mend.count, mend.claim.metric.replace("_", " ")
    if count is None:
        return f"{metric} {mend.claim.count}: by no other figure"
    if count.low == count.high:
        return f"{metric} {count.low}"
    if count.high is None:
        return f"{metric} {count.low} or more"
    return f"{metric} {count.high} or fewer" if not count.low else f"{metric} {count.low} to {count.high}"


def _line(finding: Finding) -> str:
    day = f"{finding.end or finding.start:%Y-%m-%d}  " if finding.end or finding.start else ""
    keys = ", ".join(key for key, _ in _by_statement(finding.claims)) if finding.kind != "gap" else ""
    return f"  {finding.kind:<13} {day}{clean(finding.balance)}{f' [{clean(keys)}]' if keys else ''}\n"


def _text(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield a card for every contradiction and doubt, then a line for every note, by kind, then how many there are of each severity."""
    for finding in findings:
        if finding.severity != "note":
            yield from _card(finding)
    if notes := sorted((finding for finding in findings if finding.severity == "note"), key=lambda finding: finding.kind):
        yield "NOTES\n"
        yield from map(_line, notes)
        yield "\n"
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
    yield ", ".join(f"{count} {severity}" for severity, count in counts.items()) + "\n"


@click.command("check")
@sources
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True, help="How to write the findings."
)
@known_at
@click.option("-o", "--output", "path", metavar="FILE", help="Where to write; standard output without it.")
@click.option("--record", metavar="LEDGER", help="Also store the findings in a ledger, where `decide` can judge them.")
def check_command(files: tuple[str, ...], form: str, path: str | None, record: str | None, moment: datetime | None, **options: Any) -> int:
    """Say which claims of the statements in FILES cannot be true together, and by how much.

    Exit status: 0 when nothing contradicts, 1 when some finding is impossible or inconsistent, 2 when the
    input could not be read.

    \b
    Examples:
      reconcile check article.txt --source guardian --published 2024-11-16T18:16Z
      reconcile check article.txt posts.jsonl --format jsonl
      reconcile check archive.db --record archive.db
      reconcile check data --known-at 2024-11-16T09:00+02:00
    """
    from reconcile.reconciliation import check, published_by

    statements, claims = [], []
    for reading in readings(files, options):
        if moment is not None and not published_by(reading.statement.published, moment):
            continue
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
