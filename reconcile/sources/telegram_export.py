"""Reads the posts of a Telegram Desktop export in JSON (`result.json`): one chat, or a whole account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.json_documents import ended, events
from reconcile.sources.records import statement_of
from reconcile.sources.times import moment

__all__ = ["read", "recognises"]

_CHAT = re.compile(r"\{[^\[\]]{0,4000}?\"messages\"\s{0,40}:\s{0,40}\[")
_ACCOUNT = re.compile(r"\{.{0,60000}?\"chats\"\s{0,40}:\s{0,40}\{.{0,4000}?\"list\"\s{0,40}:\s{0,40}\[", re.DOTALL)
_NAMES = ("name", "chats.list.item.name")
_MESSAGES = ("messages.item", "chats.list.item.messages.item")


def recognises(document: Document) -> bool:
    """Take an object that holds messages, or a list of chats that do."""
    opening = document.opening
    return opening.startswith("{") and bool(_CHAT.match(opening) or _ACCOUNT.match(opening))


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield the posts, one in memory at a time; service messages and posts without words are none.

    An export knows a channel's display name but not its handle, so `--source` takes precedence over the name here;
    times come from the exact `date_unixtime` where the export has it, else from its local `date` read as UTC.
    """
    last = "its beginning"
    for name, message in _messages(document):
        last = f"message {message.get('id')}"
        if message.get("type", "message") != "message":
            continue
        source = defaults.source or name
        record = {"id": message.get("id"), "source": source, "published": _when(message, document, last), "text": message.get("text") or ""}
        statement = statement_of(record, document, 1, defaults)
        if statement is not None:
            yield statement


def _messages(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    import ijson  # type: ignore[import-untyped]

    name, last = "", "its beginning"
    builder = None
    try:
        for prefix, event, value in events(document):
            if builder is None and prefix in _NAMES and event == "string":
                name = value
            elif builder is None and prefix in _MESSAGES and event == "start_map":
                builder = ijson.ObjectBuilder()
                builder.event(event, value)
            elif builder is not None:
                builder.event(event, value)
                if prefix in _MESSAGES and event == "end_map":
                    last = f"message {builder.value.get('id')}"
                    yield name, builder.value
                    builder = None
    except (ijson.JSONError, ValueError, RecursionError, MemoryError, EOFError, OSError) as problem:
        raise document.error(ended(problem, last)) from None


def _when(message: dict[str, Any], document: Document, where: str) -> datetime | None:
    exact = message.get("date_unixtime")
    try:
        if exact is not None:
            return datetime.fromtimestamp(int(exact), UTC)
        return moment(message.get("date"))
    except (ValueError, TypeError, OverflowError, OSError):
        raise document.error(f"{where} has no readable time; export the chat again") from None
