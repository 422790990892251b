"""Which statement does a record state: a row or an object whose columns are named as its maker liked?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.formats import formats
from reconcile.sources.times import moment

__all__ = ["names_text", "statement_of", "whole_characters"]


def names_text(columns: Mapping[str, Any] | list[str], defaults: Defaults) -> bool:
    """Tell whether one of the columns holds the text of statements."""
    if "text" in defaults.columns:
        return defaults.columns["text"] in columns
    known = formats().columns["text"]
    return any(str(name).strip().lower() in known for name in columns)


def statement_of(record: Mapping[str, Any], document: Document, line: int, defaults: Defaults) -> Statement | None:
    """Return the statement of a record; None when its text is empty, as posts that are only a picture are.

    An id that is a bare number is made unique with its source (`channel/77`); a record without one is
    named by its address, else by its source and time, else by its document and line.
    """
    fields = _Fields(record, defaults.columns)
    text = _joined(fields.value("text"))
    if text is None:
        if not names_text(record, defaults):
            keys = ", ".join(list(map(str, record))[:8]) or "none"
            raise document.error(f"has no column of text (columns: {keys}); say which it is with --columns text=NAME", line)
        return None
    if not text.strip():
        return None
    try:
        published = moment(fields.value("published")) or defaults.published
    except ValueError as problem:
        raise document.error(str(problem), line) from None
    source = fields.text("source") or defaults.source
    url = fields.text("url")
    written = fields.text("id")
    if written is None:
        when = None if published is None or not source else f"{source}/{published.isoformat()}"
        written = url or when or f"{document.stem}/{line}"
    elif written.isdecimal() and source:
        written = f"{source}/{written}"
    lang = fields.text("lang")
    return Statement(
        id=written,
        text=whole_characters(text),
        source=source,
        published=published,
        lang=lang.lower().replace("_", "-").partition("-")[0] if lang else defaults.lang,
        title=fields.text("title"),
        url=url,
        restates=fields.text("restates"),
    )


def whole_characters(text: str) -> str:
    """Return the text with each lone half of a character pair, which no file can hold, as U+FFFD; nothing moves."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text


class _Fields:
    """A record read by the meaning of its columns."""

    def __init__(self, record: Mapping[str, Any], named: Mapping[str, str]) -> None:
        self._record, self._named = record, named
        # Most records use the project's own names throughout; only the others are searched for what they call a field.
        self._is_own = record.keys() <= formats().columns.keys()
        self._lower: dict[str, Any] | None = None

    def value(self, field: str) -> Any:
        if field in self._named:
            return self._record.get(self._named[field])
        value = self._record.get(field)
        if (value is not None and value != "") or self._is_own:
            return value
        if self._lower is None:
            self._lower = {str(name).strip().lower(): held for name, held in self._record.items()}
        for name in formats().columns[field]:
            if (value := self._lower.get(name)) is not None and value != "":
                return value
        return None

    def text(self, field: str) -> str | None:
        value = self.value(field)
        if isinstance(value, str):
            return whole_characters(value.strip()) or None
        # A number can name a post; what is nested is some maker's own structure and names nothing.
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _joined(value: Any) -> str | None:
    if isinstance(value, list):  # Telegram's exports cut a text at each of its marks
        return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in value if isinstance(part, str | dict))
    return value if isinstance(value, str) else None
