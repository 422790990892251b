"""Reads statements from one JSON document: a list of them, or a single one, written over many lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.json_lines import loaded
from reconcile.sources.records import statement_of

__all__ = ["ended", "events", "read", "recognises"]

_LIST = re.compile(r"\[\s{0,200}[\{\]]")
# An event's path is as long as it lies deep, so depth without limit would cost its square.
_MAX_DEPTH = 64
_OPENING, _CLOSING = ("start_map", "start_array"), ("end_map", "end_array")
_OBJECT = re.compile(r"\{\s{0,8}\n\s{0,80}[\"\}]")


def recognises(document: Document) -> bool:
    """Take a list of objects, an object that is opened on a line of its own, and whatever is named .json."""
    return bool(_LIST.match(document.opening) or _OBJECT.match(document.opening)) or document.suffix == ".json"


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield a statement an object, one in memory at a time; damage is an error after the statements before it."""
    if not document.opening.startswith("["):
        record = loaded(document.text(), document, 1)
        if not isinstance(record, dict):
            raise document.error("is JSON but no statement; write a list of objects, or JSON Lines")
        statement = statement_of(record, document, 1, defaults)
        if statement is not None:
            yield statement
        return
    for number, record in enumerate(_objects(document), 1):
        if not isinstance(record, dict):
            raise document.error(f"entry {number} of the list is no object; each must be one statement")
        statement = statement_of(record, document, number, defaults)
        if statement is not None:
            yield statement


def _objects(document: Document) -> Iterator[Any]:
    import ijson  # type: ignore[import-untyped]

    number = 0
    try:
        for record in ijson.items(events(document), "item"):
            number += 1
            yield record
    except (ijson.JSONError, ValueError, RecursionError, MemoryError, EOFError, OSError) as problem:
        raise document.error(ended(problem, f"entry {number}")) from None


def events(document: Document) -> Iterator[tuple[str, str, Any]]:
    """Yield the events of the document's JSON with their paths; refuses nesting that no maker of statements needs."""
    import ijson

    if document.head.startswith(b"\xef\xbb\xbf"):
        document.stream.read(3)  # a byte order mark, which JSON does not allow

    def shallow() -> Iterator[tuple[str, Any]]:
        depth = 0
        for event, value in ijson.basic_parse(document.stream, use_float=True):
            depth += (event in _OPENING) - (event in _CLOSING)
            if depth > _MAX_DEPTH:
                raise ValueError("nested too deeply")
            yield event, value

    paths: Iterator[tuple[str, str, Any]] = ijson.parse(shallow())
    return paths


def ended(problem: Exception, last: str) -> str:
    """Say that a JSON document stops making sense after something."""
    why = str(problem).strip().partition("\n")[0][:80]
    return f"the JSON is cut off or damaged after {last} ({why}); what stands before it is read, export the file again for the rest"
