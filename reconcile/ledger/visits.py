"""Which web pages were visited, and where did a fetch break off?"""

from __future__ import annotations

from datetime import UTC, datetime

from reconcile.ledger.book import Ledger, Sighting
from reconcile.sources.fetching import Fetched, Visit

__all__ = ["Visits"]


class Visits:
    """The ledger as a fetch's memory: what is kept lets the next one ask for changes only, and go on after a break."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def visit(self, url: str) -> Visit | None:
        """Return what an address answered before."""
        row = self._ledger.connection.execute("SELECT etag, modified, lowest, earlier, oldest FROM page WHERE url = ?", (url,)).fetchone()
        return None if row is None else Visit(*row[:4], None if row[4] is None else datetime.fromisoformat(row[4]))

    def pending(self, channel: str) -> tuple[int, int] | None:
        """Return the highest and lowest number of the unbroken run of posts that a broken-off fetch left."""
        row: tuple[int, int] | None = self._ledger.connection.execute(
            "SELECT newest, lowest FROM pending WHERE channel = ?", (channel,)
        ).fetchone()
        return row

    def remember(self, fetched: Fetched, sighting: Sighting) -> None:
        """Keep what a page answered, and which of its posts say they were edited."""
        visit = fetched.visit
        oldest = None if visit.oldest is None else visit.oldest.isoformat()
        with self._ledger.writing() as execute:
            execute(
                "INSERT OR REPLACE INTO page (url, etag, modified, lowest, earlier, oldest, fetched) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (fetched.url, visit.etag, visit.modified, visit.lowest, visit.earlier, oldest, sighting.at.astimezone(UTC).isoformat()),
            )
            for name in sorted(fetched.edited):
                execute("UPDATE version SET is_marked_edited = 1 WHERE key = (SELECT current FROM statement WHERE id = ?)", (name,))

    def reached(self, channel: str, newest: int, lowest: int) -> None:
        """Note that all posts from `lowest` to `newest` are here while earlier ones are not yet."""
        with self._ledger.writing() as execute:
            execute("INSERT OR REPLACE INTO pending (channel, newest, lowest) VALUES (?, ?, ?)", (channel, newest, lowest))

    def finished(self, channel: str) -> None:
        """Note that nothing is missing back to the day asked for."""
        with self._ledger.writing() as execute:
            execute("DELETE FROM pending WHERE channel = ?", (channel,))
