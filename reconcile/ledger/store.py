"""Opens and creates the SQLite file, and says in one line what is wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from reconcile.model import ReconcileError

__all__ = ["LedgerError", "connected", "created", "transaction"]

# "Reco", in the file's header: `file` and `read` tell a ledger from other databases by it.
APPLICATION = 0x5265636F
LAYOUT = 1
# Another writer's whole file may have to be waited for.
WAIT_SECONDS = 120


class LedgerError(ReconcileError):
    """A ledger that cannot be opened or written."""


@contextmanager
def created(path: str | Path) -> Iterator[sqlite3.Connection]:
    """Open a ledger for writing; make it where there is none."""
    with _told(path):
        connection = _connect(path, "rwc")
    try:
        with _told(path):
            if _is_empty(connection):
                _lay_out(connection)
            _check(connection, path)
            # Full: a page is on the disk before the journal that could undo it goes.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -65536")
        yield connection
    finally:
        connection.close()


@contextmanager
def connected(path: str | Path) -> Iterator[sqlite3.Connection]:
    """Open a ledger for reading; it is not changed, save that what a killed writer left half-done is undone."""
    if not Path(path).is_file():
        raise LedgerError(f"{path}: there is no such ledger; make one with `reconcile add {path} FILES…`")
    connection = _readable(path)
    try:
        with _told(path):
            connection.execute("PRAGMA query_only = ON")
            _check(connection, path)
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, path: str | Path) -> Iterator[None]:
    """Write all of it or nothing; other writers wait until it is done."""
    with _told(path):
        connection.execute("BEGIN IMMEDIATE")
    try:
        with _told(path):
            yield
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _readable(path: str | Path) -> sqlite3.Connection:
    with _told(path):
        try:
            # Able to write, because what a killed writer left half-done has to be undone first.
            connection = _connect(path, "rw")
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        except sqlite3.OperationalError:
            connection = _connect(path, "ro")
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    return connection


def _connect(path: str | Path, mode: str) -> sqlite3.Connection:
    address = f"{Path(path).absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    # A database from elsewhere may hold views and triggers that call functions; none of ours needs that trust.
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def _lay_out(connection: sqlite3.Connection) -> None:
    schema = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_empty(connection):  # two writers may both have found it empty; the first one made it
            for command in _commands(schema):
                connection.execute(command)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _commands(schema: str) -> Iterator[str]:
    """Cut the schema into commands; `executescript` would commit between them."""
    command = ""
    for line in schema.splitlines(keepends=True):
        command += line
        if sqlite3.complete_statement(command):
            yield command
            command = ""


def _check(connection: sqlite3.Connection, path: str | Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    layout = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise LedgerError(f"{path}: is a SQLite database but no ledger of reconcile; name another file")
    if layout > LAYOUT:
        raise LedgerError(
            f"{path}: was written by a later version of reconcile (layout {layout}, this one knows {LAYOUT}); upgrade reconcile"
        )


_ADVICE = {
    "SQLITE_FULL": "the disk is full; nothing was added, make room and run it again",
    "SQLITE_READONLY": "is read-only; nothing was added, change its permissions or copy it",
    "SQLITE_BUSY": "another process is writing and did not finish; run it again",
    "SQLITE_LOCKED": "another process is writing and did not finish; run it again",
    "SQLITE_CANTOPEN": "cannot be opened; check that the folder exists and may be written",
    "SQLITE_NOTADB": "is no SQLite database; name another file",
    "SQLITE_CORRUPT": "is damaged; restore a copy, or rescue what is left with `sqlite3 FILE .recover`",
    "SQLITE_IOERR": "the disk does not take or give the data; nothing was added, check it",
    "SQLITE_PERM": "may not be opened; check its permissions",
    "SQLITE_AUTH": "may not be opened; check its permissions",
}


@contextmanager
def _told(path: str | Path) -> Iterator[None]:
    """Turn SQLite's errors into one line of ours; programming errors stay what they are."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        code = getattr(problem, "sqlite_errorname", None) or ""
        advice = next((advice for name, advice in _ADVICE.items() if code.startswith(name)), None)
        if advice is None:
            raise
        raise LedgerError(f"{path}: {advice}") from problem
