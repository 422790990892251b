"""Reads one statement from a plain text, or from Markdown that says in a small header what the text cannot.

    ---
    source: kpszsu
    published: 2024-11-16T08:12:00+02:00
    lang: uk
    ---
    the text, exactly as published

The header may hold id, source, published, lang, title, url and restates; all are optional, and so is the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.formats import formats
from reconcile.sources.records import statement_of

__all__ = ["read", "recognises"]

# Sixty-four lines of header are plenty; a text that only begins with a rule has none that close it.
_HEADER = re.compile(r"---[ \t]{0,8}\r?\n((?:[^\n]{0,2000}\n){0,64}?)---[ \t]{0,8}(?:\r?\n|\Z)")
_ENTRY = re.compile(r"([^\s:#][^:\n]{0,40}):(?:\s(.{0,2000}))?")


def recognises(document: Document) -> bool:
    """Take whatever no other reader took."""
    return True


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield the one statement of the document, its id from the header or the name of the file."""
    text = document.text()
    header = _HEADER.match(text)
    record = _entries(header[1], document) if header else None
    if record is None or header is None:
        record, body = {}, text
    else:
        body = text[header.end() :]
    if not body.strip():
        raise document.error("holds no text; there is nothing to read")
    record = {"id": document.stem} | record | {"text": body}
    statement = statement_of(record, document, 1, defaults)
    if statement is not None:
        yield statement


def _entries(header: str, document: Document) -> dict[str, str] | None:
    """Return the header's entries; None when these lines are no header but text between two rules."""
    entries = {}
    for line in header.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _ENTRY.fullmatch(line.rstrip())
        if entry is None:
            return None
        name = entry[1].strip().lower()
        if name in formats().columns and entry[2]:
            value = entry[2].strip()
            entries[name] = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
    return entries
