"""Reads statements from JSON Lines: an object a line, in the format of CLAIMS.md or with columns named as a scraper likes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.records import statement_of

__all__ = ["loaded", "read", "recognises"]

_BEGINS = re.compile(r"\{[ \t]{0,80}(?:\"|\})")
_NAMES = (".jsonl", ".ndjson", ".jl")


def recognises(document: Document) -> bool:
    """Take what begins like an object on one line, and whatever is named as JSON Lines."""
    return bool(_BEGINS.match(document.opening)) or document.suffix in _NAMES


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield a statement a line; a line that is no object ends the reading with an error that names it."""
    for number, line in document.lines():
        if not line.strip():
            continue
        record = loaded(line, document, number)
        if not isinstance(record, dict):
            raise document.error('is not a JSON object; each line must be one statement, {"id": …, "text": …}', number)
        statement = statement_of(record, document, number, defaults)
        if statement is not None:
            yield statement


def loaded(written: str, document: Document, line: int) -> Any:
    """Return what JSON says; damage, depth and numbers beyond reason are errors that name the line."""
    try:
        return json.loads(written)
    except json.JSONDecodeError as problem:
        end = len(written.rstrip())
        cut = problem.pos >= end or problem.msg.startswith("Unterminated string")
        what = "is cut off" if cut else f"is not valid JSON ({problem.msg} at character {problem.pos + 1})"
        at = line + problem.lineno - 1
    except RecursionError:
        what, at = "is nested too deeply", line
    except ValueError:
        what, at = "holds a number of too many digits", line
    raise document.error(f"the JSON {what}; repair or remove the line, the statements before it are read", at)
