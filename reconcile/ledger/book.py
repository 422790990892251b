"""Which statements are known, in which versions, what do they claim, and when was that learnt?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reconcile.ledger.rows import CLAIM_FIELDS, Extract, claim_of, claim_row, content_hash, filled, is_figure_change, statement_of
from reconcile.ledger.store import LedgerError, connected, created, transaction
from reconcile.model import Claim, Statement

__all__ = ["Added", "Extractor", "Ledger", "Sighting", "Version", "opened", "writable"]

STATEMENT = "statement, source, published, lang, title, url, restates, text"
_OF_VERSION = ", ".join(f"version.{name.strip()}" for name in STATEMENT.split(","))
_CLAIM = ", ".join(f'"{name}"' for name in CLAIM_FIELDS)


@dataclass(frozen=True, slots=True)
class Sighting:
    """When statements were seen, by which command, and where.

    `is_live` is true of a source's own page read just now: what it shows is what it says now, even where that is an
    older version come back. A file shows what was said at some time; a version known already stays in its place.
    """

    at: datetime
    command: str = "add"
    origin: str = ""
    is_live: bool = False


@dataclass(frozen=True, slots=True)
class Extractor:
    """What reads claims from a statement, and its version."""

    extract: Extract
    version: str


@dataclass(slots=True)
class Added:
    """What adding did: statements read, new ones, edits by what changed, and those known already."""

    read: int = 0
    new: int = 0
    figures: int = 0
    wording: int = 0
    details: int = 0
    known: int = 0

    def __iadd__(self, other: Added) -> Added:
        for count in fields(self):
            setattr(self, count.name, getattr(self, count.name) + getattr(other, count.name))
        return self

    @property
    def edited(self) -> int:
        """New versions of known statements."""
        return self.figures + self.wording + self.details


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a statement: its number, what changed from the one before, and when it was first and last seen."""

    statement: Statement
    number: int
    change: str | None
    first_seen: datetime
    last_seen: datetime


@contextmanager
def opened(path: str | Path) -> Iterator[Ledger]:
    """Open a ledger to read it."""
    with connected(path) as connection:
        yield Ledger(connection, path)


@contextmanager
def writable(path: str | Path) -> Iterator[Ledger]:
    """Open a ledger to write to it; make it where there is none."""
    with created(path) as connection:
        yield Ledger(connection, path)


