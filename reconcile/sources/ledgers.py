"""Reads the statements of a ledger, each in its latest version, so that a ledger goes wherever a file goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document, SourceError

__all__ = ["read", "recognises"]

_SQLITE = b"SQLite format 3\x00"


def recognises(document: Document) -> bool:
    """Take SQLite files."""
    return document.head.startswith(_SQLITE)


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield the statements in the order in which they were first added."""
    from reconcile.ledger import LedgerError, opened

    if not Path(document.name).is_file():
        raise document.error("is a ledger that is piped or packed; name the file itself")
    try:
        with opened(document.name) as ledger:
            yield from ledger.statements()
    except LedgerError as problem:
        raise SourceError(str(problem)) from problem
