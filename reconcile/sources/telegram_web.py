"""Reads a page of a Telegram channel as the web shows it to everybody (`t.me/s/channel`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.markup import MAX_PAGE_BYTES, is_html, is_whole, parsed, text_of
from reconcile.sources.times import moment

if TYPE_CHECKING:
    from bs4.element import Tag

__all__ = ["Page", "page_of", "read", "recognises"]

_NUMBER = re.compile(r"[?&]before=(\d{1,18})")
_POST = re.compile(r"([A-Za-z0-9_]{1,64})/(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: its posts in the order of their numbers, which of them say they were edited, and where earlier ones are.

    `earlier` is the number before which the next page goes on; None at the beginning of the channel. `numbers`
    are those of all messages, those without words included. `is_channel` is False where the page is none of a channel's.
    """

    posts: tuple[Statement, ...]
    edited: frozenset[str]
    numbers: tuple[int, ...]
    earlier: int | None
    is_channel: bool
    is_whole: bool


def recognises(document: Document) -> bool:
    """Take HTML made of Telegram's message widgets."""
    return is_html(document.opening) and any(mark in document.opening for mark in ("tgme_widget_message", "tgme_channel_info"))


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield the posts of a saved page; a page that breaks off lacks its last post and ends with an error."""
    page = page_of(document.text(MAX_PAGE_BYTES))
    for post in page.posts:
        yield replace(post, lang=defaults.lang, published=post.published or defaults.published)
    if not page.is_whole:
        raise document.error("the page breaks off; its last post is left out, save the page again")
    if not page.posts:
        raise document.error("holds no posts with words; Telegram shows none here, or has changed its pages")


def page_of(markup: str) -> Page:
    """Return what the markup of a page shows; a last post that may be cut off is left out."""
    tree = parsed(markup)
    whole = is_whole(markup)
    messages = [message for message in tree.select(".tgme_widget_message[data-post]") if _POST.fullmatch(str(message["data-post"]))]
    numbers = tuple(sorted(int(str(message["data-post"]).rpartition("/")[2]) for message in messages))
    if not whole:
        messages = messages[:-1]
    posts = [post for message in messages if (post := _post(message)) is not None]
    return Page(
        posts=tuple(sorted(posts, key=lambda post: int(post.id.rpartition("/")[2]))),
        edited=frozenset(str(message["data-post"]) for message in messages if _is_edited(message)),
        numbers=numbers,
        earlier=_earlier(tree),
        is_channel=bool(messages) or tree.select_one(".tgme_channel_info, .tgme_channel_history") is not None,
        is_whole=whole,
    )


def _post(message: Tag) -> Statement | None:
    # A reply shows the beginning of what it answers in a text of the same class.
    texts = [text for text in message.select(".tgme_widget_message_text") if text.find_parent(class_="tgme_widget_message_reply") is None]
    text = text_of(texts[0]) if texts else ""
    if not text:
        return None
    post = str(message["data-post"])
    time = message.select_one(".tgme_widget_message_date time[datetime]") or message.select_one("time[datetime]")
    try:
        published = moment(str(time["datetime"])) if time is not None else None
    except ValueError:
        published = None
    return Statement(id=post, text=text, source=post.partition("/")[0], published=published, url=f"https://t.me/{post}")


def _is_edited(message: Tag) -> bool:
    meta = message.select_one(".tgme_widget_message_meta")
    return meta is not None and "edited" in meta.get_text(" ").split()


def _earlier(tree: Tag) -> int | None:
    for link in tree.select("a.tme_messages_more[data-before], link[rel=prev]"):
        written = str(link.get("data-before") or "")
        if written.isdecimal():
            return int(written)
        if address := _NUMBER.search(str(link.get("href") or "")):
            return int(address[1])
    return None
