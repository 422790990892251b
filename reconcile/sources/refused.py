"""Is this no text at all? Then say what it is and what to do, rather than read figures out of noise."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.formats import Refused, formats

__all__ = ["read", "recognises"]

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def recognises(document: Document) -> bool:
    """Take known pictures, documents and archives, and whatever holds NUL bytes as text never does."""
    return not document.head or _known(document) is not None or _binary(document)


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Raise the error that says what the document is."""
    known = _known(document)
    if not document.head:
        raise document.error("is empty; there is nothing to read")
    if known is None:
        raise document.error("is not text but binary data; save it as text, CSV or JSON Lines")
    named = f", though named {document.suffix}" if document.suffix in (".txt", ".md", ".csv", ".html", ".json", ".jsonl") else ""
    raise document.error(f"is {known.what}{named}; {known.advice}")
    yield


def _known(document: Document) -> Refused | None:
    head = document.head[:16].hex()
    return next((refused for refused in formats().refused if head.startswith(refused.begins)), None)


def _binary(document: Document) -> bool:
    # A single NUL in a long text is a scraper's accident; binary data is full of them.
    return not document.head.startswith(_WIDE_MARKS) and document.head.count(b"\x00") > len(document.head) // 256
