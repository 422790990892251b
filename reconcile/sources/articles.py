"""Reads a news article from its web page: title, time, outlet and the text without the page's furniture.

The statement's text is what the extractor found, the headline above it; spans refer to that text, and it is what is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.markup import MAX_PAGE_BYTES, is_html, parsed
from reconcile.sources.records import whole_characters
from reconcile.sources.times import moment

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

__all__ = ["read", "recognises"]

_TIME_MARKS = ("article:published_time", "og:article:published_time", "datePublished", "date", "pubdate", "DC.date.issued")
_MAX_OBJECTS = 1000


def recognises(document: Document) -> bool:
    """Take any HTML."""
    return is_html(document.opening) or document.suffix in (".html", ".htm", ".xhtml")


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield the article; its id is its address where the page states one, else the name of the file."""
    import trafilatura

    extracted: Any = trafilatura.bare_extraction
    markup = document.text(MAX_PAGE_BYTES)
    try:
        found = extracted(markup, include_comments=False, with_metadata=True, date_extraction_params={"extensive_search": False})
        tree = parsed(markup)
        published = _published(tree)
    except (RecursionError, MemoryError, ValueError):
        raise document.error("is HTML that no article can be found in; save the article's words as .txt") from None
    if found is None or not (found.text or "").strip():
        raise document.error("holds no article; save its words as .txt")
    title = whole_characters((found.title or "").strip())
    text = whole_characters(found.text.strip())
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    if published is None and found.date:
        published = _moment(found.date)
    language = str(tree.html.get("lang") or "") if tree.html is not None else ""
    yield Statement(
        id=found.url or document.stem,
        text=text,
        source=defaults.source or found.sitename or found.hostname or "",
        published=published or defaults.published,
        lang=language.lower().partition("-")[0] or defaults.lang,
        title=title or None,
        url=found.url or None,
    )


def _published(tree: BeautifulSoup) -> datetime | None:
    """Return the time that the page itself states to machines; the extractor keeps only its day."""
    for mark in _TIME_MARKS:
        for key in ("property", "name", "itemprop"):
            meta = tree.find("meta", attrs={key: mark})
            if meta is not None and (when := _moment(meta.get("content"))) is not None:
                return when
    for script in tree.find_all("script", type="application/ld+json", limit=20):
        try:
            stated = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        for described in _objects(stated):
            if (when := _moment(described.get("datePublished"))) is not None:
                return when
    return None


def _objects(stated: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [stated], 0
    while waiting and seen < _MAX_OBJECTS:
        seen += 1
        held = waiting.pop(0)
        if isinstance(held, dict):
            yield held
            waiting.extend(value for key, value in held.items() if key == "@graph")
        elif isinstance(held, list):
            waiting.extend(held[:_MAX_OBJECTS])


def _moment(written: object) -> datetime | None:
    # What a page says to machines is often wrong; then the time is unknown, and --published can state it.
    try:
        return moment(written)
    except ValueError:
        return None
