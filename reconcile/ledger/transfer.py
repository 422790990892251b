"""How does a ledger travel as text: everything in it as JSON Lines, and back the same?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from reconcile.ledger.book import Ledger
from reconcile.ledger.store import LedgerError

__all__ = ["export", "load"]

_HEADER = {"table": "reconcile ledger", "layout": 1}
# In an order in which each row's references are there before it; pages and fetches that broke off belong to one machine and stay.
_TABLES = ("run", "statement", "version", "reading", "claim", "finding", "decision")


def export(ledger: Ledger) -> Iterator[str]:
    """Yield the ledger as lines of JSON, each one row of one table, in an order that is always the same."""
    yield json.dumps(_HEADER)
    ledger.connection.execute("BEGIN")  # one state of the ledger, whatever others write meanwhile
    try:
        for table in _TABLES:
            names, order = _columns(ledger, table)
            selected = ", ".join(f'"{name}"' for name in names)
            for row in ledger.connection.execute(f"SELECT {selected} FROM {table} ORDER BY {order}"):
                yield json.dumps({"table": table} | dict(zip(names, row, strict=True)), ensure_ascii=False)
    finally:
        ledger.connection.execute("ROLLBACK")


def load(ledger: Ledger, lines: Iterable[str], name: str) -> int:
    """Fill an empty ledger from an export, all of it or nothing; returns the number of statements."""
    if not ledger.is_empty():
        raise LedgerError(
            f"{ledger.path}: holds statements already; load an export into a new ledger, or add its statements with `reconcile add`"
        )
    columns = {table: set(_columns(ledger, table)[0]) for table in _TABLES}
    statements = 0
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    with ledger.writing() as execute:
        if _row(next(numbered, (1, "")), name) != _HEADER:
            raise LedgerError(f"{name}: line 1: is no export of a ledger; make one with `reconcile export LEDGER`")
        execute("DELETE FROM run")
        for number, line in numbered:
            row = _row((number, line), name)
            table = row.pop("table", None)
            if table not in columns or not set(row) <= columns[table]:
                raise LedgerError(f"{name}: line {number}: is no row of a ledger; export it again")
            _insert(execute, table, row, f"{name}: line {number}")
            statements += table == "statement"
        execute("INSERT INTO words (words) VALUES ('rebuild')")
    return statements


def _row(numbered: tuple[int, str], name: str) -> dict[str, Any]:
    number, line = numbered
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise LedgerError(f"{name}: line {number}: is cut off or damaged; nothing was loaded, export the ledger again")
    return row


def _insert(execute: Callable[..., Any], table: str, row: dict[str, Any], place: str) -> None:
    import sqlite3

    selected = ", ".join(f'"{name}"' for name in row)
    try:
        execute(f"INSERT INTO {table} ({selected}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    except (sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError, OverflowError, UnicodeEncodeError) as problem:
        raise LedgerError(f"{place}: does not fit the rows before it ({problem}); nothing was loaded, export the ledger again") from None


def _columns(ledger: Ledger, table: str) -> tuple[list[str], str]:
    described = ledger.connection.execute(f"PRAGMA table_info({table})").fetchall()
    keys = sorted((row for row in described if row[5]), key=lambda row: int(row[5]))
    return [row[1] for row in described], ", ".join(f'"{row[1]}"' for row in keys)
