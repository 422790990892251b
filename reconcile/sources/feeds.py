"""Reads the entries of an RSS or Atom feed."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.markup import MAX_PAGE_BYTES, parsed, text_of
from reconcile.sources.records import whole_characters

__all__ = ["read", "recognises"]

_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|(?:atom|a):feed)[\s>]", re.IGNORECASE)
_END = re.compile(rb"</(?:rss|feed|rdf:RDF|(?:atom|a):feed)\s{0,20}>", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")


def recognises(document: Document) -> bool:
    """Take XML whose root is that of a feed."""
    opening = document.opening[:8000]
    return opening.startswith("<") and bool(_ROOT.search(opening)) and "<html" not in opening[:200].lower()


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield the entries, headline above the text; a feed that breaks off lacks its last entry and ends with an error."""
    import feedparser

    data = document.whole(MAX_PAGE_BYTES)
    if _ENTITIES.search(data):
        raise document.error("declares entities, which feeds do not need and attacks do; it is refused, remove the <!ENTITY …> lines")
    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except (RecursionError, ValueError, MemoryError, LookupError, TypeError, AttributeError, AssertionError):  # as the parser stumbles
        raise document.error("is no feed that can be read; fetch it again") from None
    whole = bool(_END.search(data[-4000:]))
    heading = _Heading(str(feed.feed.get("title") or ""), str(feed.feed.get("language") or ""))
    entries = feed.entries if whole else feed.entries[:-1]
    for number, entry in enumerate(entries, 1):
        statement = _statement(entry, f"{document.stem}/{number}", heading, defaults)
        if statement is not None:
            yield statement
    if not whole:
        raise document.error("the feed breaks off; its last entry is left out, fetch it again")
    if not feed.entries:
        raise document.error("is a feed without entries; there is nothing to read")


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a feed says of all its entries."""

    title: str
    language: str


def _statement(entry: Any, fallback: str, heading: _Heading, defaults: Defaults) -> Statement | None:
    title = _plain(entry.get("title") or "")
    bodies = [content.get("value") or "" for content in entry.get("content") or []] + [entry.get("summary") or ""]
    body = next((plain for body in bodies if (plain := _plain(body))), "")
    text = title if not body else body if not title or body.startswith(title) else f"{title}\n\n{body}"
    if not text:
        return None
    language = str((entry.get("title_detail") or {}).get("language") or heading.language)
    return Statement(
        id=entry.get("id") or entry.get("link") or fallback,
        text=whole_characters(text),
        source=defaults.source or heading.title,
        published=_when(entry) or defaults.published,
        lang=language.lower().partition("-")[0] or defaults.lang,
        title=whole_characters(title) or None,
        url=entry.get("link") or None,
    )


def _plain(markup: str) -> str:
    return text_of(parsed(markup)) if _MARKUP.search(markup) else markup.strip()


def _when(entry: Any) -> datetime | None:
    stated = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(stated), UTC) if stated else None
    except (ValueError, OverflowError, OSError):
        return None
