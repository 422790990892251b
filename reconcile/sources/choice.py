"""Which reader reads this document? The first in one ordered list that recognises its content."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document

__all__ = ["READERS", "Reader", "read_document", "reader_of"]


class Reader(Protocol):
    """One small module a format."""

    def recognises(self, document: Document) -> bool:
        """Tell from the first bytes whether the document is of this format."""
        ...

    def read(self, document: Document, defaults: Defaults) -> Iterator[Statement]:
        """Yield its statements; raises SourceError at what cannot be read, after what can."""
        ...


# The order is the precedence: what is surest of itself first, plain text last.
READERS = (
    "ledgers",
    "archives",
    "refused",
    "tables",
    "feeds",
    "telegram_web",
    "telegram_html",
    "articles",
    "telegram_export",
    "json_documents",
    "json_lines",
    "csv_tables",
    "text",
)


def reader_of(document: Document) -> Reader:
    """Return the reader that recognises the document."""
    for name in READERS:
        reader = cast(Reader, import_module(f"reconcile.sources.{name}"))
        if reader.recognises(document):
            return reader
    raise AssertionError("plain text recognises everything")


def read_document(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield the statements of one document."""
    try:
        yield from reader_of(document).read(document, defaults)
    except ModuleNotFoundError as problem:
        raise document.error(f"needs the package {problem.name} to be read; install it with: pip install 'reconcile[sources]'") from problem
