"""Keeps statements in every version in one SQLite file: what was said, what was read from it, and what was known when.

    with writable("week.db") as ledger:
        ledger.add(statements, Sighting(now), Extractor(extract, extractor_version()))
    with opened("week.db") as ledger:
        for statement in ledger.statements(): ...

Adding is idempotent and atomic. The file opens in Datasette, pandas and the sqlite3 shell; its views are `statements`,
`claims`, `findings` and `edits`.
"""

from __future__ import annotations

from reconcile.ledger.book import Added, Extractor, Ledger, Sighting, Version, opened, writable
from reconcile.ledger.extractor import extractor_version
from reconcile.ledger.judgement import VERDICTS, decide, finding_id, record_findings
from reconcile.ledger.store import LedgerError
from reconcile.ledger.transfer import export, load
from reconcile.ledger.upgrade import Difference, reextract

__all__ = [
    "VERDICTS",
    "Added",
    "Difference",
    "Extractor",
    "Ledger",
    "LedgerError",
    "Sighting",
    "Version",
    "decide",
    "export",
    "extractor_version",
    "finding_id",
    "load",
    "opened",
    "record_findings",
    "reextract",
    "writable",
]
