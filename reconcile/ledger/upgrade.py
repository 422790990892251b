"""What does an upgraded extractor read differently?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from reconcile.ledger.book import STATEMENT, Extractor, Ledger, claims_of_reading, store_reading
from reconcile.ledger.rows import statement_of
from reconcile.model import Claim, Statement

__all__ = ["Difference", "reextract"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A version that is read differently: the claims that are gone, and those that are new; an altered claim is one of each."""

    statement: Statement
    gone: tuple[Claim, ...]
    new: tuple[Claim, ...]


def reextract(ledger: Ledger, extractor: Extractor, at: datetime) -> Iterator[Difference]:
    """Read again every version that another extractor read last, or none; yields what differs from an earlier reading.

    All is written when the iteration ends, nothing when it is left before. Earlier readings stay beside the new ones.
    """
    written = at.astimezone(UTC).isoformat(timespec="seconds")
    with ledger.writing() as execute:
        run = execute(
            "INSERT INTO run (command, origin, started, extractor) VALUES ('reextract', '', ?, ?)", (written, extractor.version)
        ).lastrowid
        after, read, changed = 0, 0, 0
        query = (
            f"SELECT {STATEMENT}, version.key, version.reading, extractor_last"
            " FROM version LEFT JOIN reading ON reading.key = version.reading WHERE version.key > ? ORDER BY version.key LIMIT 500"
        )
        while rows := execute(query, (after,)).fetchall():
            for row in rows:
                after, reading, last = row[8:]
                if last == extractor.version:
                    continue
                read += 1
                statement = statement_of(row[:8])
                claims = extractor.extract(statement)
                if claims is None:
                    continue
                before = tuple(claims_of_reading(execute, statement, reading)) if reading else ()
                if reading and before == claims:
                    execute("UPDATE reading SET extractor_last = ?, last_read = ? WHERE key = ?", (extractor.version, written, reading))
                    continue
                store_reading(execute, after, extractor.version, (written, claims))
                if reading:
                    changed += 1
                    yield Difference(
                        statement,
                        gone=tuple(claim for claim in before if claim not in claims),
                        new=tuple(claim for claim in claims if claim not in before),
                    )
        execute("UPDATE run SET finished = ?, read = ?, edited = ? WHERE key = ?", (written, read, changed, run))
