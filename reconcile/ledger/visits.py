"""Which web pages were visited, and where did a fetch break off?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from reconcile.ledger.book import Added, Extractor, Ledger, Sighting
from reconcile.sources.fetching import Fetched, Visit

__all__ = ["Visits"]


class Visits:
    """The ledger as a fetch's memory: what is kept lets the next one ask for changes only, and go on after a break."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def visit(self, url: str) -> Visit | None:
        """Return what an address answered before."""
        row = self._ledger.connection.execute("SELECT etag, modified, lowest, earlier, oldest FROM page WHERE url = ?", (url,)).fetchone()
        if row is None:
            return None
        etag, modified, lowest, earlier, oldest = row
        return Visit(etag, modified, lowest, earlier, None if oldest is None else datetime.fromisoformat(oldest))

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

    def gather(self, channel: str, pages: Iterable[Fetched], sighting: Sighting, extractor: Extractor | None) -> Added:
        """Add a channel's pages as they come, each with its posts or not at all, so that a break loses nothing."""
        added, newest = Added(), 0
        left = self.pending(channel)
        for fetched in pages:
            if not fetched.is_unchanged:
                added += self._ledger.add(fetched.posts, replace(sighting, origin=fetched.url), extractor)
                self.remember(fetched, sighting)
            newest = max(newest, fetched.newest or 0)
            lowest = fetched.visit.lowest
            if lowest is None:
                continue
            if left is not None and lowest <= left[0] + 1:
                newest, lowest, left = max(newest, left[0]), min(lowest, left[1]), None
            if left is None and newest:
                self.reached(channel, newest, lowest)
        self.finished(channel)
        return added
