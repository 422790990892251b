"""Reads statements from CSV: a row each, its columns named by the project, by a scraper, or by the user's mapping."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.model import Statement
from reconcile.sources.document import MAX_LINE_CHARS, Defaults, Document
from reconcile.sources.records import names_text, statement_of

__all__ = ["Row", "read", "recognises", "rows"]

_DELIMITERS = ",;\t|"
_NAMES = (".csv", ".tsv", ".tab")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its text as the file has it without the line end, and its fields."""

    line: int
    raw: str
    fields: tuple[str, ...]


def recognises(document: Document) -> bool:
    """Take what is named as a table, and what begins with a row of names of which one is known to hold text."""
    if document.suffix in _NAMES:
        return True
    header = _header(document)
    return len(header) > 1 and names_text(header, Defaults())


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield a statement a row; a row that does not fit its header ends the reading with an error that names the line."""
    table = rows(document)
    header = next(table, None)
    if header is None:
        raise document.error("is an empty table; it needs a row of column names and rows below it")
    names = [name.strip() for name in header.fields]
    if not names_text(names, defaults):
        raise document.error(f"has no column of text (columns: {', '.join(names[:12])[:200]}); say which it is with --columns text=NAME", 1)
    for row in table:
        if len(row.fields) != len(names):
            raise document.error(
                f"has {len(row.fields)} fields where the header has {len(names)}; the row is cut off or a quotation mark is missing",
                row.line,
            )
        statement = statement_of(dict(zip(names, row.fields, strict=True)), document, row.line, defaults)
        if statement is not None:
            yield statement


def rows(document: Document) -> Iterator[Row]:
    """Yield the rows, the header first; empty lines are left out."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for _, line in document.lines():
            taken.append(line)
            yield line

    # The module's limit of 128 KiB a field is shorter than a long article; lines have a limit of their own.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE_CHARS))
    table = csv.reader(lines(), delimiter=_delimiter(document), strict=True)
    line = 1
    while True:
        try:
            fields = next(table)
        except StopIteration:
            return
        except csv.Error as problem:
            raise document.error(f"is not a row of CSV ({problem}); a quotation mark is missing or the file is cut off", line) from None
        if any(fields):
            yield Row(line, "".join(taken).rstrip("\r\n"), tuple(fields))
        line, taken[:] = table.line_num + 1, []


def _delimiter(document: Document) -> str:
    first = document.opening.partition("\n")[0]
    return max(_DELIMITERS, key=first.count) if any(mark in first for mark in _DELIMITERS) else ","


def _header(document: Document) -> list[str]:
    first = document.opening[:4000].partition("\n")[0]
    try:
        return next(csv.reader([first], delimiter=_delimiter(document)), [])
    except csv.Error:
        return []