class Ledger:
    """One open ledger."""

    def __init__(self, connection: sqlite3.Connection, path: str | Path) -> None:
        self.connection = connection
        self.path = path

    @contextmanager
    def writing(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """Write all that the block writes, or nothing of it."""
        with transaction(self.connection, self.path):
            yield self.connection.execute

    def add(self, statements: Iterable[Statement], sighting: Sighting, extractor: Extractor | None = None) -> Added:
        """Add statements, all or none, with their claims where an extractor is given.

        A statement known already changes nothing but when it was last seen; another text, time or source under a
        known id is a new version.
        """
        added = Added()
        at = sighting.at.astimezone(UTC).isoformat(timespec="seconds")
        with self.writing() as execute:
            run = execute(
                "INSERT INTO run (command, origin, started, extractor) VALUES (?, ?, ?, ?)",
                (sighting.command, sighting.origin, at, extractor.version if extractor else None),
            ).lastrowid
            entry = _Entry(execute, at, run, sighting.is_live, extractor)
            for statement in statements:
                added.read += 1
                outcome = entry.enter(statement)
                setattr(added, outcome, getattr(added, outcome) + 1)
            execute(
                "UPDATE run SET finished = ?, read = ?, added = ?, edited = ? WHERE key = ?",
                (at, added.read, added.new, added.edited, run),
            )
        return added

    def statements(self) -> Iterator[Statement]:
        """Yield every statement in its latest version, in the order in which they were first seen."""
        query = f"SELECT {STATEMENT} FROM version JOIN statement ON id = version.statement AND current = key ORDER BY key"
        return map(statement_of, self._rows(query))

    def versions(self, statement_id: str) -> tuple[Version, ...]:
        """Return all versions of a statement, first to last."""
        query = f"SELECT {STATEMENT}, number, change, first_seen, last_seen FROM version WHERE statement = ? ORDER BY number"
        return tuple(
            Version(statement_of(row[:8]), row[8], row[9], datetime.fromisoformat(row[10]), datetime.fromisoformat(row[11]))
            for row in self._rows(query, (statement_id,))
        )

    def statements_at(self, at: datetime) -> Iterator[Statement]:
        """Yield what was known at a time: every statement seen by then, in its latest version of then."""
        query = (
            f"SELECT {_OF_VERSION} FROM version WHERE number = (SELECT max(number) FROM version AS earlier"
            " WHERE earlier.statement = version.statement AND earlier.first_seen <= ?) ORDER BY key"
        )
        return map(statement_of, self._rows(query, (at.astimezone(UTC).isoformat(timespec="seconds"),)))

    def claims(self) -> Iterator[Claim]:
        """Yield the claims of every statement's latest version as last read."""
        query = (
            f"SELECT {_OF_VERSION}, {_CLAIM} FROM claim JOIN version ON version.reading = claim.reading"
            " JOIN statement ON statement.current = version.key ORDER BY version.key, claim.number"
        )
        for row in self._rows(query):
            yield claim_of(statement_of(row[:8]), row[8:])

    def search(self, words: str) -> Iterator[Statement]:
        """Yield the statements whose latest version holds the words, best first; words are FTS5's (`Курськ* AND збито`)."""
        query = (
            f"SELECT {_OF_VERSION} FROM words JOIN version ON version.key = words.rowid"
            " JOIN statement ON statement.current = version.key WHERE words MATCH ? ORDER BY rank, version.key"
        )
        try:
            yield from map(statement_of, self._rows(query, (words,)))
        except sqlite3.OperationalError as problem:
            raise LedgerError(f'{self.path}: {words!r} cannot be searched for ({problem}); write words, or "words in quotes"') from problem

    def is_empty(self) -> bool:
        """Tell whether no statement was ever added."""
        return next(self._rows("SELECT 1 FROM statement LIMIT 1"), None) is None

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
        return iter(self.connection.execute(query, values))


class _Entry:
    """Enters statements one by one inside a transaction."""

    def __init__(
        self, execute: Callable[..., sqlite3.Cursor], at: str, run: int | None, is_live: bool, extractor: Extractor | None
    ) -> None:
        self._execute, self._at, self._run, self._is_live, self._extractor = execute, at, run, is_live, extractor

    def enter(self, statement: Statement) -> str:
        """Enter one statement; returns which count of `Added` it belongs to."""
        current = self._execute(
            f"SELECT {STATEMENT}, key, number, reading FROM version WHERE key = (SELECT current FROM statement WHERE id = ?)",
            (statement.id,),
        ).fetchone()
        if current is None:
            self._execute("INSERT INTO statement (id) VALUES (?)", (statement.id,))
            key = self._version(statement, 1)
            self._read(statement, key)
            return "new"
        before = statement_of(current[:8])
        known = self._known(statement) or self._known(whole := filled(statement, before))
        if known is not None:
            self._seen_again(statement, known, current[8])
            return "known"
        number = self._execute("SELECT max(number) FROM version WHERE statement = ?", (statement.id,)).fetchone()[0]
        key = self._version(whole, number + 1)
        change = self._change(before, current, whole, self._read(whole, key))
        self._execute("UPDATE version SET change = ? WHERE key = ?", (change, key))
        return change

    def _known(self, statement: Statement) -> tuple[int, int | None] | None:
        found: tuple[int, int | None] | None = self._execute(
            "SELECT key, reading FROM version WHERE statement = ? AND hash = ?", (statement.id, content_hash(statement))
        ).fetchone()
        return found

    def _seen_again(self, statement: Statement, known: tuple[int, int | None], current: int) -> None:
        key, reading = known
        self._execute(
            "UPDATE version SET last_seen = max(last_seen, ?), first_seen = min(first_seen, ?) WHERE key = ?", (self._at, self._at, key)
        )
        if self._is_live and key != current:
            self._execute("UPDATE statement SET current = ? WHERE id = ?", (key, statement.id))
        if reading is None:
            stored = self._execute(f"SELECT {STATEMENT} FROM version WHERE key = ?", (key,)).fetchone()
            self._read(statement_of(stored), key)

    def _version(self, statement: Statement, number: int) -> int:
        published = None if statement.published is None else statement.published.isoformat()
        key = self._execute(
            f"INSERT INTO version ({STATEMENT}, number, hash, first_seen, last_seen, run) VALUES ({', '.join('?' * 13)})",
            (
                *(
                    statement.id,
                    statement.source,
                    published,
                    statement.lang,
                    statement.title,
                    statement.url,
                    statement.restates,
                    statement.text,
                ),
                *(number, content_hash(statement), self._at, self._at, self._run),
            ),
        ).lastrowid
        assert key is not None
        self._execute("INSERT INTO words (rowid, text, title) VALUES (?, ?, ?)", (key, statement.text, statement.title))
        self._execute("UPDATE statement SET current = ? WHERE id = ?", (key, statement.id))
        return key

    def _read(self, statement: Statement, version: int) -> tuple[Claim, ...]:
        if self._extractor is None:
            return ()
        claims = self._extractor.extract(statement)
        if claims is not None:  # else it was given up, which is not the same as no claims
            claims = tuple(claims)
            store_reading(self._execute, version, self._extractor.version, (self._at, claims))
        return claims or ()

    def _change(self, before: Statement, current: Any, after: Statement, claims: tuple[Claim, ...]) -> str:
        if before.text == after.text and before.title == after.title:
            return "details"
        known: tuple[Claim, ...] = ()
        if self._extractor is not None:
            known = (
                tuple(claims_of_reading(self._execute, before, current[10]))
                if current[10]
                else tuple(self._extractor.extract(before) or ())
            )
        return "figures" if is_figure_change((before, known), (after, claims)) else "wording"


def store_reading(execute: Callable[..., sqlite3.Cursor], version: int, extractor: str, read: tuple[str, Iterable[Claim]]) -> None:
    """Store what an extractor read from a version at a time, and make it the version's latest reading."""
    at, claims = read
    reading = execute(
        "INSERT INTO reading (version, extractor_first, extractor_last, first_read, last_read) VALUES (?, ?, ?, ?, ?)",
        (version, extractor, extractor, at, at),
    ).lastrowid
    for number, claim in enumerate(claims):
        execute(
            f"INSERT INTO claim (reading, number, {_CLAIM}) VALUES (?, ?, {', '.join('?' * len(CLAIM_FIELDS))})",
            (reading, number, *claim_row(claim)),
        )
    execute("UPDATE version SET reading = ? WHERE key = ?", (reading, version))


def claims_of_reading(execute: Callable[..., sqlite3.Cursor], statement: Statement, reading: int) -> Iterator[Claim]:
    """Yield the claims of one reading."""
    for row in execute(f"SELECT {_CLAIM} FROM claim WHERE reading = ? ORDER BY number", (reading,)):
        yield claim_of(statement, row)
