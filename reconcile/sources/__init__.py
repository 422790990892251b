"""Reads statements from files of many shapes: text, tables, articles, exports, feeds, archives and ledgers.

    read(paths, defaults)        statements, each with an id of its own
    statements(paths, defaults)  the same as the files have them, versions of one post included; what a ledger takes

Readers are chosen by what a file holds, not only by its name. What cannot be read is a SourceError, a line for each file
that says what, where and what to do; it is raised at the end, after everything that can be read has been yielded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reconcile.model import Statement
from reconcile.sources.choice import read_document
from reconcile.sources.document import Defaults, Document, SourceError
from reconcile.sources.paths import documents
from reconcile.sources.times import moment

__all__ = ["Defaults", "Document", "SourceError", "distinct", "moment", "read", "statements"]

_SHOWN_PROBLEMS = 20


def read(paths: Sequence[str | Path] | str | Path, defaults: Defaults | None = None) -> Iterator[Statement]:
    """Yield the statements of files, folders, patterns, ledgers and standard input (`-`), each under an id of its own."""
    return distinct(statements(paths, defaults))


def statements(paths: Sequence[str | Path] | str | Path, defaults: Defaults | None = None) -> Iterator[Statement]:
    """Yield the statements as the files have them, so that two versions of one post share its id."""
    given = defaults or Defaults()
    problems: list[str] = []
    for path in [paths] if isinstance(paths, str | Path) else paths:
        try:
            for document in documents(path):
                try:
                    yield from read_document(document, given)
                except SourceError as problem:
                    problems.append(str(problem))
        except SourceError as problem:
            problems.append(str(problem))
    if problems:
        more = len(problems) - _SHOWN_PROBLEMS
        shown = [*problems[:_SHOWN_PROBLEMS], *([f"{more} more files could not be read"] if more > 0 else [])]
        raise SourceError("\n".join(shown))


def distinct(read_statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield each statement once: an exact repeat is left out, another text under a used id becomes `id#2`, `id#3` ….

    Remembers some hundred bytes a statement, not its text.
    """
    seen: dict[str, int | set[int]] = {}
    for statement in read_statements:
        # Statements of one run only are compared, so Python's own hash does.
        mark = hash((statement.text, statement.published, statement.source))
        before = seen.get(statement.id)
        if before is None:
            seen[statement.id] = mark
            yield statement
            continue
        marks = before if isinstance(before, set) else {before}
        if mark in marks:
            continue
        marks.add(mark)
        seen[statement.id] = marks
        yield replace(statement, id=f"{statement.id}#{len(marks)}")
