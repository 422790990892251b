"""A channel is fetched back to a day from a site that fails in every way sites fail; nothing is lost or asked for twice."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from click.testing import CliRunner

from reconcile.cli.fetch import fetch_command
from reconcile.ledger import Ledger, Sighting, opened, writable
from reconcile.ledger.visits import Visits
from reconcile.sources import SourceError
from reconcile.sources.fetching import Manners, Web, fetch

FIRST = datetime(2025, 1, 1, 6, tzinfo=UTC)
NOW = datetime(2025, 6, 1, tzinfo=UTC)
PAGE = 20
# One for all tests: making one reads the certificates, which takes longer than most tests.
CLIENT = httpx.Client(trust_env=False)


def day(number: int) -> datetime:
    """Return when post `number` was published: one a day."""
    return FIRST + timedelta(days=number)


Answer = Callable[["Handler"], None]


@dataclass
class Site:
    """A channel's public pages, and the faults with which the next requests are answered."""

    posts: dict[int, str] = field(default_factory=lambda: {number: f"Збито {number + 10} дронів." for number in range(1, 101)})
    edited: set[int] = field(default_factory=set)
    faults: list[Answer | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    address: str = ""
    has_link: bool = True
    patience: float = 20.0

    def page(self, before: int | None) -> str:
        shown = sorted(number for number in self.posts if before is None or number < before)[-PAGE:]
        link = f'<a class="tme_messages_more" data-before="{shown[0]}"></a>' if shown and shown[0] > 1 and self.has_link else ""
        posts = "".join(map(self.post, shown))
        return f"<!DOCTYPE html><html><body><section class='tgme_channel_history'>{link}{posts}</section></body></html>"

    def post(self, number: int) -> str:
        mark = "edited " if number in self.edited else ""
        return (
            f'<div class="tgme_widget_message" data-post="ch_an/{number}"><div class="tgme_widget_message_text">{self.posts[number]}</div>'
            f'<span class="tgme_widget_message_meta">{mark}<a class="tgme_widget_message_date">'
            f'<time datetime="{day(number).isoformat()}">06:00</time></a></span></div>'
        )

    @property
    def web(self) -> Web:
        CLIENT.timeout = httpx.Timeout(self.patience)
        return Web(CLIENT, self.manners)

    @property
    def manners(self) -> Manners:
        return Manners(
            self.address, pause=0.25, attempts=4, first_wait=2.0, longest_wait=60.0, patience=self.patience, sleep=self.waits.append
        )


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        fault = self.site.faults.pop(0) if self.site.faults else None
        if fault is not None:
            fault(self)
            return
        before = parse_qs(urlsplit(self.path).query).get("before")
        page = self.site.page(int(before[0]) if before else None)
        tag = f'"{abs(hash(page))}"'
        if self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", ETag=tag)
        else:
            self.answer(200, page.encode(), ETag=tag)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with writable(tmp_path / "l.db") as ledger:
        yield ledger


def gather(site: Site, ledger: Ledger, since: int = 1) -> set[int]:
    """Fetch back to the day of a post; return the numbers of the posts that the ledger holds then."""
    visits = Visits(ledger)
    visits.gather("ch_an", fetch("ch_an", day(since), visits, site.web), Sighting(NOW, "fetch", is_live=True), None)
    return numbers(ledger)


def numbers(ledger: Ledger) -> set[int]:
    return {int(statement.id.rpartition("/")[2]) for statement in ledger.statements()}


def status(code: int, **headers: str) -> Answer:
    return lambda handler: handler.answer(code, b"", **headers)


def half(handler: Handler) -> None:
    """Send a page that is whole to HTTP but ends in the middle."""
    page = handler.site.page(None).encode()
    handler.answer(200, page[: len(page) // 2])


def broken(handler: Handler) -> None:
    """Promise more than is sent, and hang up."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<!DOCTYPE html>")
    handler.close_connection = True


def silent(handler: Handler) -> None:
    """Say nothing until the other side has lost patience."""
    threading.Event().wait(0.4)
    handler.close_connection = True


def round_and_round(handler: Handler) -> None:
    handler.site.faults.append(round_and_round)
    handler.answer(302, b"", Location=handler.path)


def huge(handler: Handler) -> None:
    """Send fifty megabytes, as long as anybody listens."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(50 * 2**20))
    handler.end_headers()
    try:
        for _ in range(50):
            handler.wfile.write(b"<div>" * (2**20 // 5) + b"x" * (2**20 % 5))
    except OSError:
        handler.close_connection = True


def other_layout(handler: Handler) -> None:
    handler.answer(200, b"<!DOCTYPE html><html><body><div class='post-v2' data-id='100'>26</div></body></html>")


def without_times(handler: Handler) -> None:
    handler.answer(200, handler.site.page(None).replace("datetime=", "data-when=").encode())


# --- paging


def test_pages_are_followed_back_to_the_day_and_no_further(site: Site, ledger: Ledger) -> None:
    assert gather(site, ledger, since=45) == set(range(41, 101))
    assert site.asked == ["/s/ch_an", "/s/ch_an?before=81", "/s/ch_an?before=61"]
    assert site.waits == [0.25, 0.25]  # between pages only


def test_a_channel_ends_at_its_beginning(site: Site, ledger: Ledger) -> None:
    assert gather(site, ledger, since=-1000) == set(range(1, 101))
    assert site.asked[-1] == "/s/ch_an?before=21"


def test_posts_are_not_lost_when_the_link_to_earlier_ones_is(site: Site, ledger: Ledger) -> None:
    site.has_link = False
    assert gather(site, ledger) == set(range(1, 101))


def test_a_channel_without_its_first_posts_ends_too(site: Site, ledger: Ledger) -> None:
    site.has_link = False
    for number in range(1, 30):
        del site.posts[number]
    assert gather(site, ledger, since=-1000) == set(range(30, 101))


# --- again


def test_pages_that_have_not_changed_are_not_sent_again(site: Site, ledger: Ledger) -> None:
    gather(site, ledger, since=45)
    before = [ledger.versions(f"ch_an/{number}") for number in (45, 100)]
    assert gather(site, ledger, since=45) == set(range(41, 101))
    assert [ledger.versions(f"ch_an/{number}") for number in (45, 100)] == before
    assert site.asked[3:] == site.asked[:3]
    assert ledger.connection.execute("SELECT count(*) FROM run").fetchone() == (3,)  # the second time there was nothing to add


def test_going_further_back_later_loses_nothing(site: Site, ledger: Ledger) -> None:
    gather(site, ledger, since=95)
    assert gather(site, ledger, since=1) == set(range(1, 101))


def test_new_posts_and_edits_are_found(site: Site, ledger: Ledger) -> None:
    gather(site, ledger, since=90)
    site.posts[101], site.posts[95] = "Збито 200 дронів.", "Збито 999 дронів."
    site.edited.add(95)
    assert 101 in gather(site, ledger, since=90)
    first, second = ledger.versions("ch_an/95")
    assert (first.statement.text, second.statement.text, second.change) == ("Збито 105 дронів.", "Збито 999 дронів.", "figures")
    marked = ledger.connection.execute("SELECT id FROM statements WHERE is_marked_edited").fetchall()
    assert marked == [("ch_an/95",)]


def test_an_edit_taken_back_is_what_the_channel_says_now(site: Site, ledger: Ledger) -> None:
    for text in ("Збито 5 дронів.", "Збито 6 дронів.", "Збито 5 дронів."):
        site.posts[100] = text
        gather(site, ledger, since=99)
    assert "Збито 5 дронів." in [statement.text for statement in ledger.statements()]
    assert len(ledger.versions("ch_an/100")) == 2


def test_a_fetch_that_broke_off_goes_on_where_it_stopped(site: Site, ledger: Ledger) -> None:
    site.faults = [None, None, status(403)]
    with pytest.raises(SourceError):
        gather(site, ledger)
    assert numbers(ledger) == set(range(61, 101))
    site.posts |= {number: f"Збито {number} дронів." for number in range(101, 131)}
    site.asked.clear()
    assert gather(site, ledger) == set(range(1, 131))
    assert site.asked == ["/s/ch_an", "/s/ch_an?before=111", "/s/ch_an?before=61", "/s/ch_an?before=41", "/s/ch_an?before=21"]


def test_breaking_off_twice_loses_nothing(site: Site, ledger: Ledger) -> None:
    for faults in ([None, None, status(403)], [None, status(403)], [None, None, None, status(403)]):
        site.faults = list(faults)
        newest = max(site.posts)
        site.posts |= {number: f"Збито {number} дронів." for number in range(newest + 1, newest + 45)}
        with pytest.raises(SourceError):
            gather(site, ledger)
    assert gather(site, ledger) == set(site.posts)


# --- faults that pass


@pytest.mark.parametrize(
    "fault", [status(429), status(500), status(503), half, broken, silent], ids=lambda fault: getattr(fault, "__name__", "status")
)
def test_a_fault_that_passes_costs_only_a_wait(site: Site, ledger: Ledger, fault: Answer) -> None:
    site.faults, site.patience = [None, fault, fault], 0.3 if fault is silent else 20.0
    assert gather(site, ledger, since=75) == set(range(61, 101))
    assert site.waits == [0.25, 2.0, 4.0]


def test_the_site_is_given_the_time_it_asks_for_within_reason(site: Site, ledger: Ledger) -> None:
    site.faults = [status(429, Retry_After="7"), status(429, Retry_After="86400"), status(429, Retry_After="soon")]
    gather(site, ledger, since=95)
    assert site.waits == [7.0, 60.0, 8.0]


# --- faults that stay


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (status(429), "answers 429, 4 times; what was fetched is kept, run it again later to go on"),
        (status(500), "answers 500, 4 times"),
        (silent, "does not answer in time, 4 times"),
        (half, "sends half a page, 4 times"),
        (broken, "breaks off"),
        (status(403), "the site forbids it (status 403)"),
        (status(404), "knows no such channel (status 404)"),
        (status(451), "withholds it for legal reasons"),
        (status(302, Location="/ch_an"), "has no public page"),
        (status(302, Location="http://127.0.0.2:9/s/ch_an"), "has no public page"),
        (round_and_round, "redirects in a circle"),
        (huge, "is larger than 8 MB"),
        (other_layout, "is not a page of posts; the site has changed its pages"),
        (without_times, "shows posts without their times"),
    ],
    ids=lambda value: value.split(",")[0][:30] if isinstance(value, str) else "",
)
def test_a_fault_that_stays_is_one_line_and_keeps_what_was_fetched(site: Site, ledger: Ledger, fault: Answer, said: str) -> None:
    site.faults, site.patience = [None, *[fault] * 4], 0.3 if fault is silent else 20.0
    with pytest.raises(SourceError) as caught:
        gather(site, ledger)
    message = str(caught.value)
    assert said in message
    assert "\n" not in message
    assert message.startswith(f"{site.address}/s/ch_an?before=81: ")
    assert numbers(ledger) == set(range(81, 101))


def test_a_page_that_leads_to_itself_ends_the_fetch(site: Site, ledger: Ledger) -> None:
    site.faults = [None, lambda handler: handler.answer(200, handler.site.page(None).encode())]
    with pytest.raises(SourceError, match="leads to itself"):
        gather(site, ledger)


# --- the command


@pytest.mark.parametrize("name", ["https://t.me/s/ch_an", "t.me/ch_an", "@ch_an", "ch_an"])
def test_a_channel_is_named_as_people_name_it(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("reconcile.sources.fetching.Manners", lambda pause: site.manners)
    arguments = [name, "--since", "2025-04-01", "--ledger", str(tmp_path / "l.db"), "--no-extract"]
    result = CliRunner().invoke(fetch_command, arguments, standalone_mode=False)
    assert result.return_value == 0
    assert result.stdout == "ch_an: 20 statements: 20 new, 0 edited, 0 known already\n"
    with opened(tmp_path / "l.db") as ledger:
        assert numbers(ledger) == set(range(81, 101))


def test_fetching_without_its_packages_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    arguments = ["ch_an", "--since", "2025-04-01", "--ledger", str(tmp_path / "l.db"), "--no-extract"]
    result = CliRunner().invoke(fetch_command, arguments)
    assert str(result.exception) == "fetching needs the package httpx; install it with: pip install 'reconcile[fetch]'"


@pytest.mark.parametrize("name", ["https://example.org/ch_an", "../etc", "a b", "ch?before=1"])
def test_what_is_no_channels_name_is_not_asked_for(name: str) -> None:
    result = CliRunner().invoke(fetch_command, [name, "--since", "2025-04-01"])
    assert result.exit_code == 2
    assert "is no channel's name" in result.stderr
