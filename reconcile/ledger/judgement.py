"""What did the last check find, and what did people decide about it?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b

from reconcile.ledger.book import Ledger
from reconcile.ledger.store import LedgerError
from reconcile.model import Finding

__all__ = ["VERDICTS", "decide", "finding_id", "record_findings"]

VERDICTS = ("confirmed", "dismissed", "open")
_SHORTEST_ID = 4


def finding_id(finding: Finding) -> str:
    """Name a finding by its kind and its claims, so that the next check gives it the same name."""
    record = finding.to_record()
    claims = sorted([claim["statement_id"], claim["metric"], claim["low"], claim["high"], claim["quote"]] for claim in record["claims"])
    written = json.dumps([finding.kind, record["attacker"], claims], ensure_ascii=False, sort_keys=True)
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def record_findings(ledger: Ledger, findings: Iterable[Finding], at: datetime) -> int:
    """Store what a check found as the current findings; earlier ones stay, marked as found no longer."""
    written = at.astimezone(UTC).isoformat(timespec="seconds")
    number = 0
    with ledger.writing() as execute:
        execute("UPDATE finding SET is_current = 0")
        for finding in findings:
            number += 1
            record = finding.to_record()
            by = finding.by if abs(finding.by) < 2**63 else str(finding.by)
            facts = (finding.severity, record["attacker"], record["period_start"], record["period_end"], by, finding.balance)
            lists = tuple(json.dumps(record[name], ensure_ascii=False) for name in ("claims", "mended_by", "explanations"))
            execute(
                'INSERT INTO finding (id, kind, severity, attacker, period_start, period_end, "by", balance,'
                " claims, mended_by, explanations, is_current, first_found, last_found) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, balance = excluded.balance, mended_by = excluded.mended_by,"
                " explanations = excluded.explanations, is_current = 1, last_found = excluded.last_found",
                (finding_id(finding), finding.kind, *facts, *lists, written, written),
            )
        execute(
            "INSERT INTO run (command, origin, started, finished, read, added) VALUES ('check', '', ?, ?, ?, ?)",
            (written, written, number, number),
        )
    return number


def decide(ledger: Ledger, name: str, decision: tuple[str, str], at: datetime) -> str:
    """Record a verdict and its note about the finding whose id begins with `name`; returns the whole id."""
    verdict, note = decision
    if verdict not in VERDICTS:
        raise LedgerError(f"{ledger.path}: {verdict!r} is no verdict; it is one of {', '.join(VERDICTS)}")
    with ledger.writing() as execute:
        found = [
            row[0]
            for row in execute(
                "SELECT id FROM finding WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 3", (max(len(name), _SHORTEST_ID), name)
            )
        ]
        if len(found) != 1:
            what = "no finding has" if not found else "several findings have"
            raise LedgerError(f"{ledger.path}: {what} an id that begins with {name!r}; see the view `findings`")
        written = at.astimezone(UTC).isoformat(timespec="seconds")
        execute("INSERT INTO decision (finding, verdict, note, decided) VALUES (?, ?, ?, ?)", (found[0], verdict, note, written))
    return str(found[0])
