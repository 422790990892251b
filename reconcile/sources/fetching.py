"""What did a channel publish since a day: its public web pages, fetched back to that day with patience and manners."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Protocol

from reconcile.model import Statement
from reconcile.sources.document import SourceError
from reconcile.sources.encodings import UndecodableError, decode
from reconcile.sources.telegram_web import Page, page_of

if TYPE_CHECKING:
    import httpx

__all__ = ["Fetched", "Manners", "Memory", "Visit", "Web", "fetch", "web"]

# A page of twenty posts is about 100 KB.
_MAX_PAGE_BYTES = 8 * 1024 * 1024
_MAX_REDIRECTS = 5
_REFUSALS = {
    401: "asks for a login",
    403: "forbids it",
    404: "knows no such channel",
    410: "says it is gone",
    451: "withholds it for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask: where, how long to pause between pages, how often to try again and how long to wait at most (seconds)."""

    site: str = "https://t.me"
    pause: float = 1.5
    attempts: int = 6
    first_wait: float = 2.0
    longest_wait: float = 300.0
    patience: float = 20.0
    sleep: Callable[[float], None] = field(default=time.sleep, compare=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """What an address answered before: the marks by which it tells whether it has changed, and where earlier posts are."""

    etag: str | None
    modified: str | None
    lowest: int | None
    earlier: int | None
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page's posts, and what to remember of the visit; `is_unchanged`: it was seen before as it is."""

    url: str
    posts: tuple[Statement, ...]
    edited: frozenset[str]
    visit: Visit
    newest: int | None
    is_unchanged: bool = False


class Memory(Protocol):
    """What earlier fetches left behind."""

    def visit(self, url: str) -> Visit | None:
        """Return what an address answered before."""
        ...

    def pending(self, channel: str) -> tuple[int, int] | None:
        """Return the highest and lowest number of an unbroken run of posts that a broken-off fetch left."""
        ...


@contextmanager
def web(manners: Manners) -> Iterator[Web]:
    """Open connections that several fetches share."""
    try:
        import bs4  # noqa: F401 - reads the pages; missing, it would be missed only after the first has come
        import httpx
        import tenacity  # noqa: F401
    except ModuleNotFoundError as problem:
        raise SourceError(f"fetching needs the package {problem.name}; install it with: pip install 'reconcile[fetch]'") from problem
    headers = {"User-Agent": "reconcile (reads public posts)", "Accept-Language": "en"}
    with httpx.Client(timeout=manners.patience, headers=headers, follow_redirects=False) as client:
        yield Web(client, manners)


def fetch(channel: str, since: datetime, memory: Memory, site: Web) -> Iterator[Fetched]:
    """Yield the channel's pages from the newest back to the one that holds `since`, whole: its few older posts are kept too.

    Raises SourceError, one line, when the site refuses, does not answer for all the patience, or shows something that is
    no channel's page. What was yielded before stands; the next fetch goes on where this one broke off.
    """
    left = memory.pending(channel)
    before: int | None = None
    while True:
        url = f"{site.manners.site}/s/{channel}" + ("" if before is None else f"?before={before}")
        fetched = _visited(site, url, memory.visit(url))
        yield fetched
        visit = fetched.visit
        ahead = visit.earlier or visit.lowest
        if ahead is None or ahead <= 1 or (visit.oldest is not None and visit.oldest < since):
            return
        if before is not None and ahead >= before:
            raise SourceError(f"{url}: leads to itself instead of to earlier posts; the site has changed its pages, report it")
        if left is not None and left[1] < ahead <= left[0] + 1:
            ahead = left[1]
        before = ahead
        site.manners.sleep(site.manners.pause)


def _visited(site: Web, url: str, known: Visit | None) -> Fetched:
    response = site.answer(url, known)
    if response is None:
        assert known is not None
        return Fetched(url, (), frozenset(), known, None, is_unchanged=True)
    page, etag, modified = response
    oldest = min((post.published for post in page.posts if post.published is not None), default=None)
    if page.posts and oldest is None:
        raise SourceError(f"{url}: shows posts without their times; the site has changed its pages, report it")
    visit = Visit(etag, modified, min(page.numbers, default=None), page.earlier, oldest)
    return Fetched(url, page.posts, page.edited, visit, max(page.numbers, default=None))


class _AgainError(Exception):
    """Something that may be better after a while; `wait` is how long the site asks to wait, if it does."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Web:
    """Asks for one page until it is there."""

    client: httpx.Client
    manners: Manners

    def answer(self, url: str, known: Visit | None) -> tuple[Page, str | None, str | None] | None:
        """Return the page and its marks; None when it has not changed."""
        import tenacity

        manners = self.manners
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(manners.attempts),
            wait=self._wait,
            retry=tenacity.retry_if_exception_type(_AgainError),
            sleep=manners.sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, url, known)
        except _AgainError as problem:
            raise SourceError(
                f"{url}: {problem}, {manners.attempts} times; what was fetched is kept, run it again later to go on"
            ) from None

    def _wait(self, state: object) -> float:
        number, outcome = getattr(state, "attempt_number", 1), getattr(state, "outcome", None)
        problem = outcome.exception() if outcome is not None else None
        asked = problem.wait if isinstance(problem, _AgainError) else None
        doubled = self.manners.first_wait * 2.0 ** (number - 1)
        return float(min(max(asked or 0.0, doubled), self.manners.longest_wait))

    def _once(self, url: str, known: Visit | None) -> tuple[Page, str | None, str | None] | None:
        import httpx

        headers = {}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.modified:
            headers["If-Modified-Since"] = known.modified
        try:
            return self._followed(url, headers)
        except httpx.TimeoutException:
            raise _AgainError("does not answer in time") from None
        except (httpx.TransportError, httpx.DecodingError) as problem:
            raise _AgainError(f"cannot be reached or breaks off ({type(problem).__name__})") from None

    def _followed(self, url: str, headers: dict[str, str]) -> tuple[Page, str | None, str | None] | None:
        request = self.client.build_request("GET", url, headers=headers)
        host = request.url.host
        for _ in range(_MAX_REDIRECTS):
            response = self.client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return self._page(url, response)
                request = response.next_request
            finally:
                response.close()
            if request.url.host != host or not request.url.path.startswith("/s/"):
                raise SourceError(f"{url}: has no public page; the channel is private, is no channel, or does not exist: check its name")
        raise SourceError(f"{url}: redirects in a circle; open it in a browser to see what the site wants")

    def _page(self, url: str, response: httpx.Response) -> tuple[Page, str | None, str | None] | None:
        status = response.status_code
        if status == 304:
            return None
        if status == 429 or status >= 500:
            raise _AgainError(f"answers {status}", _asked(response.headers.get("Retry-After")))
        if status != 200:
            reason = _REFUSALS.get(status, "does not serve it")
            raise SourceError(
                f"{url}: the site {reason} (status {status}); check the channel's name, or save its pages by hand and add them"
            )
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _MAX_PAGE_BYTES:
                raise SourceError(f"{url}: is larger than {_MAX_PAGE_BYTES // 2**20} MB, which no page of posts is; it is not read")
        return self._read(url, bytes(body)), response.headers.get("ETag"), response.headers.get("Last-Modified")

    def _read(self, url: str, body: bytes) -> Page:
        try:
            page = page_of(decode(body))
        except UndecodableError:
            raise SourceError(f"{url}: is no text; the site has changed its pages, report it") from None
        if not page.is_whole:
            raise _AgainError("sends half a page")
        if not page.is_channel:
            raise SourceError(
                f"{url}: is not a page of posts; the site has changed its pages or wants a login, open it in a browser to see"
            )
        return page


def _asked(written: str | None) -> float | None:
    """Return the seconds that Retry-After asks for; both of its forms."""
    if not written:
        return None
    if written.strip().isdecimal():
        return float(written.strip()[:6])
    try:
        then = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
    return max(0.0, (then - datetime.now(UTC)).total_seconds()) if then.tzinfo else None
