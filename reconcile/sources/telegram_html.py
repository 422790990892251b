"""Reads the posts of a Telegram Desktop export in HTML (`messages.html`, `messages2.html` …)."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.markup import MAX_PAGE_BYTES, is_html, is_whole, parsed, text_of
from reconcile.sources.records import statement_of

__all__ = ["read", "recognises"]


def recognises(document: Document) -> bool:
    """Take HTML with the frame of such an export."""
    return is_html(document.opening) and "page_wrap" in document.opening and "page_body" in document.opening


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield the posts; `--source` takes precedence over the channel's display name, as its handle is not in the export."""
    markup = document.text(MAX_PAGE_BYTES)
    tree = parsed(markup)
    heading = tree.select_one(".page_header .text")
    source = defaults.source or (text_of(heading) if heading is not None else "")
    messages = tree.select("div.message[id]")
    whole = is_whole(markup)
    for message in messages if whole else messages[:-1]:
        number = str(message["id"]).removeprefix("message")
        text = message.select_one(".body .text")
        when = message.select_one(".date[title]")
        if "service" in (message.get("class") or []) or text is None or not number.isdecimal():
            continue
        record = {"id": number, "source": source, "published": str(when["title"]) if when is not None else None, "text": text_of(text)}
        statement = statement_of(record, document, message.sourceline or 1, defaults)
        if statement is not None:
            yield statement
    if not whole:
        raise document.error("the page breaks off; its last message is left out, export the chat again")
    if not messages:
        raise document.error("holds no messages; export the chat again")
