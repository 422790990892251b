"""What does a piece of HTML say, character for character, with its line breaks?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

__all__ = ["MAX_PAGE_BYTES", "is_html", "is_whole", "parsed", "text_of"]

# The largest pages of exports and newspapers are a few megabytes; a parsed page takes many times its size in memory.
MAX_PAGE_BYTES = 32 * 1024 * 1024
_BEGINNINGS = ("<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<section", "<p>", "<p ")
_BLOCKS = frozenset(("p", "div", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "ul", "ol", "section", "article"))


def is_html(opening: str) -> bool:
    """Tell whether a document that begins like this is HTML; a comment or an XML line may come first."""
    start = opening[:4000].lstrip().lower()
    for before, after in (("<?xml", "?>"), ("<!--", "-->")):
        if start.startswith(before):
            start = start.partition(after)[2].lstrip()
    return start.startswith(_BEGINNINGS)


def is_whole(markup: str) -> bool:
    """Tell whether a page arrived to its end."""
    return "</html>" in markup[-4000:].lower()


def parsed(markup: str) -> BeautifulSoup:
    """Return the tree of a page."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(markup, "lxml")


def text_of(node: Tag) -> str:
    """Return the words of a node: entities as characters, `<br>` and the ends of blocks as line ends, all else untouched."""
    from bs4.element import NavigableString, PreformattedString, Tag

    pieces: list[str] = []
    for child in node.descendants:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString) and getattr(child.parent, "name", "") not in ("script", "style"):
                pieces.append(str(child))
        elif isinstance(child, Tag) and (child.name == "br" or (child.name in _BLOCKS and pieces and not pieces[-1].endswith("\n"))):
            pieces.append("\n")
    return "".join(pieces).strip(" \t\r\n")
